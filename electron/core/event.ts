import type { Price } from '../../shared/domain/decimal.ts';
import type { MarketSymbol, OrderId, VenueOrderId } from '../../shared/domain/ids.ts';
import type { Candle, MarketRules } from '../../shared/domain/market.ts';
import type {
  Balances,
  Book,
  Fill,
  MarginType,
  PositionMode,
  Refused,
  Unknown,
  VenueOrder,
  VenuePosition,
} from '../../shared/domain/order.ts';
import type { Said } from '../../shared/domain/record.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import type { Stage } from '../../shared/domain/stage.ts';

/** Everything that can happen to the engine. `seq` and `at` (own clock, ms) are stamped by the inbox. */
export type EngineEvent = { readonly seq: number; readonly at: number } & Fact;

export type Fact = LifeFact | MessageFact | PriceFact | OrderFact | AccountFact | ReadFact | OperatorFact;

export type LifeFact =
  /** First event of every process. `orderTag` is made anew by the shell at every start, so that no order id comes twice. */
  | {
      readonly type: 'EngineStarted';
      readonly stage: Stage;
      readonly settings: Settings;
      readonly orderTag: string;
      readonly venue: string;
      /** What was wrong with stored data and how it was mended; shown to the trader. */
      readonly troubles: readonly string[];
      /** Why entries stay off until the operator resumes (journal set aside, crashes); absent at an ordinary start. */
      readonly entriesOff?: readonly Said[];
    }
  /** A port threw where it must not. What it knew may be wrong: the exchange is asked again. */
  | { readonly type: 'PortFaulted'; readonly port: string; readonly why: string }
  /** What was written down long ago cannot all be read any more; found while running. */
  | { readonly type: 'JournalDamaged'; readonly why: string }
  /**
   * Alarms that will never arrive (`missed`), that wait in memory alone (`unstored`), or a channel that refuses them until its set-up is
   * mended (`stopped`). `why` carries no secret.
   */
  | {
      readonly type: 'AlarmTroubled';
      readonly channel: string;
      readonly trouble: 'missed' | 'stopped' | 'unstored';
      readonly count: number;
      readonly why: string;
    }
  /** The shell's one-second beat, or the moment the core asked to be woken at (`wakeAt`). */
  | {
      readonly type: 'ClockTicked';
      /** Own time between two beats that no beat can explain, ms: the machine slept (positive) or our clock was set. */
      readonly lostMs?: number;
    };

export type SourceKind = 'story' | 'inbox' | 'drop' | 'telegram-user' | 'telegram-bot';
/** The second source of a kind carries its number, so that one does not hide the other: "inbox 2". */
export type SourceName = SourceKind | `${SourceKind} ${2 | 3 | 4 | 5 | 6 | 7 | 8}`;

export type MessageFact = {
  readonly type: 'MessageReceived';
  readonly channelId: number;
  readonly messageId: number;
  /** When the channel says it was posted, ms. */
  readonly sentAt: number;
  readonly text: string;
  /** Edited posts never act. */
  readonly edited: boolean;
  /** It was there before the source was opened: on the very first start such messages are the baseline (D2). */
  readonly backlog: boolean;
  /** The text is a photo's caption. */
  readonly caption: boolean;
  readonly source: SourceName;
};

export type PriceFact =
  /** One frame of mark prices, thinned by the engine to watched symbols; `venueAt` is the exchange's event time. */
  | {
      readonly type: 'MarkPricesArrived';
      readonly source: 'stream' | 'rest';
      readonly venueAt: number;
      readonly prices: Readonly<Record<MarketSymbol, Price>>;
    }
  | {
      readonly type: 'MarkPricesUnavailable';
      readonly why: string;
      readonly code?: number;
      readonly reason?: Refused['reason'];
      readonly until?: number;
    };

