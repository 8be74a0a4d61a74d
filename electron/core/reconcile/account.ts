import { abs, cmp, cost, isZero, type Price, type Qty } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol, VenueOrderId } from '../../../shared/domain/ids.ts';
import { isEntryOrder, type VenueOrder, type VenuePosition } from '../../../shared/domain/order.ts';
import { type Draft, note, patch, patchLadder, patchLive, rulesOf } from '../draft.ts';
import type { EngineEvent } from '../event.ts';
import { isAboveDust } from '../gate/locks.ts';
import { normalisePrice } from '../market/normalise.ts';
import { applyForeignOrder, liveOrdersOf, ownOrder } from '../order/apply.ts';
import { cancelOrder } from '../order/place.ts';
import { isFlat, mddStopTrigger } from '../position/ladder.ts';
import type { Ladder } from '../state.ts';
import { compareOrders } from './compare-orders.ts';
import { type Found, takeDifferences } from './differences.ts';
import { readAccountSoon } from './schedule.ts';

type AccountRead = Extract<EngineEvent, { type: 'AccountRead' }>;

/** The short of a symbol as the exchange shows it: "0" when it shows none. */
function shortOf(positions: readonly VenuePosition[], symbol: MarketSymbol): { qty: Qty; average: Price | undefined } {
  const row = positions.find((each) => each.symbol === symbol && each.positionSide !== 'LONG' && !isZero(each.amount));
  if (!row?.amount.startsWith('-')) return { qty: '0' as Qty, average: undefined };
  return { qty: abs(row.amount), average: row.entryPrice };
}

const mergePositions = (known: readonly VenuePosition[], read: readonly VenuePosition[]): readonly VenuePosition[] => [
  ...known,
  ...read.filter((row) => !known.some((each) => each.symbol === row.symbol && each.positionSide === row.positionSide)),
];

const positionKey = (row: VenuePosition): string => `${row.symbol} ${row.positionSide}`;

/**
 * A position or entry order by other hands that a read does not show stays for one more read: an entry lock must not open because a
 * picture missed a row (D1). Orders kept this way are put into `foreignOrders`.
 */
function withoutRowsGone(
  d: Draft,
  event: AccountRead,
  foreignOrders: Record<VenueOrderId, VenueOrder>,
): { readonly positions: readonly VenuePosition[]; readonly missed: readonly string[] } {
  const { account } = d.live;
  const shown = new Set(event.positions.map(positionKey));
  const own = d.durable.ladder?.symbol;
  const doubtful = account.positions.filter(
    (row) => row.symbol !== own && !shown.has(positionKey(row)) && !account.missed.includes(positionKey(row)),
  );
  const orders = Object.values(account.foreignOrders).filter(
    (order) => foreignOrders[order.venueOrderId] === undefined && isEntryOrder(order) && !account.missed.includes(order.venueOrderId),
  );
  for (const order of orders) foreignOrders[order.venueOrderId] = order;
  return {
    positions: [...event.positions, ...doubtful],
    missed: [...doubtful.map(positionKey), ...orders.map((order) => order.venueOrderId)],
  };
}

/** Something happened on the account while the picture was taken: it only fills in what is not ours, and proves nothing. */
export const isTorn = (d: Draft, event: AccountRead): boolean =>
  d.live.account.eventAt !== undefined && d.live.account.eventAt >= event.askedAt;

/** Takes over what a healthy read of both books and all positions says; what differs from ours is asked after or doubted, never guessed. */
export function applyAccount(d: Draft, event: AccountRead): void {
  const torn = isTorn(d, event);
  // A start needs a whole picture (D21): a torn one would count as the first of two that agree.
  if (torn && d.live.recovery) return readAccountSoon(d);
  const wallet = torn ? [] : walletDifference(d, event);
  // What the stream told since is newer than a torn picture: there it only adds, so that no lock opens for a moment.
  const foreignOrders: Record<VenueOrderId, VenueOrder> = torn ? { ...d.live.account.foreignOrders } : {};
  for (const order of event.orders) if (!ownOrder(d, order)) foreignOrders[order.venueOrderId] = order;
  const { positions, missed } = torn
    ? { positions: mergePositions(d.live.account.positions, event.positions), missed: d.live.account.missed }
    : withoutRowsGone(d, event, foreignOrders);
  patchLive(d, {
    account: {
      ...d.live.account,
      balances: event.balances,
      positionMode: event.positionMode,
      positions,
      foreignOrders,
      missed,
      readAt: event.at,
    },
  });
  if (missed.length > 0) readAccountSoon(d);
  if (torn) return readAccountSoon(d, 0);
  const orders = compareOrders(d, event);
  // After the orders: what their fills explain is no difference of the position.
  const position = positionDifference(d, event.positions);
  comparePosition(d, event.positions, event);
  watchLateShorts(d, event.positions);
  takeDifferences(d, [...orders, ...position, ...wallet]);
}

