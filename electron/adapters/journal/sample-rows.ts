import type { Percent, Price, Qty, Quote } from '../../../shared/domain/decimal.ts';
import { orderIdAt, symbolOf } from '../../../shared/domain/ids.ts';
import type { MarketRules } from '../../../shared/domain/market.ts';
import type { ClosedTrade } from '../../../shared/domain/record.ts';
import type { Effect } from '../../core/effect.ts';
import type { Fact } from '../../core/event.ts';
import type { LogEntry } from '../../core/log.ts';
import type { JournalRow, MessageRow } from '../../ports/journal.ts';

/** Rows for the tests of the journal; the times only have to grow. */
export const rowOf = (seq: number, fact: Fact, effects: readonly Effect[] = [], log: readonly LogEntry[] = []): JournalRow => ({
  event: { seq, at: 1_790_000_000_000 + seq, ...fact },
  effects,
  log,
});

export const tick = (seq: number, log: readonly LogEntry[] = []): JournalRow => rowOf(seq, { type: 'ClockTicked' }, [], log);

export const sol = symbolOf('SOLUSDT');

export const orderPlaced = (seq: number): Effect => ({
  type: 'PlaceOrder',
  orderId: orderIdAt('sample', seq, 0),
  terms: {
    kind: 'limit',
    symbol: sol,
    side: 'SELL',
    closes: false,
    qty: '1.5' as Qty,
    price: '0.12045' as Price,
    positionMode: 'ONE-WAY',
  },
});

export const note = (numbers: Record<string, string> = {}): LogEntry => ({
  kind: 'note',
  level: 'info',
  rule: 'W11',
  code: 'filtersPassed',
  symbol: sol,
  numbers,
});

export const channelId = -1002171239233;

export const message = (messageId: number, text: string, edited = false, sentAt = 1_789_999_990_500.25): Fact => ({
  type: 'MessageReceived',
  channelId,
  messageId,
  sentAt,
  text,
  edited,
  backlog: false,
  caption: false,
  source: 'inbox',
});

export const verdict = (messageId: number, word: 'monitoring' | 'rejected' | 'ignored'): NonNullable<MessageRow['verdict']> => ({
  kind: 'verdict',
  channelId,
  messageId,
  verdict: word,
  signal: 'leadingMarket',
  symbol: sol,
  rule: 'W12',
  code: 'monitoringStarted',
  numbers: { target: '0.12' },
});

export const trade = (exit: ClosedTrade['exit']): ClosedTrade => ({
  symbol: sol,
  openedAt: 1,
  closedAt: 2,
  step: 1,
  qty: '1.5' as Qty,
  entryAverage: '0.12045' as Price,
  exitAverage: '0.11' as Price,
  grossPnl: '0.015675' as Quote,
  fees: null,
  roi: '8.67' as Percent,
  exit,
});

export const marketRules = (count: number): readonly MarketRules[] =>
  Array.from({ length: count }, (_, n) => ({
    symbol: symbolOf(`COIN${n}USDT`),
    tradable: true,
    status: 'TRADING PERPETUAL USDT',
    tickSize: '0.00001' as Price,
    minPrice: '0.00001' as Price,
    maxPrice: '200' as Price,
    stepSize: '1' as Qty,
    minQty: '1' as Qty,
    maxQty: '10000000' as Qty,
    marketStepSize: '1' as Qty,
    marketMaxQty: '1000000' as Qty,
    minNotional: '5' as Quote,
  }));
