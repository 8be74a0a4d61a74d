import type { OrderId } from '../../../../shared/domain/ids.ts';
import type { ClockPort } from '../../../ports/clock.ts';
import type { StreamFact } from '../../../ports/exchange.ts';
import { AccountProbe } from './account-probe.ts';
import { decodeEvent } from './decode-event.ts';
import { parseExactJson } from './exact-json.ts';
import { ListenKey } from './listen-key.ts';
import type { StreamPace } from './stream-pace.ts';
import type { VenueLine } from './venue-line.ts';
import { WatchedSocket } from './watched-socket.ts';
import { rowOf } from './wire-value.ts';

export interface AccountStreamOptions {
  readonly urlFor: (listenKey: string) => string;
  readonly line: VenueLine;
  readonly clock: ClockPort;
  readonly pace: StreamPace;
  readonly chance: () => number;
  readonly tell: (fact: StreamFact) => void;
}

/** Orders, fills, positions and wallet as they change. */
export class AccountStream {
  readonly #options: AccountStreamOptions;
  readonly #key: ListenKey;
  readonly #socket: WatchedSocket;
  readonly #probe: AccountProbe;
  #state: 'untold' | 'open' | 'lost' = 'untold';
  #changes = 0;

  constructor(options: AccountStreamOptions) {
    const { line, clock, pace, chance } = options;
    this.#options = options;
    this.#key = new ListenKey(line, clock, pace, () => this.#socket.drop('listenKey is gone', true));
    this.#socket = new WatchedSocket(
      {
        url: () => this.#dialledUrl(),
        greeting: undefined,
        proofOfLife: 'pong',
        opened: () => this.#opened(),
        received: (text) => this.#received(text),
        lost: (why) => this.#lost(why),
      },
      clock,
      pace,
      chance,
    );
    this.#probe = new AccountProbe(line, clock, pace, (why) => this.#socket.drop(why));
    this.#socket.start();
  }

  /** Grows with every event that changes the account; `undefined` while nothing can be heard. */
  changesHeard(): number | undefined {
    return this.#state === 'open' ? this.#changes : undefined;
  }

  /** Around every placing, so that an order which the stream never tells is noticed. */
  sending(orderId: OrderId): void {
    this.#probe.sending(orderId);
  }
  answered(orderId: OrderId, accepted: boolean): void {
    this.#probe.answered(orderId, accepted);
  }

  close(): void {
    this.#probe.closed();
    this.#key.close();
    this.#socket.close();
  }

  async #dialledUrl() {
    const obtained = await this.#key.obtain();
    return 'key' in obtained ? { url: this.#options.urlFor(obtained.key) } : obtained;
  }

  #opened(): void {
    this.#state = 'open';
    // What happened while it was shut was not heard: a reading that spans it must not count as undisturbed.
    this.#changes += 1;
    this.#probe.opened();
    this.#options.tell({ type: 'StreamOpened', stream: 'account' });
  }

  #lost(why: string): void {
    const told = this.#state === 'lost';
    this.#state = 'lost';
    this.#probe.closed();
    if (!told) this.#options.tell({ type: 'StreamLost', stream: 'account', why: this.#options.line.redact(why) });
  }

  /** A frame that cannot be read may have been a fill: a new connection makes the engine read the account again. */
  #received(text: string): boolean | { readonly drop: string; readonly atOnce?: boolean } {
    let parsed: unknown;
    try {
      parsed = parseExactJson(text);
    } catch {
      return { drop: 'a frame was no JSON' };
    }
    const row = rowOf(parsed);
    const event = rowOf(row?.data) ?? row;
    if (event === undefined) return true;
    const said = decodeEvent(event);
    if (said === 'unreadable') return { drop: `an event could not be read: ${String(event.e)}` };
    if (said === 'listenKeyExpired') {
      this.#key.forget();
      return { drop: 'listenKey expired', atOnce: true };
    }
    if (said.length > 0) {
      this.#changes += 1;
      this.#probe.heard(said);
    }
    for (const fact of said) this.#options.tell(fact);
    return true;
  }
}