function walletDifference({ live }: Draft, { balances }: AccountRead): readonly Found[] {
  const ours = live.account.balances?.wallet;
  if (ours === undefined || cmp(ours, balances.wallet) === 0) return [];
  return [{ what: 'wallet', of: 'USDT', symbol: undefined, ours, theirs: balances.wallet }];
}

function positionDifference({ durable }: Draft, positions: readonly VenuePosition[]): readonly Found[] {
  const { ladder } = durable;
  const told = ladder && shortOf(positions, ladder.symbol).qty;
  if (!ladder || told === undefined || cmp(told, ladder.position.qty) === 0) return [];
  return [{ what: 'position', of: ladder.symbol, symbol: ladder.symbol, ours: ladder.position.qty, theirs: told }];
}

/** Terminal like every "gone": only the second healthy read that shows none of it ends a late short (R21). */
function watchLateShorts(d: Draft, positions: readonly VenuePosition[]): void {
  const { lateShorts } = d.durable;
  if (lateShorts.length === 0) return;
  const shows = (symbol: MarketSymbol): boolean =>
    positions.some((row) => row.symbol === symbol && row.positionSide !== 'LONG' && row.amount.startsWith('-') && isAboveDust(d.live, row));
  const looked = lateShorts.map((each) => ({ ...each, missed: shows(each.order.terms.symbol) ? 0 : each.missed + 1 }));
  if (looked.every(({ missed }, n) => missed === lateShorts[n]?.missed)) return;
  const left = looked.filter(({ missed }) => missed < 2);
  for (const { order, qty } of looked.filter((each) => !left.includes(each)))
    note(d, 'R21', 'lateShortGone', { symbol: order.terms.symbol, qty }, { symbol: order.terms.symbol, level: 'attention' });
  patch(d, { lateShorts: left });
  if (left.some(({ missed }) => missed > 0)) readAccountSoon(d);
}

export function onPositionReported(d: Draft, event: Extract<EngineEvent, { type: 'PositionReported' }>): void {
  const { position } = event;
  const others = d.live.account.positions.filter(
    (each) => !(each.symbol === position.symbol && each.positionSide === position.positionSide),
  );
  const positions = isZero(position.amount) ? others : [...others, position];
  patchLive(d, { account: { ...d.live.account, positions } });
  if (d.durable.lateShorts.some(({ order }) => order.terms.symbol === position.symbol)) readAccountSoon(d);
  // Of our short it tells only when it is about our short: what the account held before its first read is not known.
  if (position.symbol === d.durable.ladder?.symbol && position.positionSide !== 'LONG') comparePosition(d, positions, undefined);
}

/**
 * Our fills against the exchange's quantity (R20–R22, D13). A first difference is only a doubt, because fills and positions are told
 * in separate events; it becomes the truth when a healthy read shows the same number again and no order of ours is in question.
 */
