import { say } from '../../../shared/domain/say.ts';
import type { Effect } from '../../core/effect.ts';
import type { EngineEvent } from '../../core/event.ts';
import type { JournalRow } from '../../ports/journal.ts';

/** What happened in a world, in words; kept only when somebody will read it, because most worlds end well. */
export class Story {
  readonly lines: string[] = [];
  readonly #kept: boolean;
  readonly #since: number;

  constructor(kept: boolean, since: number) {
    this.#kept = kept;
    this.#since = since;
  }

  tell(at: number, who: 'world' | 'wire' | 'engine' | 'check', what: () => string): void {
    if (!this.#kept) return;
    this.lines.push(`${((at - this.#since) / 1000).toFixed(3).padStart(9)} s  ${who.padEnd(6)}  ${what()}`);
  }

  /** One written event: the fact, what the engine said to it, what it asked for. */
  wrote(at: number, { event, effects, log }: JournalRow): void {
    if (!this.#kept) return;
    this.tell(at, 'engine', () => `#${event.seq} ${factWords(event)}`);
    for (const entry of log)
      this.tell(at, 'engine', () =>
        entry.kind === 'trade'
          ? `   = trade ${entry.trade.symbol} ${entry.trade.qty} ${entry.trade.entryAverage} → ${entry.trade.exitAverage} (${entry.trade.exit})`
          : `   · ${entry.rule} ${say(entry, 'en')}`,
      );
    for (const effect of effects) this.tell(at, 'engine', () => `   → ${effectWords(effect)}`);
  }
}

const shortened = (text: string): string => (text.length > 160 ? `${text.slice(0, 157)}…` : text).replaceAll('\n', ' ');

function factWords(event: EngineEvent): string {
  switch (event.type) {
    case 'OrderFilled':
      return `OrderFilled ${event.order.orderId} +${event.fill.qty} @ ${event.fill.price} (in all ${event.order.filledQty}, ${event.order.status})`;
    case 'OrderReported':
      return `OrderReported ${event.order.orderId} ${event.change} (${event.order.status}, filled ${event.order.filledQty})`;
    case 'OrderFound':
      return `OrderFound ${event.orderId} (${event.order.status}, filled ${event.order.filledQty})`;
    case 'PositionReported':
      return `PositionReported ${event.position.symbol} ${event.position.positionSide} ${event.position.amount}`;
    case 'AccountRead':
      return `AccountRead orders [${event.orders.map(({ orderId }) => orderId).join(', ')}] positions [${event.positions.map(({ symbol, amount }) => `${symbol} ${amount}`).join(', ')}] asked ${event.at - event.askedAt} ms ago`;
    case 'MarketsRead':
      return `MarketsRead (${event.markets.length} symbols)`;
    case 'CandlesRead':
      return `CandlesRead ${event.symbol} (${event.candles.length})`;
    case 'EngineStarted':
      return `EngineStarted stage ${event.stage}`;
    default: {
      const { seq: _, at: __, ...fact } = event;
      return shortened(JSON.stringify(fact));
    }
  }
}

const effectWords = (effect: Effect): string =>
  effect.type === 'PlaceOrder'
    ? `PlaceOrder ${effect.orderId} ${effect.terms.kind} ${effect.terms.side} ${effect.terms.kind === 'stop' ? `stop ${effect.terms.trigger}` : effect.terms.qty}${effect.terms.kind === 'limit' ? ` @ ${effect.terms.price}` : ''} ${effect.terms.symbol}`
    : shortened(JSON.stringify(effect));
