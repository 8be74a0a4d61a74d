import { type Draft, note, putOrder } from '../draft.ts';
import type { EngineEvent } from '../event.ts';
import type { OrderRecord, Probe } from '../state.ts';
import { move } from './apply.ts';
import { beforeOf, conclude, follow } from './outcome.ts';
import { isEntryRole, planRetry } from './place.ts';
import { MIN_NOT_FOUND, NOT_PLACED_AFTER_MS } from './probe.ts';

type Of<T extends EngineEvent['type']> = Extract<EngineEvent, { type: T }>;
type InQuestion = OrderRecord & { readonly probe: Probe };

export function onOrderNotFound(d: Draft, event: Of<'OrderNotFound'>): void {
  const record = inQuestion(d, event);
  if (record) concludeIfProved(d, { ...record, probe: { ...record.probe, notFound: record.probe.notFound + 1 } });
}

export function onOrderUntraced(d: Draft, event: Of<'OrderUntraced'>): void {
  const record = inQuestion(d, event);
  // Looked before the request had lost its last chance to be accepted, or by a clock that was set since: proves nothing.
  if (!record || event.askedAt > d.event.at || event.askedAt - record.sentAt < NOT_PLACED_AFTER_MS) return;
  concludeIfProved(d, { ...record, probe: { ...record.probe, untraced: true } });
}

function inQuestion(d: Draft, { orderId }: Pick<OrderRecord, 'orderId'>): InQuestion | undefined {
  const record = d.durable.orders[orderId];
  return record?.status === 'unconfirmed' && record.probe ? { ...record, probe: record.probe } : undefined;
}

/**
 * D17: an order is not at the exchange when its id was not found twice, when by then the request could no longer be accepted, and when
 * a look from that moment on shows nothing of it in either book, in the order history and among the trades. Time alone proves nothing.
 */
function concludeIfProved(d: Draft, record: InQuestion): void {
  const before = beforeOf(d);
  const { probe, terms } = record;
  putOrder(d, record);
  if (probe.notFound < MIN_NOT_FOUND || !probe.untraced || d.event.at - record.sentAt < NOT_PLACED_AFTER_MS) return;
  if (probe.about === 'cancel') {
    move(d, record.orderId, 'gone');
    return follow(d, before, record, undefined);
  }
  note(d, 'D17', 'orderNeverPlaced', { orderId: record.orderId }, { symbol: terms.symbol, level: 'attention' });
  const refused: OrderRecord = { ...record, refusal: { reason: 'notSent', code: -2013, message: 'not found' } };
  // An entry of an earlier process is not sent again: what was said in the channels since is not known (D21).
  const stale = isEntryRole(record.role) && record.sentAt < d.live.startedAt;
  const once = record.cancel !== undefined || terms.kind === 'market' || stale;
  const retry = !once && planRetry(d, refused, 'notSent', undefined);
  if (!retry) conclude(d, before, refused, undefined);
}
