import { cmp, gt, isZero, type Qty } from '../../../shared/domain/decimal.ts';
import { bearsOurPrefix, type MarketSymbol } from '../../../shared/domain/ids.ts';
import type { ExitReason } from '../../../shared/domain/record.ts';
import type { Effect } from '../../core/effect.ts';
import type { EngineState, Ladder, OrderRecord } from '../../core/state.ts';
import type { JournalRow } from '../../ports/journal.ts';
import type { Witness } from './witness.ts';

/** What the checks may know beside the engine's own state. */
export interface Circumstances {
  readonly witness: Witness;
  /** World time, ms; our own clock may be wrong. */
  readonly now: () => number;
  readonly riskPostedAt: (symbol: MarketSymbol) => number | undefined;
  /** Last moment at which another hand touched the account, world time. */
  readonly handAt: () => number;
  /** Every position and order left at the exchange in the scope of an emergency close. */
  readonly left: (scope: 'bot' | 'account', symbols: readonly MarketSymbol[]) => readonly string[];
}

type Placed = Extract<Effect, { type: 'PlaceOrder' }>;

/** A close may overtake a cancel that gets no answer for this long: reduce-only cannot overshoot, waiting can cost. */
export const CANCEL_PATIENCE_MS = 3_000;
/** What another hand did is known to the engine after this long: one slow read and its confirmation. */
const NEWS_OF_HANDS_MS = 90_000;

/** Rules of the law that a single event can break, beside the numbered invariants (8, W43-1, D15, R19–R22, D22). */
export function checkLaw(c: Circumstances, row: JournalRow, before: EngineState, after: EngineState): void {
  const was = before.durable.ladder;
  const is = after.durable.ladder;
  for (const effect of row.effects) {
    if (effect.type !== 'PlaceOrder') continue;
    const order = after.durable.orders[effect.orderId];
    if (order?.role === 'mddStop') mddStopIsDue(c, order, after);
    if (effect.terms.kind === 'stop') onlyStop(c, effect.terms.symbol);
    else nothingStandsBeside(c, effect, row.event.at, after);
    if (effect.terms.kind === 'market' && order) marketIsAllowed(c, order, after);
  }
  if (row.event.type === 'EngineStarted' && after.durable.monitors.length > 0)
    c.witness.breaks('D21', 'a process that begins goes on monitoring what the last one monitored');
  if (is?.closing && !was?.closing) closingHasACause(c, is, row, before, after);
  if (was && !is) symbolIsOver(c, was);
  const { emergency } = after.durable;
  const open = emergency?.state === 'notConfirmed' || emergency?.state === 'partlyClosed';
  if (open && before.durable.emergency?.state !== emergency.state) saysWhatStands(c, after);
  if (after.durable.emergency?.state === 'flat' && before.durable.emergency?.state !== 'flat') {
    const { scope, symbols } = after.durable.emergency;
    const left = c.left(scope, symbols);
    if (left.length > 0 && !handsLately(c)) c.witness.breaks('D22', `"flat" is said while the exchange has ${left.join(', ')}`);
  }
}

const handsLately = (c: Circumstances): boolean => c.now() - c.handAt() < NEWS_OF_HANDS_MS;

/** D22: an end that is not verified names what the exchange has, symbol by symbol. What another hand did a moment ago it cannot know. */
function saysWhatStands(c: Circumstances, { durable: { emergency } }: EngineState): void {
  const told = emergency?.steps.at(-1)?.said.numbers.left ?? '';
  const left = emergency ? c.left(emergency.scope, emergency.symbols) : [];
  const untold = left.filter((thing) => !told.includes(thing.split(' ')[1] ?? thing));
  if (untold.length > 0 && !handsLately(c)) c.witness.breaks('D22', `${emergency?.state} tells "${told}" and not ${untold.join(', ')}`);
}

/** W43-1: only after the second entry is filled completely. */
function mddStopIsDue(c: Circumstances, stop: OrderRecord, after: EngineState): void {
  const whole = Object.values(after.durable.orders).some(
    ({ role, terms, orderId }) =>
      role === 'entry2' &&
      terms.kind === 'limit' &&
      terms.symbol === stop.terms.symbol &&
      cmp(c.witness.filled.get(orderId) ?? ('0' as Qty), terms.qty) >= 0,
  );
  if (!whole) c.witness.breaks('W43-1', `MDD stop ${stop.orderId} before the second entry is filled completely`);
}

