import type { MarketSymbol, OrderId } from '../../shared/domain/ids.ts';
import { orderIdAt } from '../../shared/domain/ids.ts';
import type { MarketRules } from '../../shared/domain/market.ts';
import type { Level, PhaseWord, Said, SignalKind, Verdict } from '../../shared/domain/record.ts';
import type { SayCode } from '../../shared/domain/say.ts';
import type { Effect } from './effect.ts';
import type { EngineEvent, MessageFact } from './event.ts';
import type { LogEntry } from './log.ts';
import type { Durable, EngineState, Ladder, Live, OrderRecord } from './state.ts';

/**
 * What one step is working on. State objects are replaced, never changed in place; effects and log grow. A draft lives inside one
 * `step` only, which is what keeps `step` a pure function to everybody outside.
 */
export interface Draft {
  readonly event: EngineEvent;
  durable: Durable;
  live: Live;
  readonly effects: Effect[];
  readonly log: LogEntry[];
  /** Set when an operator's request is refused: nothing of it was done. */
  refusal: Said | undefined;
  ids: number;
}

export const draftOf = (state: EngineState, event: EngineEvent): Draft => ({
  event,
  durable: state.durable,
  live: state.live,
  effects: [],
  log: [],
  refusal: undefined,
  ids: 0,
});

export function patch(d: Draft, change: Partial<Durable>): void {
  d.durable = { ...d.durable, ...change };
}
export function patchLive(d: Draft, change: Partial<Live>): void {
  d.live = { ...d.live, ...change };
}
export function patchLadder(d: Draft, change: Partial<Ladder>): Ladder | undefined {
  const { ladder } = d.durable;
  if (!ladder) return undefined;
  const next = { ...ladder, ...change };
  patch(d, { ladder: next });
  return next;
}
export function putOrder(d: Draft, order: OrderRecord): void {
  patch(d, { orders: { ...d.durable.orders, [order.orderId]: order } });
}

export const newOrderId = (d: Draft): OrderId => orderIdAt(d.durable.orderTag, d.event.seq, d.ids++);
export const rulesOf = (d: Draft, symbol: MarketSymbol): MarketRules | undefined => d.live.markets?.[symbol];

export type Numbers = Readonly<Record<string, string>>;
export const said = (rule: string, code: SayCode, numbers: Numbers = {}): Said => ({ rule, code, numbers });

export function note(
  d: Draft,
  rule: string,
  code: SayCode,
  numbers: Numbers = {},
  more: { level?: Level; symbol?: MarketSymbol; from?: PhaseWord; to?: PhaseWord } = {},
): void {
  d.log.push({ kind: 'note', level: more.level ?? 'info', rule, code, numbers, ...more });
}

export function judge(
  d: Draft,
  message: Pick<MessageFact, 'channelId' | 'messageId'>,
  verdict: Verdict,
  signal: SignalKind,
  sentence: Said,
  symbol?: MarketSymbol,
): void {
  d.log.push({
    kind: 'verdict',
    channelId: message.channelId,
    messageId: message.messageId,
    verdict,
    signal,
    ...sentence,
    ...(symbol === undefined ? {} : { symbol }),
  });
}
