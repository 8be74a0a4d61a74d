import { dec } from '../../../shared/domain/decimal.ts';
import type { ClockPort } from '../../ports/clock.ts';
import { startBinanceServer } from '../binance/server.ts';
import { Venue } from '../matching/venue.ts';
import { sightOf } from './account-sight.ts';
import { createDemoWorld, type DemoWorld, type DemoWorldTerms } from './demo-world.ts';

/** A whole exchange on this machine with one account, and the story that moves it. */
export interface DemoExchange {
  readonly restUrl: string;
  readonly wsUrl: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly world: DemoWorld;
  stop(): Promise<void>;
}

const ACCOUNT = 'demo';
const WALLET = '10000';

/** `secret` keeps other programs on this machine from trading the demo; the caller draws it. */
export async function startDemoExchange(
  terms: Omit<DemoWorldTerms, 'clock'> & { readonly clock: ClockPort; readonly secret: string },
): Promise<DemoExchange> {
  const { clock, secret } = terms;
  const world = createDemoWorld(terms);
  const venue = new Venue(world.feed);
  venue.openAccount({ id: ACCOUNT, wallet: dec(WALLET) }, clock.now());
  world.observe(() => sightOf(venue, ACCOUNT));
  const apiKey = `demo-${secret.slice(0, 16)}`;
  const server = await startBinanceServer({
    venue,
    feed: world.feed,
    clock,
    accounts: [{ accountId: ACCOUNT, apiKey, apiSecret: secret }],
  });
  world.start();
  return {
    restUrl: server.restUrl,
    wsUrl: server.wsUrl,
    apiKey,
    apiSecret: secret,
    world,
    async stop() {
      world.stop();
      venue.close();
      await server.close();
    },
  };
}
