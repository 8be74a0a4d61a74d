import type {
  AccountView,
  ConnectionsView,
  EmergencyView,
  ForeignPositionView,
  LockView,
  OrderView,
  SettingsLockView,
} from '../../../shared/contract/view.ts';
import { type Lang, say } from '../../../shared/domain/say.ts';
import type { SourceWhy } from '../../core/event.ts';
import { foreignPositions, locksOf, settingsLockReasons } from '../../core/gate/locks.ts';
import { isLive } from '../../core/order/life.ts';
import type { EngineState, OrderRecord } from '../../core/state.ts';
import type { WeightUse } from '../../ports/exchange.ts';
import type { SourceReading } from '../../ports/messages.ts';

const typeWord = { limit: 'LIMIT', market: 'MARKET', stop: 'STOP_MARKET' } as const;

function ownOrderView(order: OrderRecord): OrderView {
  const { terms } = order;
  return {
    orderId: order.orderId,
    venueOrderId: order.venueOrderId ?? null,
    symbol: terms.symbol,
    book: terms.kind === 'stop' ? 'conditional' : 'plain',
    role: order.role === 'accountClose' ? 'marketClose' : order.role,
    ours: true,
    side: terms.side,
    type: typeWord[terms.kind],
    price: terms.kind === 'limit' ? terms.price : null,
    trigger: terms.kind === 'stop' ? terms.trigger : null,
    qty: terms.kind === 'stop' ? null : terms.qty,
    filledQty: order.filledQty,
    status: order.status,
    live: isLive(order.status),
    placedAt: order.placedAt,
    updatedAt: order.updatedAt,
    probe: probeView(order),
  };
}

function probeView({ status, probe }: OrderRecord): OrderView['probe'] {
  if (status !== 'unconfirmed' || !probe) return null;
  const { since, asked, at, alarms, unresolved } = probe;
  return { since, asked, nextAt: at, alarmed: alarms > 0, unresolved };
}

/** Both books, ours first, then by other hands (D16). */
export function ordersView({ durable, live }: EngineState): readonly OrderView[] {
  const own = Object.values(durable.orders).map(ownOrderView);
  const foreign = Object.values(live.account.foreignOrders).map(
    (order): OrderView => ({
      orderId: order.orderId,
      venueOrderId: order.venueOrderId,
      symbol: order.symbol,
      book: order.book,
      role: 'foreign',
      ours: false,
      side: order.side,
      type: order.type,
      price: order.price ?? null,
      trigger: order.trigger ?? null,
      qty: order.qty ?? null,
      filledQty: order.filledQty,
      status: 'working',
      live: true,
      placedAt: order.at,
      updatedAt: order.at,
      probe: null,
    }),
  );
  return [...own, ...foreign];
}

export const foreignPositionsView = (state: EngineState): readonly ForeignPositionView[] =>
  foreignPositions(state).map(({ symbol, positionSide, amount, entryPrice }) => ({ symbol, positionSide, amount, entryPrice }));

export const locksView = (state: EngineState): readonly LockView[] =>
  locksOf(state).map(({ kind, since, symbol, said, until }) => ({
    kind,
    rule: said.rule,
    since,
    symbol: symbol ?? null,
    said,
    until: until ?? null,
  }));

export function settingsLockView(state: EngineState): SettingsLockView {
  const reasons = settingsLockReasons(state);
  return { locked: reasons.length > 0, reasons };
}

export const accountView = ({ live }: EngineState): AccountView => ({
  wallet: live.account.balances?.wallet ?? null,
  available: live.account.balances?.available ?? null,
  positionMode: live.account.positionMode ?? null,
  readAt: live.account.readAt ?? null,
  differences: differencesView(live.account.differences),
});

const differencesView = ({ count, lastAt, open }: EngineState['live']['account']['differences']): AccountView['differences'] => ({
  count,
  lastAt: lastAt ?? null,
  open: open.map(({ what, of, ours, theirs, symbol, since, alarmed }) => ({
    said: { rule: 'R20', code: 'differenceFound', numbers: { what, of, ours, theirs } },
    symbol: symbol ?? null,
    since,
    alarmed,
  })),
});

export function connectionsView({ live }: EngineState, weight: WeightUse, readings: SourceReadings = new Map()): ConnectionsView {
  const { prices, streams, account, clock } = live;
  const state =
    prices.safetySince !== undefined ? 'stale' : prices.freshAt === undefined ? 'waiting' : prices.source === 'rest' ? 'fallback' : 'live';
  return {
    prices: { source: prices.source, lastEventAt: prices.freshAt ?? null, state },
    account: { open: streams.account.open, lastEventAt: streams.account.lastEventAt ?? null, lastReadAt: account.readAt ?? null },
    messages: Object.entries(live.sources).map(([source, known]) => ({
      source,
      healthy: known.healthy,
      why: { ko: sourceSays(known.why, 'ko'), en: sourceSays(known.why, 'en') },
      lastMessageAt: known.lastMessageAt ?? null,
      since: known.since,
      readAt: readings.get(source)?.at ?? null,
      lateAfterMs: readings.get(source)?.lateAfterMs ?? null,
    })),
    clock: { offsetMs: clock?.offsetMs ?? null, roundTripMs: clock?.roundTripMs ?? null, readAt: clock?.readAt ?? null },
    weight: {
      used: weight.usedWeight,
      limit: weight.weightLimit,
      orders10s: weight.orders10s,
      orders1m: weight.orders1m,
      bannedUntil: weight.bannedUntil ?? null,
    },
  };
}

/** By the source's name. */
export type SourceReadings = ReadonlyMap<string, SourceReading>;

const sourceSays = (why: SourceWhy, lang: Lang): string => (typeof why === 'string' ? why : say(why, lang));

export function emergencyView({ durable }: EngineState): EmergencyView {
  const { emergency } = durable;
  if (!emergency) return { state: 'idle' };
  const { state, scope, startedAt, endedAt, steps } = emergency;
  return { state, scope, startedAt, endedAt: endedAt ?? null, steps };
}
