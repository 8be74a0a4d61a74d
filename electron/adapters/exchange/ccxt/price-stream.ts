import type { ClockPort } from '../../../ports/clock.ts';
import type { StreamFact } from '../../../ports/exchange.ts';
import { decodeMarkPrices } from './decode-market.ts';
import type { StreamPace } from './stream-pace.ts';
import { WatchedSocket } from './watched-socket.ts';
import { rowOf } from './wire-value.ts';

const SUBSCRIBE = JSON.stringify({ method: 'SUBSCRIBE', params: ['!markPrice@arr@1s'], id: 1 });
const keys = { symbol: 's', price: 'p', time: 'E' };

export interface PriceStreamOptions {
  readonly url: string;
  readonly clock: ClockPort;
  readonly pace: StreamPace;
  readonly chance: () => number;
  readonly tell: (fact: StreamFact) => void;
}

/** All mark prices, one fact per array frame. It counts as open with the first prices, not with the socket. */
export function openPriceStream({ url, clock, pace, chance, tell }: PriceStreamOptions): WatchedSocket {
  let state: 'untold' | 'open' | 'lost' = 'untold';
  const socket = new WatchedSocket(
    {
      url: async () => ({ url }),
      greeting: SUBSCRIBE,
      proofOfLife: 'data',
      opened: () => {},
      received: (text) => {
        const frame = readPriceFrame(text);
        if (frame === undefined) return false;
        if ('error' in frame) return { drop: frame.error };
        if (state !== 'open') {
          state = 'open';
          tell({ type: 'StreamOpened', stream: 'prices' });
        }
        tell({ type: 'MarkPricesArrived', source: 'stream', ...frame });
        return true;
      },
      lost: (why) => {
        if (state !== 'lost') tell({ type: 'StreamLost', stream: 'prices', why });
        state = 'lost';
      },
    },
    clock,
    pace,
    chance,
  );
  socket.start();
  return socket;
}

/** Bare or wrapped `{stream, data}`. Anything but prices and a refusal (subscription answers, other events) is no news. */
export function readPriceFrame(text: string): ReturnType<typeof decodeMarkPrices> | { readonly error: string } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const row = rowOf(parsed);
  if (row !== undefined && ('error' in row || (typeof row.code === 'number' && 'msg' in row))) {
    return { error: `subscription refused: ${text.slice(0, 200)}` };
  }
  const data = row?.data ?? parsed;
  const rows = Array.isArray(data) ? data : [data];
  return rowOf(rows[0])?.e === 'markPriceUpdate' ? decodeMarkPrices(rows, keys) : undefined;
}
