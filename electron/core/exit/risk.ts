import { cmp, gte, isPositive } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import type { Said } from '../../../shared/domain/record.ts';
import { type Draft, judge, note, patch, patchLadder, rulesOf, said } from '../draft.ts';
import type { MessageFact } from '../event.ts';
import { normalisePrice } from '../market/normalise.ts';
import { isMonitored, removeMonitor } from '../monitor/list.ts';
import { hasPosition, liveEntry1, phaseOf, roiOf } from '../position/ladder.ts';
import type { TickerReading } from '../signal/ticker.ts';
import type { Ladder } from '../state.ts';
import { beginClosing } from './close.ts';

/** R00–R08: only the symbol that is monitored, ordered or held is touched. */
export function onRiskMessage(d: Draft, message: MessageFact, ticker: TickerReading): void {
  const ignore = (sentence: Said) => judge(d, message, 'ignored', 'risk', sentence, ticker.ok ? ticker.symbol : undefined);
  if (!ticker.ok) return ignore(said('R00-1', 'riskUnreadable', { raw: ticker.raw, why: ticker.why }));
  const { symbol } = ticker;
  const rules = rulesOf(d, symbol);
  const { ladder } = d.durable;
  // Unknown exchangeInfo proves nothing against a symbol that we hold: it was TRADING when it was entered.
  const known = d.live.markets ? rules?.tradable === true : ladder?.symbol === symbol;
  if (!known) return ignore(said('R00-2', 'riskSymbolInvalid', { symbol, status: rules?.status ?? 'notListed' }));
  if (isMonitored(d, symbol)) {
    removeMonitor(d, symbol);
    if (d.durable.preparation?.monitor.symbol === symbol) patch(d, { preparation: undefined });
    note(d, 'R01', 'riskMonitoringReleased', {}, { symbol, from: 'MONITORING', to: 'IDLE' });
    return judge(d, message, 'acted', 'risk', said('R01', 'riskMonitoringReleased'), symbol);
  }
  if (ladder?.symbol !== symbol && riskOnLateShort(d, symbol))
    return judge(d, message, 'acted', 'risk', said('R03', 'riskLateShort', { symbol }), symbol);
  if (ladder?.symbol !== symbol) return ignore(said('R08', 'riskOtherSymbol', { symbol }));
  if (ladder.closing) return ignore(said('R18', 'riskExitRunning'));
  const sentence = decide(d, ladder);
  judge(d, message, sentence.code === 'riskStopKept' || sentence.code === 'riskPhase2Kept' ? 'ignored' : 'acted', 'risk', sentence, symbol);
}

/** A position that an earlier order filled late is held as well: kept in mind, and decided by ROI when it has become the ladder (R03, D8). */
function riskOnLateShort(d: Draft, symbol: MarketSymbol): boolean {
  const held = d.durable.lateShorts.find(({ order }) => order.terms.symbol === symbol);
  if (!held) return false;
  const taken = { ...held, order: { ...held.order, takenBackBy: 'R03' } };
  patch(d, { lateShorts: d.durable.lateShorts.map((each) => (each === held ? taken : each)) });
  note(d, 'R03', 'riskLateShort', { symbol }, { symbol, level: 'critical' });
  return true;
}

function decide(d: Draft, ladder: Ladder): Said {
  const entry = liveEntry1(d.durable, ladder);
  if (entry && !hasPosition(ladder)) {
    patchLadder(d, { riskPending: true });
    cancelForeignOrders(d, ladder);
    return tell(d, ladder, said('R02', 'riskEntryCancelled', { orderId: entry.orderId }));
  }
  const verdict = byRoi(d, ladder);
  if (!entry || d.durable.ladder?.closing) return verdict;
  // In profit with an entry still filling: the rest is cancelled first, the numbers are taken again when it is gone (R03, W38, D8).
  patchLadder(d, { riskPending: true });
  return tell(d, ladder, said('R03', 'riskPartialCancelled', { orderId: entry.orderId, qty: ladder.position.qty }));
}

/** R02 means every unfilled order of the symbol, also one by other hands. */
function cancelForeignOrders(d: Draft, ladder: Ladder): void {
  for (const { orderId, venueOrderId, symbol, book } of Object.values(d.live.account.foreignOrders))
    if (symbol === ladder.symbol) d.effects.push({ type: 'CancelOrder', orderId, venueOrderId, symbol, book });
}

/** The rest of an entry is gone: now the rule for what is held applies (R03 → R04–R07). */
export function settlePendingRisk(d: Draft): void {
  const { ladder } = d.durable;
  if (!ladder?.riskPending || liveEntry1(d.durable, ladder)) return;
  // After a start, or for a ladder that came back, the first mark is a second away; without any, W23-1 closes.
  if (hasPosition(ladder) && d.live.marks[ladder.symbol] === undefined) return;
  const settled = patchLadder(d, { riskPending: false });
  if (settled && hasPosition(settled)) byRoi(d, settled);
}

/** R04–R07, D9: ROI ≤ 0, or unknown, goes out at market; in profit Phase 1 gets a stop at the average and Phase 2 stays as it is. */
function byRoi(d: Draft, ladder: Ladder): Said {
  const { average } = ladder.position;
  const mark = d.live.marks[ladder.symbol];
  if (average === undefined || mark === undefined) {
    // The first mark is a second away; if none comes, W23-1 closes.
    patchLadder(d, { riskPending: true });
    return tell(d, ladder, said('R03', 'riskNoPrice'));
  }
  const roi = roiOf(average, mark) ?? '0';
  const numbers = { roi, average, mark };
  const sign = cmp(average, mark);
  if (sign <= 0) return close(d, ladder, said(sign === 0 ? 'R05' : 'R04', 'riskMarketClose', numbers));
  if (ladder.step === 2) return tell(d, ladder, said('R07', 'riskPhase2Kept', numbers));
  const rules = rulesOf(d, ladder.symbol);
  const trigger = rules ? normalisePrice(average, rules) : average;
  // Rounded to the tick the stop may already be reached: the exchange would refuse it, so this is the market branch (D9).
  if (trigger === undefined || !isPositive(trigger) || gte(mark, trigger)) return close(d, ladder, said('D9', 'riskMarketClose', numbers));
  if (ladder.stop?.trigger === trigger) return tell(d, ladder, said('R06', 'riskStopKept', numbers));
  // A stop at an older average is replaced: its order is cancelled first (D15).
  patchLadder(d, { stop: { kind: 'breakEven', trigger, orderId: ladder.stop?.orderId, retryAt: undefined, refusedSince: undefined } });
  return tell(d, ladder, said('R06', 'riskBreakEvenStop', { ...numbers, trigger }));
}

function close(d: Draft, ladder: Ladder, sentence: Said): Said {
  tell(d, ladder, sentence);
  beginClosing(d, sentence.rule, 'risk');
  return sentence;
}

function tell(d: Draft, ladder: Ladder, sentence: Said): Said {
  note(d, sentence.rule, sentence.code, sentence.numbers, { symbol: ladder.symbol, level: 'attention', from: phaseOf(d.durable, ladder) });
  return sentence;
}
