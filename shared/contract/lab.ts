import { z } from 'zod';
import type { Price } from '../domain/decimal.ts';
import type { MarketSymbol } from '../domain/ids.ts';
import { LAB_TEXT_LIMIT, type LineReason, type RuleName } from '../domain/lab.ts';
import type { Said, SignalKind, Verdict } from '../domain/record.ts';
import type { Settings } from '../domain/settings.ts';

/** Spread into the queries of the contract. Neither changes anything: a message in the lab is never acted on. */
export const labQueries = {
  'lab.read': z.strictObject({
    text: z.string().max(LAB_TEXT_LIMIT),
    channel: z.enum(['entry', 'risk']).default('entry'),
    /** When the channel posted it, ms; without one it is taken as posted now. */
    sentAt: z.number().int().nonnegative().optional(),
  }),
  /** One page of what was received, oldest first; `after` is the last `seq` of the page before. */
  'messages.export': z.strictObject({
    after: z.number().int().nonnegative().default(0),
    limit: z.number().int().min(1).max(1000).default(1000),
  }),
} as const;

export interface LabAnswers {
  readonly 'lab.read': LabAnswer;
  readonly 'messages.export': MessagePage;
}

export interface LabAnswer {
  readonly at: number;
  readonly kind: SignalKind;
  readonly lines: readonly LabLine[];
  readonly mapping: { readonly raw: string; readonly ticker: string; readonly symbol: MarketSymbol; readonly status: string } | null;
  /** Every rule in the order of the law, also those after the first "no". */
  readonly rules: readonly LabRule[];
  /** What the engine would decide now; null for a risk message under the recovery lock (D21). */
  readonly decision: { readonly verdict: Verdict; readonly said: Said } | null;
  /** Every lock that stands now, strongest first. */
  readonly locks: readonly Said[];
  /** What the entry would aim at, if the message came now; null without a known symbol. */
  readonly market: LabMarket | null;
}

export interface LabLine {
  readonly text: string;
  readonly taken: 'title' | 'entrySentence' | 'riskSentence' | 'funding' | 'changeAndRank' | 'category' | 'nothing';
  readonly value: string | null;
  readonly why: LineReason | null;
}

export interface LabRule {
  /** Scenario id; several rules can share one. */
  readonly id: string;
  readonly about: RuleName;
  /** blind: what it looks at could not be read, so it says neither yes nor no. */
  readonly outcome: 'passed' | 'stopped' | 'blind';
  /** The first "no" makes the decision. */
  readonly decides: boolean;
  readonly numbers: Readonly<Record<string, string>>;
  readonly said: Said | null;
}

export interface LabMarket {
  readonly symbol: MarketSymbol;
  readonly tickSize: Price;
  readonly mark: Price | null;
  /** The mode of the settings. */
  readonly mode: Settings['mode'];
  readonly targets: readonly LabTarget[];
  /** Why there are none. */
  readonly unread: string | null;
}

export type LabTarget = { readonly mode: Settings['mode'] } & (
  | { readonly ok: true; readonly target: Price; readonly trigger: Price; readonly numbers: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly why: string }
);

/** `lines` are in the format of the inbox file, so that an export can be read or replayed as it is. */
export interface MessagePage {
  readonly lines: readonly InboxLineOut[];
  /** `after` of the next page; null when this was the last. */
  readonly next: number | null;
}
export interface InboxLineOut {
  readonly channelId: number;
  readonly messageId: number;
  /** Seconds since 1970, as Telegram tells them. */
  readonly date: number;
  /** Own clock at arrival, ms: a replay lets it arrive then. */
  readonly receivedAt: number;
  readonly text: string;
  readonly edited?: true;
}
