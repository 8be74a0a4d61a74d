import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import type { SignalKind } from '../../../shared/domain/record.ts';
import { type Draft, judge, note, patch, said } from '../draft.ts';
import type { MessageFact } from '../event.ts';
import { beginTargeting } from '../monitor/watch.ts';
import { type Candidate, candidateRules, filterRules, type LeadingMarket, listingOf } from './entry-rules.ts';
import { firstStop } from './rule.ts';

const kind: SignalKind = 'leadingMarket';

/** W01–W14, in the order of the law. The first rule that says no decides. */
export function onLeadingMarket(d: Draft, message: MessageFact, read: LeadingMarket): void {
  const { ticker, fields } = read;
  const symbol = ticker.ok ? ticker.symbol : undefined;
  const candidate: Candidate = { state: d, read, at: d.event.at };
  const early = firstStop(candidateRules, candidate);
  if (early || !ticker.ok) return early && judge(d, message, early.verdict, kind, early.said, symbol);

  // From here the candidate symbol exists: the cooldown runs from receipt, whatever is decided below (W05-1).
  startCooldown(d, ticker.symbol);
  // W51-1: original ticker, normalised ticker, candidate symbol, result of the check.
  const mapping = { raw: ticker.raw, ticker: ticker.ticker, symbol: ticker.symbol, status: listingOf(d, ticker.symbol) };
  note(d, 'W51-1', 'symbolMapped', mapping, { symbol: ticker.symbol });
  const stop = firstStop(filterRules, candidate);
  if (stop || !fields.ok) return stop && judge(d, message, stop.verdict, kind, stop.said, symbol);
  const numbers = {
    funding: fields.funding,
    direction: fields.direction,
    rank: String(fields.rank),
    category: fields.category,
    change: fields.change,
  };
  judge(d, message, 'monitoring', kind, said('W14', 'filtersPassed', numbers), symbol);
  beginTargeting(d, message, ticker.symbol);
}

function startCooldown(d: Draft, symbol: MarketSymbol): void {
  const { settings, cooldowns } = d.durable;
  const cooldownMs = settings.cooldownMinutes * 60_000;
  const running = Object.fromEntries(Object.entries(cooldowns).filter(([, since]) => d.event.at - since < cooldownMs));
  patch(d, { cooldowns: { ...running, [symbol]: d.event.at } });
}
