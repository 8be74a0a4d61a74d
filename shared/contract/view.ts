import type { Percent, Price, Qty, Quote } from '../domain/decimal.ts';
import type { MarketSymbol } from '../domain/ids.ts';
import type { Candle } from '../domain/market.ts';
import type { ClosedTrade, Level, LockKind, PhaseWord, Said, SignalKind, Verdict } from '../domain/record.ts';
import type { Settings } from '../domain/settings.ts';
import type { Stage } from '../domain/stage.ts';
import type { AlarmsView } from './alarms.ts';
import type { KeysView } from './keys.ts';
import type { LabAnswers } from './lab.ts';
import type { TelegramAnswers, TelegramView } from './telegram.ts';

/** All that the screen may know. Decimals are text, times are own-clock ms, unknown is null (shown as "—"), never 0. */
export interface View {
  readonly engine: EngineView;
  readonly stage: StageView;
  readonly locks: readonly LockView[];
  readonly connections: ConnectionsView;
  readonly monitoring: readonly MonitoredView[];
  readonly position: PositionView | null;
  readonly orders: readonly OrderView[];
  /** Positions of the account that are not ours. */
  readonly foreignPositions: readonly ForeignPositionView[];
  readonly account: AccountView;
  readonly marks: Readonly<Record<MarketSymbol, MarkView>>;
  readonly settings: Settings;
  readonly settingsLock: SettingsLockView;
  /** Newest first, at most 100. */
  readonly verdicts: readonly VerdictView[];
  /** Newest first, at most 50. */
  readonly trades: readonly ClosedTrade[];
  /** Newest first, at most 200; older by query. */
  readonly audit: readonly AuditView[];
  readonly emergency: EmergencyView;
  readonly notices: readonly NoticeView[];
  readonly demo: { readonly speed: number } | null;
  /** Null on an engine without the account (tests). */
  readonly telegram: TelegramView | null;
  /** Null on an engine without alarms (tests). */
  readonly alarms: AlarmsView | null;
  /** The exchange's API keys; null on an engine without them (tests). */
  readonly keys: KeysView | null;
}

export interface EngineView {
  readonly state: 'starting' | 'running' | 'halted';
  readonly haltReason: string | null;
  /** What a halt means for the trader, in words; the raw reason stands beside. */
  readonly halt?: Said;
  readonly startedAt: number;
  readonly version: string;
  /** The phase of the active symbol, MONITORING when something is watched, else IDLE. */
  readonly phase: PhaseWord;
  readonly activeSymbol: MarketSymbol | null;
}

export interface StageView {
  readonly stage: Stage;
  /** "simulator" (in-process demo exchange), or the origin of the venue. */
  readonly venue: string;
  readonly loopback: boolean;
  /** Percent of the law's size. */
  readonly capPercent: string;
  readonly ordersLeave: boolean;
  /** Last four characters of the API key; null without a key. */
  readonly accountTail: string | null;
}

export interface LockView {
  readonly kind: LockKind;
  readonly rule: string;
  readonly since: number;
  readonly symbol: MarketSymbol | null;
  readonly said: Said;
  /** When it ends by itself, if that is known. */
  readonly until: number | null;
}

export interface ConnectionsView {
  readonly prices: {
    readonly source: 'stream' | 'rest' | 'none';
    readonly lastEventAt: number | null;
    readonly state: 'live' | 'fallback' | 'stale' | 'waiting';
  };
  readonly account: { readonly open: boolean; readonly lastEventAt: number | null; readonly lastReadAt: number | null };
  readonly messages: readonly {
    readonly source: string;
    readonly healthy: boolean;
    readonly why: { readonly ko: string; readonly en: string };
    readonly lastMessageAt: number | null;
    readonly since: number;
    /** When it last proved that it reads, and how old that may be; null for a source that cannot fall silent, or before its first proof. */
    readonly readAt: number | null;
    readonly lateAfterMs: number | null;
  }[];
  readonly clock: { readonly offsetMs: number | null; readonly roundTripMs: number | null; readonly readAt: number | null };
  readonly weight: {
    readonly used: number;
    readonly limit: number;
    readonly orders10s: number;
    readonly orders1m: number;
    readonly bannedUntil: number | null;
  };
}

export interface MonitoredView {
  readonly symbol: MarketSymbol;
  readonly mode: Settings['mode'];
  /** 1: first entry. 2: the second entry of the open position (W47). */
  readonly step: 1 | 2;
  readonly target: Price;
  readonly trigger: Price;
  readonly mark: Price | null;
  /** (target − mark) / mark × 100. */
  readonly distancePercent: Percent | null;
  readonly since: number;
  readonly messageId: number | null;
  /** 'preparing': the trigger fired, the pre-order sequence runs. */
  readonly status: 'targeting' | 'waiting' | 'preparing' | 'ordered';
  readonly tickSize: Price;
}

