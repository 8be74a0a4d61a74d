import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { entryBlocked } from '../gate/locks.ts';
import { isMonitored } from '../monitor/list.ts';
import type { EngineState } from '../state.ts';
import { categoryFilter, fundingFilter, type ReadableFields, rankFilter } from './filters.ts';
import type { ReadMessage } from './read-message.ts';
import { blind, passed, type Rule, stopped } from './rule.ts';

export type LeadingMarket = Extract<ReadMessage, { kind: 'leadingMarket' }>;
export interface Candidate {
  readonly state: EngineState;
  readonly read: LeadingMarket;
  /** Own clock at arrival, ms. */
  readonly at: number;
}

/** A position or an order is W01's lock; other locks keep their own rule. */
const blockedRule = (rule: string): string => (rule === 'D1' ? 'W01' : rule);

/** W01–W03: what is asked before there is a candidate symbol. Passing them starts its cooldown (W05-1). */
export const candidateRules: readonly Rule<Candidate>[] = [
  {
    id: 'W01',
    about: 'lock',
    look: ({ state }) => {
      const lock = entryBlocked(state);
      return lock ? stopped('ignored', blockedRule(lock.rule), 'entryLocked', { ...lock.numbers, by: lock.code }) : passed();
    },
  },
  {
    id: 'W03',
    about: 'ticker',
    look: ({ read: { ticker } }) =>
      ticker.ok ? passed({ symbol: ticker.symbol }) : stopped('rejected', 'W03', 'tickerUnreadable', { raw: ticker.raw, why: ticker.why }),
  },
  {
    id: 'W02',
    about: 'cooldown',
    look: ({ state: { durable }, read: { ticker }, at }) => {
      if (!ticker.ok) return blind;
      const since = durable.cooldowns[ticker.symbol];
      const cooldownMs = durable.settings.cooldownMinutes * 60_000;
      if (since === undefined || at - since >= cooldownMs) return passed({ cooldownMinutes: String(durable.settings.cooldownMinutes) });
      return stopped('ignored', 'W02', 'coolingDown', { remainingSeconds: String(Math.ceil((since + cooldownMs - at) / 1000)) });
    },
  },
];

/** What the exchange says of the symbol (W51-1). */
export const listingOf = ({ live }: EngineState, symbol: MarketSymbol): string =>
  live.markets?.[symbol]?.status ?? (live.markets ? 'notListed' : 'exchangeInfoMissing');

const onFields = ({ id, about, look }: Rule<ReadableFields>): Rule<Candidate> => ({
  id,
  about,
  look: ({ read: { fields } }) => (fields.ok ? look(fields) : blind),
});

/** W04–W13 in the order of the law. */
export const filterRules: readonly Rule<Candidate>[] = [
  {
    id: 'W48',
    about: 'exchangeInfo',
    look: ({ state: { live }, read: { ticker } }) => {
      if (live.markets) return passed();
      return ticker.ok ? stopped('rejected', 'W48', 'marketsUnknown', { symbol: ticker.symbol }) : blind;
    },
  },
  {
    id: 'W04',
    about: 'tradable',
    look: ({ state, read: { ticker } }) => {
      if (!ticker.ok || !state.live.markets) return blind;
      const numbers = { symbol: ticker.symbol, status: listingOf(state, ticker.symbol) };
      return state.live.markets[ticker.symbol]?.tradable ? passed(numbers) : stopped('rejected', 'W04', 'symbolInvalid', numbers);
    },
  },
  {
    id: 'W06',
    about: 'monitored',
    look: ({ state, read: { ticker } }) => {
      if (!ticker.ok) return blind;
      return isMonitored(state, ticker.symbol) ? stopped('ignored', 'W06', 'alreadyMonitored') : passed();
    },
  },
  {
    id: 'W05',
    about: 'fields',
    look: ({ read: { fields } }) => {
      if (fields.ok) return passed({ change: fields.change });
      if (isUnknownCategory(fields)) return passed();
      return stopped('rejected', 'W05', 'fieldUnreadable', { field: fields.field, raw: fields.raw, why: fields.why });
    },
  },
  onFields(categoryFilter),
  {
    id: 'W10',
    about: 'categoryKnown',
    look: ({ read: { fields } }) => {
      if (fields.ok) return passed({ category: fields.category });
      return isUnknownCategory(fields) ? stopped('rejected', 'W10', 'categoryUnknown', { category: fields.raw }) : blind;
    },
  },
  onFields(rankFilter),
  onFields(fundingFilter),
];

const isUnknownCategory = (fields: Extract<LeadingMarket['fields'], { ok: false }>): boolean =>
  fields.field === 'category' && fields.why === 'noInformation';
