import { dec } from '../../../shared/domain/decimal.ts';
import type { ClockPort } from '../../ports/clock.ts';
import { startBinanceServer } from '../binance/server.ts';
import { Venue } from '../matching/venue.ts';
import { sightOf } from './account-sight.ts';
import { createDemoWorld, type DemoWorld, type DemoWorldTerms } from './demo-world.ts';
import { openSnapshotFile } from './snapshot-file.ts';

/** A whole exchange on this machine with one account, and the story that moves it. */
export interface DemoExchange {
  readonly restUrl: string;
  readonly wsUrl: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly world: DemoWorld;
  stop(): Promise<void>;
}

export interface DemoExchangeTerms extends Omit<DemoWorldTerms, 'clock' | 'saved'> {
  readonly clock: ClockPort;
  /** Keeps other programs on this machine from trading the demo; the caller draws it at each start. */
  readonly secret: string;
  /** Where account, orders and prices outlive the process, as those of a real exchange do. */
  readonly file: string;
  /** One line for the operator. */
  readonly told: (line: string) => void;
}

const ACCOUNT = 'demo';
const WALLET = '10000';
/** A price may jump back by what it did in this time when the process is killed; what happens to the account is stored at once. */
const PRICES_SAVED_EVERY_MS = 5_000;

export async function startDemoExchange(terms: DemoExchangeTerms): Promise<DemoExchange> {
  const { clock, secret } = terms;
  const file = openSnapshotFile(terms.file, terms.told);
  const saved = file.read();
  const world = createDemoWorld({ ...terms, saved: saved?.world });
  const venue = saved === undefined ? new Venue(world.feed) : Venue.restore(world.feed, saved.venue);
  if (saved === undefined) venue.openAccount({ id: ACCOUNT, wallet: dec(WALLET) }, clock.now());
  world.observe(() => sightOf(venue, ACCOUNT));
  const apiKey = `demo-${secret.slice(0, 16)}`;
  const server = await startBinanceServer({
    venue,
    feed: world.feed,
    clock,
    accounts: [{ accountId: ACCOUNT, apiKey, apiSecret: secret }],
  });
  const stopSaving = keepSaved(() => file.write({ world: world.save(), venue: venue.save() }), clock, [
    (listener) => venue.listen(listener),
    // A market that was posted about cools down in the engine, and its message id is used up.
    (listener) => world.messages.subscribe(listener),
  ]);
  world.start();
  return {
    restUrl: server.restUrl,
    wsUrl: server.wsUrl,
    apiKey,
    apiSecret: secret,
    world,
    async stop() {
      world.stop();
      await server.close();
      // Last of all that can change the account.
      stopSaving();
      venue.close();
    },
  };
}

/** Saves whenever one of the sources tells something, every few seconds for the prices, and when it is stopped. */
function keepSaved(save: () => void, clock: ClockPort, sources: readonly ((listener: () => void) => () => void)[]): () => void {
  let due = false;
  const saveIfDue = (): void => {
    if (due) save();
    due = false;
  };
  const changed = (): void => {
    if (due) return;
    due = true;
    // Not here, in the middle of a call; but before the client, which lives in this process, can read the answer: an order
    // that it takes for accepted must not be unknown to the exchange after a kill.
    queueMicrotask(saveIfDue);
  };
  const stopListening = sources.map((listen) => listen(changed));
  let stopTimer: () => void;
  const beat = (): void => {
    save();
    stopTimer = clock.after(PRICES_SAVED_EVERY_MS, beat);
  };
  beat();
  return () => {
    for (const stop of stopListening) stop();
    stopTimer();
    due = false;
    save();
  };
}