export interface PositionView {
  readonly symbol: MarketSymbol;
  readonly phase: PhaseWord;
  readonly step: 1 | 2;
  readonly qty: Qty;
  readonly average: Price | null;
  readonly mark: Price | null;
  /** Exact; print a non-zero value never as 0.00 %. */
  readonly roi: Percent | null;
  readonly unrealizedPnl: Quote | null;
  readonly notional: Quote | null;
  readonly openedAt: number;
  readonly takeProfit: { readonly target: Price; readonly trigger: Price; readonly status: 'watching' | 'ordered' } | null;
  readonly breakEven: { readonly target: Price; readonly trigger: Price; readonly status: 'watching' | 'ordered' } | null;
  readonly secondEntry: {
    readonly target: Price;
    readonly trigger: Price;
    readonly status: 'watching' | 'preparing' | 'ordered' | 'complete' | 'skipped';
  } | null;
  readonly stop: {
    readonly kind: 'breakEven' | 'mdd';
    readonly trigger: Price;
    readonly status: 'submitting' | 'working' | 'unknown';
  } | null;
  /** Phase 1 has no stop on the exchange (D19). */
  readonly noStopOnExchange: boolean;
  readonly tickSize: Price;
  readonly stepSize: Qty;
  /** One line per live rule. */
  readonly next: readonly Said[];
}

export type OrderRole = 'entry1' | 'entry2' | 'takeProfit' | 'breakEven' | 'breakEvenStop' | 'mddStop' | 'marketClose' | 'foreign';
export interface OrderView {
  readonly orderId: string;
  readonly venueOrderId: string | null;
  readonly symbol: MarketSymbol;
  readonly book: 'plain' | 'conditional';
  readonly role: OrderRole;
  readonly ours: boolean;
  readonly side: 'BUY' | 'SELL';
  readonly type: string;
  readonly price: Price | null;
  readonly trigger: Price | null;
  readonly qty: Qty | null;
  readonly filledQty: Qty;
  readonly status: 'submitting' | 'working' | 'cancelling' | 'unconfirmed' | 'filled' | 'cancelled' | 'refused' | 'notSent';
  readonly live: boolean;
  readonly placedAt: number;
  readonly updatedAt: number;
  /** While its fate is unknown (D17): how often it was asked after, and when it is asked next. `unresolved`: a person must look. */
  readonly probe: {
    readonly since: number;
    readonly asked: number;
    readonly nextAt: number;
    readonly alarmed: boolean;
    readonly unresolved?: boolean;
  } | null;
}

export interface ForeignPositionView {
  readonly symbol: MarketSymbol;
  readonly positionSide: string;
  readonly amount: Qty;
  readonly entryPrice: Price;
}
export interface AccountView {
  readonly wallet: Quote | null;
  readonly available: Quote | null;
  readonly positionMode: 'ONE-WAY' | 'HEDGE' | null;
  readonly readAt: number | null;
  /** Where account reads differed from what we believed, since the start; `open` ones still do (R20). */
  readonly differences: { readonly count: number; readonly lastAt: number | null; readonly open: readonly DifferenceView[] };
}
export interface DifferenceView {
  readonly said: Said;
  readonly symbol: MarketSymbol | null;
  readonly since: number;
  /** It has lasted: the trader was alarmed. */
  readonly alarmed: boolean;
}
export interface MarkView {
  readonly price: Price;
  readonly at: number;
}
export interface SettingsLockView {
  readonly locked: boolean;
  readonly reasons: readonly Said[];
}

export interface VerdictView extends Said {
  readonly seq: number;
  readonly receivedAt: number;
  readonly sentAt: number;
  readonly channelId: number;
  readonly messageId: number;
  readonly signal: SignalKind;
  readonly symbol: MarketSymbol | null;
  readonly verdict: Verdict;
  readonly text: string;
}

export interface AuditView extends Said {
  readonly seq: number;
  readonly at: number;
  readonly level: Level;
  readonly symbol: MarketSymbol | null;
  readonly from: PhaseWord | null;
  readonly to: PhaseWord | null;
}
/** Critical sentences that nobody has acknowledged yet. */
export type NoticeView = AuditView;

export type EmergencyView =
  | { readonly state: 'idle' }
  | {
      readonly state: 'running' | 'flat' | 'partlyClosed' | 'notConfirmed';
      readonly scope: 'bot' | 'account';
      readonly startedAt: number;
      readonly endedAt: number | null;
      readonly steps: readonly { readonly at: number; readonly said: Said }[];
    };

/** Whole slices that changed between two events; a gap (since > own seq) means: ask for a snapshot. */
export interface Push {
  readonly since: number;
  readonly seq: number;
  readonly changed: Partial<View>;
}

export interface Answers extends LabAnswers, TelegramAnswers {
  readonly audit: readonly AuditView[];
  readonly trades: readonly ClosedTrade[];
  readonly messages: readonly VerdictView[];
  readonly candles: readonly Candle[];
}
