import { type Draft, judge, note, patch, rulesOf, said } from '../draft.ts';
import type { MessageFact } from '../event.ts';
import { entryBlocked } from '../gate/locks.ts';
import { isMonitored } from '../monitor/list.ts';
import { beginTargeting } from '../monitor/watch.ts';
import { applyCommonFilters } from './filters.ts';
import type { ReadMessage } from './read-message.ts';

type LeadingMarket = Extract<ReadMessage, { kind: 'leadingMarket' }>;

/** W01–W14, in the order of the law. The first rule that says no decides. */
export function onLeadingMarket(d: Draft, message: MessageFact, read: LeadingMarket): void {
  const { ticker, fields } = read;
  const blocked = entryBlocked(d);
  const symbol = ticker.ok ? ticker.symbol : undefined;
  if (blocked)
    return judge(
      d,
      message,
      'ignored',
      'leadingMarket',
      said(blockedRule(blocked.rule), 'entryLocked', { ...blocked.numbers, by: blocked.code }),
      symbol,
    );
  if (!ticker.ok)
    return judge(d, message, 'rejected', 'leadingMarket', said('W03', 'tickerUnreadable', { raw: ticker.raw, why: ticker.why }));

  const coolingSince = d.durable.cooldowns[ticker.symbol];
  const cooldownMs = d.durable.settings.cooldownMinutes * 60_000;
  if (coolingSince !== undefined && d.event.at - coolingSince < cooldownMs) {
    const remainingSeconds = String(Math.ceil((coolingSince + cooldownMs - d.event.at) / 1000));
    return judge(d, message, 'ignored', 'leadingMarket', said('W02', 'coolingDown', { remainingSeconds }), ticker.symbol);
  }
  // From here the candidate symbol exists: the cooldown runs from receipt, whatever is decided below (W05-1).
  const cooldowns = Object.fromEntries(Object.entries(d.durable.cooldowns).filter(([, since]) => d.event.at - since < cooldownMs));
  patch(d, { cooldowns: { ...cooldowns, [ticker.symbol]: d.event.at } });

  const reject = (rule: string, code: Parameters<typeof said>[1], numbers: Record<string, string>) =>
    judge(d, message, 'rejected', 'leadingMarket', said(rule, code, numbers), ticker.symbol);
  const rules = rulesOf(d, ticker.symbol);
  noteMapping(d, ticker, rules?.status ?? (d.live.markets ? 'notListed' : 'exchangeInfoMissing'));
  if (!d.live.markets) return reject('W48', 'marketsUnknown', { symbol: ticker.symbol });
  if (!rules?.tradable) return reject('W04', 'symbolInvalid', { symbol: ticker.symbol, status: rules?.status ?? 'notListed' });
  if (isMonitored(d, ticker.symbol))
    return judge(d, message, 'ignored', 'leadingMarket', said('W06', 'alreadyMonitored', {}), ticker.symbol);
  if (!fields.ok) {
    if (fields.field === 'category' && fields.why === 'noInformation') return reject('W10', 'categoryUnknown', { category: fields.raw });
    return reject('W05', 'fieldUnreadable', { field: fields.field, raw: fields.raw, why: fields.why });
  }
  const verdict = applyCommonFilters(fields);
  if (!verdict.passed) return reject(verdict.rule, verdict.code, verdict.numbers);
  const numbers = {
    funding: fields.funding,
    direction: fields.direction,
    rank: String(fields.rank),
    category: fields.category,
    change: fields.change,
  };
  judge(d, message, 'monitoring', 'leadingMarket', said('W14', 'filtersPassed', numbers), ticker.symbol);
  beginTargeting(d, message, ticker.symbol);
}

/** A position or an order is W01's lock; other locks keep their own rule. */
const blockedRule = (rule: string): string => (rule === 'D1' ? 'W01' : rule);

/** W51-1: original ticker, normalised ticker, candidate symbol, result of the check. */
function noteMapping(d: Draft, ticker: Extract<LeadingMarket['ticker'], { ok: true }>, status: string): void {
  note(d, 'W51-1', 'symbolMapped', { raw: ticker.raw, ticker: ticker.ticker, symbol: ticker.symbol, status }, { symbol: ticker.symbol });
}