export function comparePosition(d: Draft, positions: readonly VenuePosition[], picture: AccountRead | undefined): void {
  const byRead = picture !== undefined;
  const { ladder } = d.durable;
  if (!ladder) return;
  const told = shortOf(positions, ladder.symbol);
  if (cmp(told.qty, ladder.position.qty) === 0) {
    if (ladder.doubt) patchLadder(d, { doubt: undefined });
    return;
  }
  const same = ladder.doubt !== undefined && cmp(ladder.doubt.qty, told.qty) === 0;
  const confirmations = same ? (ladder.doubt?.confirmations ?? 0) + (byRead ? 1 : 0) : byRead ? 1 : 0;
  const since = same ? (ladder.doubt?.since ?? d.event.at) : d.event.at;
  const doubted = patchLadder(d, { doubt: { ...told, since, confirmations } });
  if (!same)
    note(d, 'R20', 'positionDoubted', { ours: ladder.position.qty, theirs: told.qty }, { symbol: ladder.symbol, level: 'attention' });
  // A stream event and a read, or two reads, that agree.
  const enough = confirmations >= (since < d.event.at && !startedByRead(ladder) ? 1 : 2);
  // Without exchangeInfo the stop could not follow the average; where it stands it still closes the whole position.
  const stopWouldStay = ladder.stop !== undefined && !isZero(told.qty) && rulesOf(d, ladder.symbol) === undefined;
  if (doubted && enough && !stopWouldStay && !orderInQuestion(d, ladder, picture)) return adopt(d, doubted, told);
  const lasts = d.live.account.differences.open.some(({ what, alarmed }) => what === 'position' && alarmed);
  readAccountSoon(d, lasts ? LASTING_DOUBT_MS : 0);
}

/** One account read costs 90 of 2,400 weight a minute: a doubt that has been alarmed is looked after less often. */
const LASTING_DOUBT_MS = 10_000;
const startedByRead = (ladder: Ladder): boolean => (ladder.doubt?.confirmations ?? 0) > 0;
/**
 * A live order of ours may have fills that nobody told yet. Adopting the position they made would count them twice when they are told,
 * so each must be shown by the same picture with the fills that we know.
 */
const orderInQuestion = (d: Draft, ladder: Ladder, picture: AccountRead | undefined): boolean =>
  liveOrdersOf(d, ladder.symbol).some((order) => {
    const shown = picture?.orders.find((venue) => ownOrder(d, venue)?.orderId === order.orderId);
    return order.status !== 'working' || !shown || cmp(shown.filledQty, order.filledQty) !== 0;
  });

/** R20, R21: the exchange's quantity and average become ours; exits are placed anew from them by the next settling. */
function adopt(d: Draft, ladder: Ladder, told: { qty: Qty; average: Price | undefined }): void {
  note(
    d,
    isZero(told.qty) ? 'R21' : 'R20',
    'positionAdopted',
    { ours: ladder.position.qty, theirs: told.qty, average: told.average ?? '' },
    { symbol: ladder.symbol, level: 'critical' },
  );
  const grown = cmp(told.qty, ladder.position.qty) > 0;
  patchLadder(d, {
    doubt: undefined,
    openedAt: ladder.openedAt ?? d.event.at,
    position: { qty: told.qty, average: told.average ?? ladder.position.average },
    // An entry that happened without our hearing of it must show in the trade.
    totals:
      grown && isZero(ladder.totals.entryQty)
        ? { ...ladder.totals, entryQty: told.qty, entryQuote: cost(told.average ?? ladder.target, told.qty) }
        : ladder.totals,
  });
  const adopted = d.durable.ladder;
  // An exit that only stood there did not do it; fills of ours were asked after before.
  if (adopted && !adopted.closing && isFlat(adopted, rulesOf(d, adopted.symbol))) patchLadder(d, { exit: 'outside' });
  if (isZero(told.qty)) return;
  if (ladder.exitLimit.orderId !== undefined) cancelOrder(d, 'R20', ladder.exitLimit.orderId);
  moveStop(d, told.average);
}

/** A stop has no quantity, so it stays where it is unless the average moved: then it is replaced (R20, D15). */
function moveStop(d: Draft, average: Price | undefined): void {
  const { ladder, settings } = d.durable;
  const rules = ladder && rulesOf(d, ladder.symbol);
  if (!ladder?.stop || !rules || average === undefined) return;
  const trigger = ladder.stop.kind === 'mdd' ? mddStopTrigger(average, settings, rules) : normalisePrice(average, rules);
  if (trigger !== undefined) patchLadder(d, { stop: { ...ladder.stop, trigger } });
}

export function noteForeignCancel(d: Draft, event: Extract<EngineEvent, { type: 'CancelAccepted' }>): void {
  const known = Object.values(d.live.account.foreignOrders).find((order) => order.orderId === event.orderId);
  if (known) applyForeignOrder(d, { ...known, status: 'cancelled' });
}