export type OrderFact =
  | { readonly type: 'OrderAccepted'; readonly orderId: OrderId; readonly venueOrderId: VenueOrderId; readonly symbol: MarketSymbol }
  | ({ readonly type: 'OrderRefused'; readonly orderId: OrderId; readonly symbol: MarketSymbol } & Omit<Refused, 'kind'>)
  | ({ readonly type: 'OrderOutcomeUnknown'; readonly orderId: OrderId; readonly symbol: MarketSymbol } & Omit<Unknown, 'kind'>)
  /** A cancel request was carried out. What it had filled before is in `order`, when the exchange told. */
  | { readonly type: 'CancelAccepted'; readonly orderId: OrderId; readonly symbol: MarketSymbol; readonly order: VenueOrder | undefined }
  | ({ readonly type: 'CancelRefused'; readonly orderId: OrderId; readonly symbol: MarketSymbol } & Omit<Refused, 'kind'>)
  | ({ readonly type: 'CancelOutcomeUnknown'; readonly orderId: OrderId; readonly symbol: MarketSymbol } & Omit<Unknown, 'kind'>)
  /** Answers to `QueryOrder` and `TraceOrder`. `fills`: its trades, oldest first, when they were looked for. */
  | {
      readonly type: 'OrderFound';
      readonly orderId: OrderId;
      readonly symbol: MarketSymbol;
      readonly order: VenueOrder;
      readonly fills?: readonly Fill[];
    }
  /** Neither book, nor the order history, nor the trades show anything of it; `askedAt` is own clock, ms. */
  | { readonly type: 'OrderUntraced'; readonly orderId: OrderId; readonly symbol: MarketSymbol; readonly askedAt: number }
  | { readonly type: 'OrderNotFound'; readonly orderId: OrderId; readonly symbol: MarketSymbol }
  | {
      readonly type: 'OrderQueryFailed';
      readonly orderId: OrderId;
      readonly symbol: MarketSymbol;
      readonly why: string;
      readonly until?: number;
    }
  /** From the user-data stream, ours and anybody's. `change` is what happened; `order` is the state after it. */
  | {
      readonly type: 'OrderReported';
      readonly change: 'new' | 'cancelled' | 'expired' | 'rejected' | 'triggered' | 'amended';
      readonly order: VenueOrder;
      readonly why?: string;
    }
  | { readonly type: 'OrderFilled'; readonly order: VenueOrder; readonly fill: Fill; readonly forced: boolean };

export type AccountFact =
  | { readonly type: 'PositionReported'; readonly position: VenuePosition; readonly reason: string }
  | { readonly type: 'WalletReported'; readonly wallet: Balances['wallet'] }
  | { readonly type: 'LeverageReported'; readonly symbol: MarketSymbol; readonly leverage: number }
  | { readonly type: 'StreamOpened'; readonly stream: 'prices' | 'account' }
  | { readonly type: 'StreamLost'; readonly stream: 'prices' | 'account'; readonly why: string }
  /** 429 or 418, whoever's request met it: nothing is sent until then (own-clock ms, D10). */
  | { readonly type: 'RequestsHeld'; readonly until: number }
  /** State of a message source, for the screen and for D19. */
  | { readonly type: 'MessageSourceChanged'; readonly source: MessageFact['source']; readonly healthy: boolean; readonly why: SourceWhy };

/** How a message source fares: a sentence with its numbers; older journals hold a plain text. */
export type SourceWhy = string | Pick<Said, 'code' | 'numbers'>;

export type ReadFact =
  | { readonly type: 'MarketsRead'; readonly markets: readonly MarketRules[] }
  | { readonly type: 'CandlesRead'; readonly symbol: MarketSymbol; readonly candles: readonly Candle[] }
  /** Both books, all positions, balances and the mode, read in the order orders → positions → orders (no torn picture). */
  | {
      readonly type: 'AccountRead';
      readonly askedAt: number;
      readonly orders: readonly VenueOrder[];
      readonly positions: readonly VenuePosition[];
      readonly balances: Balances;
      readonly positionMode: PositionMode;
    }
  | {
      readonly type: 'EntryConditionsRead';
      readonly symbol: MarketSymbol;
      readonly leverage: number;
      readonly marginType: MarginType;
      readonly positionMode: PositionMode;
      readonly balances: Balances;
    }
  | { readonly type: 'BalancesRead'; readonly balances: Balances; readonly forSymbol: MarketSymbol }
  | { readonly type: 'ClockRead'; readonly offsetMs: number; readonly roundTripMs: number }
  /** Any read that did not succeed. Says nothing about the thing read. */
  | {
      readonly type: 'ReadFailed';
      readonly what: 'markets' | 'candles' | 'account' | 'entryConditions' | 'balances' | 'clock';
      readonly symbol?: MarketSymbol;
      /** Which part failed: "positionMode", "openOrders", … */
      readonly part: string;
      readonly why: string;
      readonly code?: number;
      readonly reason?: Refused['reason'];
      readonly until?: number;
    }
  | { readonly type: 'SymbolPrepared'; readonly symbol: MarketSymbol }
  | ({ readonly type: 'SymbolPreparationFailed'; readonly symbol: MarketSymbol; readonly step: 'leverage' | 'marginType' } & (
      | Omit<Refused, 'kind'>
      | { readonly reason: 'unknown'; readonly code: 0; readonly message: string }
    ))
  | {
      readonly type: 'SymbolOrdersCancelled';
      readonly symbol: MarketSymbol;
      readonly book: Book;
      readonly ok: boolean;
      readonly why: string;
    };

export type OperatorFact =
  | { readonly type: 'SettingsUpdateRequested'; readonly settings: Partial<Settings> }
  | { readonly type: 'EntriesPauseRequested' }
  | { readonly type: 'EntriesResumeRequested' }
  | { readonly type: 'EmergencyCloseRequested'; readonly scope: 'bot' | 'account' }
  | { readonly type: 'StageRequested'; readonly stage: Stage }
  | { readonly type: 'StageRollbackRequested' };
