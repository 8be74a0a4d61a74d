import { dec, type Price } from '../../../shared/domain/decimal.ts';
import { capPercentOf } from '../../../shared/domain/stage.ts';
import { type Draft, note, patch, rulesOf } from '../draft.ts';
import type { EngineEvent } from '../event.ts';
import { entryBlocked } from '../gate/locks.ts';
import { removeMonitor, resetMonitors } from '../monitor/list.ts';
import { forgetFinished } from '../order/earlier.ts';
import { placeOrder } from '../order/place.ts';
import type { Ladder, Preparation, WaitingMonitor } from '../state.ts';
import { sizeFirstEntry } from './size.ts';

const MAX_RETRIES = 3;
const PATIENCE_MS = 30_000;

/** The trigger fired (W17-2): everything that W17-1 forbids before is done now, and only now. */
export function beginPreparation(d: Draft, monitor: WaitingMonitor): void {
  const mark = d.live.marks[monitor.symbol] ?? ('0' as Price);
  removeMonitor(d, monitor.symbol);
  patch(d, {
    preparation: { monitor, mark, since: d.event.at, step: 'reading', conditions: undefined, unblocked: false, retries: 0 },
  });
  note(d, 'W17-2', 'triggerFired', { mark, trigger: monitor.plan.trigger, target: monitor.plan.target }, { symbol: monitor.symbol });
  d.effects.push({ type: 'ReadEntryConditions', symbol: monitor.symbol });
}

function current(d: Draft, symbol: string): Preparation | undefined {
  const { preparation } = d.durable;
  return preparation?.monitor.symbol === symbol ? preparation : undefined;
}

function giveUp(
  d: Draft,
  rule: string,
  code: 'preparationFailed' | 'positionModeUnknown' | 'entryGivenUp',
  numbers: Record<string, string>,
): void {
  const symbol = d.durable.preparation?.monitor.symbol;
  patch(d, { preparation: undefined });
  note(d, rule, code, numbers, { level: 'attention', from: 'MONITORING', to: 'IDLE', ...(symbol ? { symbol } : {}) });
}

export function onEntryConditionsRead(d: Draft, event: Extract<EngineEvent, { type: 'EntryConditionsRead' }>): void {
  const preparation = current(d, event.symbol);
  if (preparation?.step !== 'reading') return;
  const conditions = {
    positionMode: event.positionMode,
    balances: event.balances,
    leverage: event.leverage !== 1,
    marginType: event.marginType !== 'ISOLATED',
  };
  const next: Preparation = { ...preparation, conditions };
  if (!conditions.leverage && !conditions.marginType) {
    note(d, 'W25', 'alreadyPrepared', { leverage: String(event.leverage), marginType: event.marginType }, { symbol: event.symbol });
    return submit(d, next);
  }
  // Dry-run writes nothing to the account: the setting is told, not sent.
  if (d.durable.stage === 'dry-run') {
    note(d, 'W24', 'settingNotSent', { leverage: String(event.leverage), marginType: event.marginType }, { symbol: event.symbol });
    return submit(d, next);
  }
  note(d, 'W24', 'preparing', { leverage: String(event.leverage), marginType: event.marginType }, { symbol: event.symbol });
  askSetting(d, next);
}

function askSetting(d: Draft, preparation: Preparation): void {
  if (!preparation.conditions) return;
  patch(d, { preparation: { ...preparation, step: 'setting' } });
  const { leverage, marginType } = preparation.conditions;
  d.effects.push({ type: 'PrepareSymbol', symbol: preparation.monitor.symbol, leverage, marginType });
}

/** W26 and the other reads: no order without knowing mode, leverage and balance. A clock error was healed by then and is asked once more (W49). */
export function onEntryConditionsFailed(d: Draft, event: Extract<EngineEvent, { type: 'ReadFailed' }>): void {
  const preparation = event.symbol === undefined ? undefined : current(d, event.symbol);
  if (preparation?.step !== 'reading') return;
  if (event.reason === 'clock' && preparation.retries < MAX_RETRIES) {
    patch(d, { preparation: { ...preparation, retries: preparation.retries + 1 } });
    d.effects.push({ type: 'ReadEntryConditions', symbol: preparation.monitor.symbol });
    return;
  }
  if (event.part === 'positionMode') return giveUp(d, 'W26', 'positionModeUnknown', { why: event.why });
  giveUp(d, 'W24', 'preparationFailed', { step: event.part, why: event.why });
}

