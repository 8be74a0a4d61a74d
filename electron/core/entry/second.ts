import { gte, isZero } from '../../../shared/domain/decimal.ts';
import { capPercentOf } from '../../../shared/domain/stage.ts';
import { type Draft, note, patchLadder, rulesOf } from '../draft.ts';
import type { EngineEvent } from '../event.ts';
import { entryForbidden } from '../gate/locks.ts';
import { placeOrder } from '../order/place.ts';
import { liveEntry1, secondEntryAim } from '../position/ladder.ts';
import type { Ladder, OrderRecord } from '../state.ts';
import { sizeSecondEntry } from './size.ts';

/** W41: only after the first entry is over, and only while nothing closes. */
function mayWatch(d: Draft, ladder: Ladder): boolean {
  return (
    ladder.second.status === 'watching' &&
    !ladder.closing &&
    !ladder.riskPending &&
    !isZero(ladder.position.qty) &&
    !liveEntry1(d.durable, ladder)
  );
}

/** The trigger of the second entry, average × (1 + secondEntryPercent) × 0.999 (W17-2). Balances are read fresh (W32-3). */
export function evaluateSecondEntry(d: Draft): void {
  const { ladder, settings } = d.durable;
  if (!ladder || !mayWatch(d, ladder) || entryForbidden(d)) return;
  const rules = rulesOf(d, ladder.symbol);
  const mark = d.live.marks[ladder.symbol];
  const aim = rules && ladder.position.average !== undefined ? secondEntryAim(ladder.position.average, settings, rules) : undefined;
  if (!aim || mark === undefined || !gte(mark, aim.trigger)) return;
  patchLadder(d, { second: { status: 'preparing', retried: false } });
  note(d, 'W41', 'secondTriggerFired', { mark, trigger: aim.trigger, target: aim.target }, { symbol: ladder.symbol });
  d.effects.push({ type: 'ReadBalances', symbol: ladder.symbol });
}

export function onBalancesRead(d: Draft, event: Extract<EngineEvent, { type: 'BalancesRead' }>): void {
  const { ladder, settings } = d.durable;
  if (!ladder || ladder.symbol !== event.forSymbol || ladder.second.status !== 'preparing') return;
  if (ladder.closing || ladder.riskPending) return skip(d, ladder, 'W23-1', 'entryGivenUp', { by: 'lockPosition' });
  const forbidden = entryForbidden(d);
  if (forbidden) return watchAgain(d, ladder, forbidden.rule, 'entryGivenUp', { by: forbidden.code });
  const rules = rulesOf(d, ladder.symbol);
  const aim = rules && ladder.position.average !== undefined ? secondEntryAim(ladder.position.average, settings, rules) : undefined;
  if (!rules || !aim) return skip(d, ladder, 'W48', 'entryGivenUp', { by: 'marketsUnknown' });
  const size = sizeSecondEntry({
    available: event.balances.available,
    settings,
    capPercent: capPercentOf(d.durable.stage),
    target: aim.target,
    rules,
  });
  if (!size.ok) return skip(d, ladder, size.rule, size.code, size.numbers);
  note(d, 'W32-3', 'entrySized', { ...size.numbers, qty: size.qty, target: aim.target }, { symbol: ladder.symbol });
  const orderId = placeOrder(d, 'W33', 'entry2', {
    kind: 'limit',
    symbol: ladder.symbol,
    side: 'SELL',
    closes: false,
    qty: size.qty,
    price: aim.target,
    positionMode: ladder.positionMode,
  });
  patchLadder(d, { second: { status: 'ordered', orderId, retried: ladder.second.retried } });
}

export function onBalancesFailed(d: Draft, event: Extract<EngineEvent, { type: 'ReadFailed' }>): void {
  const { ladder } = d.durable;
  if (!ladder || ladder.symbol !== event.symbol || ladder.second.status !== 'preparing') return;
  watchAgain(d, ladder, 'W32-6', 'preparationFailed', { step: event.part, why: event.why });
}

/** A lock or a failed read passes; D7 skips for good only what the exchange or the filters refuse. */
function watchAgain(
  d: Draft,
  ladder: Ladder,
  rule: string,
  code: 'entryGivenUp' | 'preparationFailed',
  numbers: Record<string, string>,
): void {
  patchLadder(d, { second: { status: 'watching', retried: ladder.second.retried } });
  note(d, rule, code, numbers, { symbol: ladder.symbol });
}

/** W35-1: margin ran short: read again, size again, once. Everything else that stops the second entry skips it (D7). */
export function onSecondEntryRefused(d: Draft, order: OrderRecord): void {
  const { ladder } = d.durable;
  if (ladder?.second.status !== 'ordered' || ladder.second.orderId !== order.orderId) return;
  if (order.refusal?.reason === 'insufficientMargin' && !ladder.second.retried) {
    patchLadder(d, { second: { status: 'preparing', retried: true } });
    note(d, 'W35-1', 'marginRetry', { code: String(order.refusal.code) }, { symbol: ladder.symbol, level: 'attention' });
    d.effects.push({ type: 'ReadBalances', symbol: ladder.symbol });
    return;
  }
  skip(d, ladder, 'D7', 'secondSkipped', { code: String(order.refusal?.code ?? ''), message: order.refusal?.message ?? '' });
}

/** D7: the position and its rules stay as they are. */
export function skip(d: Draft, ladder: Ladder, rule: string, code: Parameters<typeof note>[2], numbers: Record<string, string>): void {
  patchLadder(d, { second: { status: 'skipped', retried: ladder.second.retried } });
  note(d, rule, code, numbers, { symbol: ladder.symbol, level: 'attention' });
}