/** D15: the exchange takes one closing stop; the old one must be known to be gone. */
function onlyStop(c: Circumstances, symbol: MarketSymbol): void {
  const standing = c.witness.ownWaitingStops(symbol)[0];
  if (standing) c.witness.breaks('D15', `a stop is sent while ${standing.clientAlgoId} still stands`);
}

/** R11, R17, W43: the order that this one takes the place of must be known to be gone, unless its cancel gets no answer. */
function nothingStandsBeside(c: Circumstances, { orderId, terms }: Placed, at: number, after: EngineState): void {
  const since = after.durable.ladder?.closing?.since;
  if (terms.kind === 'market' && since !== undefined && at - since >= CANCEL_PATIENCE_MS) return;
  const twin = c.witness
    .ownOpenOrders()
    .find(({ symbol, side, clientOrderId }) => symbol === terms.symbol && side === terms.side && clientOrderId !== orderId);
  if (twin) c.witness.breaks('R17', `${orderId} is sent while ${twin.clientOrderId} still stands`);
}

/** 8 */
function marketIsAllowed(c: Circumstances, order: OrderRecord, after: EngineState): void {
  if (order.role === 'accountClose') {
    const { emergency } = after.durable;
    if (emergency?.scope === 'account' && emergency.state !== 'flat') return;
    return c.witness.breaks('8', `market order ${order.orderId} for the account without an emergency close of the account`);
  }
  if (order.role === 'marketClose' && after.durable.ladder?.closing) return;
  c.witness.breaks('8', `market order ${order.orderId} (${order.role}) although nothing is to be closed`);
}

/** 8: each reason to close at market has a cause that can be seen from outside. */
function closingHasACause(c: Circumstances, ladder: Ladder, { event }: JournalRow, before: EngineState, after: EngineState): void {
  const reason: ExitReason | undefined = ladder.closing?.reason;
  const orders = Object.values(after.durable.orders).filter(({ terms }) => terms.symbol === ladder.symbol);
  const causes: Readonly<Partial<Record<ExitReason, boolean>>> = {
    risk: c.riskPostedAt(ladder.symbol) !== undefined,
    safety:
      event.at - (before.live.prices.freshAt ?? before.live.startedAt) >= after.durable.settings.staleMarkPriceSeconds * 1000 ||
      before.live.prices.safetySince !== undefined,
    stalledExit: orders.some(
      ({ role, filledQty, lastFillAt }) =>
        (role === 'takeProfit' || role === 'breakEven') && !isZero(filledQty) && lastFillAt !== undefined && event.at - lastFillAt >= 5_000,
    ),
    emergency: after.durable.emergency !== undefined && after.durable.emergency.state !== 'flat',
    fallback: orders.some(({ terms, refusal }) => terms.closes && refusal !== undefined),
    mddStop: orders.some(
      ({ role, refusal, filledQty, spawnedVenueOrderId }) =>
        role === 'mddStop' && (refusal !== undefined || !isZero(filledQty) || spawnedVenueOrderId !== undefined),
    ),
    breakEvenStop: orders.some(
      ({ role, refusal, filledQty, spawnedVenueOrderId }) =>
        role === 'breakEvenStop' && (refusal !== undefined || !isZero(filledQty) || spawnedVenueOrderId !== undefined),
    ),
  };
  // A ladder that comes back takes the reason its entry was taken back for.
  if (!before.durable.ladder) return;
  if (reason === undefined || causes[reason] !== true)
    c.witness.breaks('8', `closing at market for "${String(reason)}", which nothing caused`);
}

/** R21, R22: a symbol starts over only when nothing of it is left. */
function symbolIsOver(c: Circumstances, ladder: Ladder): void {
  const { witness } = c;
  const short = witness.shortOf(ladder.symbol);
  if (gt(short, '0' as Qty) && !witness.isDust(ladder.symbol, short) && !handsLately(c))
    witness.breaks('R21', `${ladder.symbol} starts over while the exchange holds ${short}`);
  const left = [
    ...witness.ownOpenOrders().map(({ clientOrderId, symbol }) => ({ id: clientOrderId, symbol })),
    ...witness.ownWaitingStops().map(({ clientAlgoId, symbol }) => ({ id: clientAlgoId, symbol })),
  ];
  for (const { id, symbol } of left)
    if (symbol === ladder.symbol && bearsOurPrefix(id)) witness.breaks('R15', `${ladder.symbol} starts over while order ${id} stands`);
}
