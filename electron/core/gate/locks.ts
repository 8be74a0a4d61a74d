import { abs, isZero, lt } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { isEntryOrder, type VenuePosition } from '../../../shared/domain/order.ts';
import type { LockKind, Said } from '../../../shared/domain/record.ts';
import { isLive } from '../order/life.ts';
import type { Durable, Live } from '../state.ts';

export interface Lock {
  readonly kind: LockKind;
  readonly since: number;
  readonly symbol: MarketSymbol | undefined;
  readonly said: Said;
  readonly until: number | undefined;
}

interface Knowledge {
  readonly durable: Durable;
  readonly live: Live;
}

/** D1: dust (below minQty) is no position (R22). Without exchangeInfo every non-zero amount counts. */
export function isAboveDust(live: Live, position: VenuePosition): boolean {
  if (isZero(position.amount)) return false;
  const rules = live.markets?.[position.symbol];
  return !rules || !lt(abs(position.amount), rules.minQty);
}

/** Positions on the account that our ladder does not explain. */
export const foreignPositions = ({ durable, live }: Knowledge): readonly VenuePosition[] =>
  live.account.positions.filter(
    (position) => isAboveDust(live, position) && !(position.symbol === durable.ladder?.symbol && position.positionSide !== 'LONG'),
  );

/** Everything that forbids an entry now, strongest first; empty means free (D1, D10, D11, D17, D21, D22, R15, W23-1). */
export function locksOf(state: Knowledge): readonly Lock[] {
  return [...systemLocks(state), ...exposureLocks(state)];
}

function lock(
  kind: LockKind,
  rule: string,
  code: Said['code'],
  since: number,
  numbers: Record<string, string> = {},
  symbol?: MarketSymbol,
  until?: number,
): Lock {
  return { kind, since, symbol, until, said: { rule, code, numbers } };
}

/** Locks that hold for every entry, whatever is open. */
export function systemLocks({ durable, live }: Knowledge): readonly Lock[] {
  const locks: Lock[] = [];
  if (live.recovery) locks.push(lock('recovery', 'D21', 'lockRecovery', live.recovery.since));
  if (live.prices.safetySince !== undefined) locks.push(lock('safety', 'W23-1', 'lockSafety', live.prices.safetySince));
  if (durable.authLock) locks.push(lock('auth', 'D11', 'lockAuth', durable.authLock.since, { code: String(durable.authLock.code) }));
  if (durable.bannedUntil !== undefined && durable.bannedUntil > live.now)
    locks.push(lock('ban', 'D10', 'lockBan', live.now, { until: String(durable.bannedUntil) }, undefined, durable.bannedUntil));
  if (live.health.protectiveSince !== undefined) locks.push(lock('protective', 'D10', 'lockProtective', live.health.protectiveSince));
  for (const { orderId, since } of durable.exitCancelsFailed)
    locks.push(lock('exitCancelFailed', 'R15', 'lockExitCancelFailed', since, { orderId }, durable.orders[orderId]?.terms.symbol));
  if (durable.entriesOff) {
    const { by, since } = durable.entriesOff;
    if (by === 'start') {
      const { rule, code, numbers } = durable.entriesOff.said;
      locks.push(lock('operator', rule, code, since, numbers));
    } else
      locks.push(by === 'operator' ? lock('operator', 'D22', 'lockOperator', since) : lock('emergency', 'D22', 'lockEmergency', since));
  }
  return locks;
}

function exposureLocks(state: Knowledge): readonly Lock[] {
  const { durable, live } = state;
  const locks: Lock[] = [];
  const { ladder } = durable;
  if (ladder && !isZero(ladder.position.qty))
    locks.push(lock('position', 'W01', 'lockPosition', ladder.openedAt ?? ladder.startedAt, { symbol: ladder.symbol }, ladder.symbol));
  else if (ladder) locks.push(lock('entryOrder', 'W01', 'lockEntryOrder', ladder.startedAt, { symbol: ladder.symbol }, ladder.symbol));
  for (const order of Object.values(durable.orders))
    if (order.status === 'unconfirmed' && isLive(order.status))
      locks.push(
        lock(
          'unknownOrder',
          'D17',
          order.probe?.unresolved ? 'lockUnresolvedOrder' : 'lockUnknownOrder',
          order.probe?.since ?? order.updatedAt,
          { orderId: order.orderId, asked: String(order.probe?.asked ?? 0) },
          order.terms.symbol,
        ),
      );
  for (const { order, qty, since } of durable.lateShorts) {
    const { symbol } = order.terms;
    locks.push(lock('foreignPosition', 'D8', 'lockLateShort', since, { symbol, qty, orderId: order.orderId }, symbol));
  }
  const late = new Set(durable.lateShorts.map(({ order }) => order.terms.symbol));
  for (const position of foreignPositions(state).filter(({ symbol }) => !late.has(symbol)))
    locks.push(
      lock(
        'foreignPosition',
        'D1',
        'lockForeignPosition',
        position.at,
        { symbol: position.symbol, amount: position.amount },
        position.symbol,
      ),
    );
  for (const order of Object.values(live.account.foreignOrders))
    if (isEntryOrder(order))
      locks.push(
        lock(
          'foreignEntryOrder',
          'D1',
          'lockForeignEntryOrder',
          order.at,
          { symbol: order.symbol, orderId: order.venueOrderId },
          order.symbol,
        ),
      );
  return locks;
}

/** Why no first entry may begin now; undefined when it may. */
export const entryBlocked = (state: Knowledge): Said | undefined => locksOf(state)[0]?.said;

/** Why an entry order of the running ladder may not leave now: its own position and order do not count. */
export function entryForbidden(state: Knowledge): Said | undefined {
  const own = state.durable.ladder?.symbol;
  const kinds: readonly LockKind[] = ['position', 'entryOrder'];
  return locksOf(state).find((each) => !(each.symbol === own && kinds.includes(each.kind)))?.said;
}

/** Section 1, rule 4: settings do not change while anything is monitored or open. */
export function settingsLockReasons({ durable }: Knowledge): readonly Said[] {
  const reasons: Said[] = [];
  for (const monitor of durable.monitors)
    reasons.push({ rule: 'S1-4', code: 'settingsLockedByMonitoring', numbers: { symbol: monitor.symbol } });
  if (durable.preparation)
    reasons.push({ rule: 'S1-4', code: 'settingsLockedByMonitoring', numbers: { symbol: durable.preparation.monitor.symbol } });
  const { ladder } = durable;
  if (ladder)
    reasons.push({
      rule: 'S1-4',
      code: isZero(ladder.position.qty) ? 'settingsLockedByOrder' : 'settingsLockedByPosition',
      numbers: { symbol: ladder.symbol },
    });
  return reasons;
}
