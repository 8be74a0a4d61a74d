import { averagePrice, dec } from '../../../shared/domain/decimal.ts';
import type { ExitReason } from '../../../shared/domain/record.ts';
import { type Draft, note, patch } from '../draft.ts';
import { beginClosing } from '../exit/close.ts';
import { isChased } from '../exit/emergency-verdict.ts';
import { resetMonitors } from '../monitor/list.ts';
import { readAccountSoon } from '../reconcile/schedule.ts';
import type { EarlierOrder, LateShort } from '../state.ts';
import { foldFill } from './ladder.ts';

type Revived = Pick<EarlierOrder, 'orderId' | 'role' | 'terms' | 'placedAt' | 'takenBackBy'>;

/** Rules under which an entry is taken back because everything must go out; a late fill goes out by the same one. */
const closingRules: Readonly<Partial<Record<string, ExitReason>>> = {
  R04: 'risk',
  R12: 'fallback',
  R19: 'stalledExit',
  'W43-1': 'mddStop',
  'W23-1': 'safety',
  D22: 'emergency',
};

/**
 * An entry of a ladder that has ended is alive or filled after all: a fill raced the cancel, or "never placed" was wrong. What it
 * makes is ours, so the ladder comes back and the rule that took the entry back decides: by ROI after a risk message (R03), at
 * market where everything had to go out, else Phase 1 with what was filled (D8).
 */
export function reviveLadder(d: Draft, order: Revived): void {
  const { terms, orderId, placedAt, takenBackBy } = order;
  if (terms.kind !== 'limit') return;
  const second = order.role === 'entry2';
  resetMonitors(d, 'W36-2');
  patch(d, {
    ladder: {
      symbol: terms.symbol,
      mode: d.durable.settings.mode,
      messageId: 0,
      receivedAt: placedAt,
      target: terms.price,
      positionMode: terms.positionMode,
      startedAt: placedAt,
      openedAt: undefined,
      entry1: orderId,
      step: second ? 2 : 1,
      position: { qty: dec('0'), average: undefined },
      second: { status: second ? 'skipped' : 'watching', retried: false },
      exitLimit: { fired: false, orderId: undefined },
      stop: undefined,
      riskPending: takenBackBy === 'R02' || takenBackBy === 'R03',
      closing: undefined,
      doubt: undefined,
      totals: { entryQty: dec('0'), entryQuote: dec('0'), exitQty: dec('0'), exitQuote: dec('0'), fees: undefined },
      exit: undefined,
    },
  });
  note(
    d,
    'D8',
    'ladderStarted',
    { price: terms.price, qty: terms.qty },
    { symbol: terms.symbol, level: 'critical', from: 'IDLE', to: 'ENTRY_ORDER' },
  );
  const reason = isChased(d.durable.emergency)
    ? 'emergency'
    : d.live.prices.safetySince !== undefined
      ? 'safety'
      : closingRules[takenBackBy ?? ''];
  if (reason) beginClosing(d, 'D8', reason);
}

/** Nothing else runs any more: what an earlier order filled late gets its rule, with the quantity that was told (D8). True when one did. */
export function reviveLateShort(d: Draft): boolean {
  const [first, ...rest] = d.durable.lateShorts;
  // While a read does not show it, the next one decides whether it still stands.
  if (d.durable.ladder || !first || first.missed > 0) return false;
  patch(d, { lateShorts: rest });
  reviveLadder(d, first.order);
  const { ladder } = d.durable;
  if (ladder) patch(d, { ladder: foldFill(d, ladder, first.order.role, filledBy(first)) });
  readAccountSoon(d);
  return true;
}

const filledBy = ({ qty, quote }: LateShort): Parameters<typeof foldFill>[3] => ({
  qty,
  quote,
  price: averagePrice(quote, qty) ?? dec('0'),
  fees: undefined,
});