export function onSymbolPrepared(d: Draft, symbol: string): void {
  const preparation = current(d, symbol);
  if (preparation?.step === 'setting') submit(d, preparation);
}

/** W24: only "open orders of this symbol block it" is cured (once) by cancelling those; anything else ends in a reset. */
export function onSymbolPreparationFailed(d: Draft, event: Extract<EngineEvent, { type: 'SymbolPreparationFailed' }>): void {
  const preparation = current(d, event.symbol);
  if (preparation?.step !== 'setting') return;
  if (event.reason === 'openOrdersBlock' && !preparation.unblocked) {
    note(d, 'W24', 'cancellingBlockers', { code: String(event.code) }, { symbol: event.symbol, level: 'attention' });
    patch(d, { preparation: { ...preparation, step: 'unblocking', unblocked: true } });
    d.effects.push({ type: 'CancelSymbolOrders', symbol: event.symbol });
    return;
  }
  const again = event.reason === 'clock' || event.reason === 'overloaded' || event.reason === 'notSent' || event.reason === 'unknown';
  // Both settings may be sent twice without harm, so an unknown outcome is simply asked for again.
  if (again && preparation.retries < MAX_RETRIES) return askSetting(d, { ...preparation, retries: preparation.retries + 1 });
  giveUp(d, 'W24', 'preparationFailed', { step: event.step, why: `${event.code} ${event.message}` });
}

export function onSymbolOrdersCancelled(d: Draft, event: Extract<EngineEvent, { type: 'SymbolOrdersCancelled' }>): void {
  const preparation = current(d, event.symbol);
  if (preparation?.step !== 'unblocking') return;
  if (!event.ok) return giveUp(d, 'W24', 'preparationFailed', { step: 'cancel', why: event.why });
  // One answer per book; the second finds the step already moved on.
  if (event.book === 'conditional') askSetting(d, preparation);
}

/** W33, W34: a limit order at the target, wherever the mark is by now. Everything else monitored is reset (W46). */
function submit(d: Draft, preparation: Preparation): void {
  const { monitor, conditions } = preparation;
  const { symbol, plan } = monitor;
  const blocked = entryBlocked(d);
  if (blocked) return giveUp(d, blocked.rule, 'entryGivenUp', { by: blocked.code });
  const rules = rulesOf(d, symbol);
  if (!rules || !conditions) return giveUp(d, 'W48', 'entryGivenUp', { by: 'marketsUnknown' });
  const size = sizeFirstEntry({
    wallet: conditions.balances.wallet,
    settings: d.durable.settings,
    capPercent: capPercentOf(d.durable.stage),
    target: plan.target,
    rules,
  });
  if (!size.ok) {
    patch(d, { preparation: undefined });
    return note(d, size.rule, size.code, size.numbers, { symbol, level: 'attention', from: 'MONITORING', to: 'IDLE' });
  }
  patch(d, { preparation: undefined });
  forgetFinished(d);
  note(d, 'W32-1', 'entrySized', { ...size.numbers, qty: size.qty, target: plan.target }, { symbol });
  const entry1 = placeOrder(d, 'W33', 'entry1', {
    kind: 'limit',
    symbol,
    side: 'SELL',
    closes: false,
    qty: size.qty,
    price: plan.target,
    positionMode: conditions.positionMode,
  });
  const ladder: Ladder = {
    symbol,
    mode: monitor.mode,
    messageId: monitor.messageId,
    receivedAt: monitor.receivedAt,
    target: plan.target,
    positionMode: conditions.positionMode,
    startedAt: d.event.at,
    openedAt: undefined,
    entry1,
    step: 1,
    position: { qty: dec('0'), average: undefined },
    second: { status: 'watching', retried: false },
    exitLimit: { fired: false, orderId: undefined },
    stop: undefined,
    riskPending: false,
    closing: undefined,
    doubt: undefined,
    totals: { entryQty: dec('0'), entryQuote: dec('0'), exitQty: dec('0'), exitQuote: dec('0'), fees: undefined },
    exit: undefined,
  };
  patch(d, { ladder });
  note(d, 'W33', 'ladderStarted', { price: plan.target, qty: size.qty }, { symbol, from: 'MONITORING', to: 'ENTRY_ORDER' });
  resetMonitors(d, 'W46');
}

/** A lost answer to a read or a setting must not hold the list for ever. */
export function preparationDue(d: Draft): void {
  const { preparation } = d.durable;
  if (preparation && d.event.at - preparation.since > PATIENCE_MS)
    giveUp(d, 'W24', 'preparationFailed', { step: preparation.step, why: 'no answer' });
}
