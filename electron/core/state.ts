import type { Price, Qty, Quote } from '../../shared/domain/decimal.ts';
import type { MarketSymbol, OrderId, TradeId, VenueOrderId } from '../../shared/domain/ids.ts';
import type { MarketRules } from '../../shared/domain/market.ts';
import type { Balances, OrderTerms, PositionMode, RefusalReason, VenueOrder, VenuePosition } from '../../shared/domain/order.ts';
import type { ExitReason, Said } from '../../shared/domain/record.ts';
import { defaultSettings, type Settings } from '../../shared/domain/settings.ts';
import type { Stage } from '../../shared/domain/stage.ts';
import type { MessageFact, SourceWhy } from './event.ts';
import type { HandledMessages } from './signal/handled-messages.ts';

/** `durable` is written with every event that changes it and survives a restart; `live` is asked for again. */
export interface EngineState {
  readonly durable: Durable;
  readonly live: Live;
}

/** A change of `Durable` needs the next number, a migration and a sample (`../engine/stored-state.ts`). */
export const STATE_VERSION = 4;

export interface Durable {
  readonly stateVersion: typeof STATE_VERSION;
  /** Of the present or last process; empty before the first. */
  readonly orderTag: string;
  readonly stage: Stage;
  readonly venue: string;
  readonly settings: Settings;
  /** Highest handled message id of each channel (section 1, rule 2). */
  readonly lastMessageIds: Readonly<Record<string, number>>;
  /** What was handled of each channel, one by one and source by source (`signal/handled-messages.ts`). */
  readonly handledMessages: Readonly<Record<string, HandledMessages>>;
  /** Receipt time of the last leading-market message of a symbol, ms (section 1, rule 3). */
  readonly cooldowns: Readonly<Record<MarketSymbol, number>>;
  readonly monitors: readonly Monitor[];
  readonly preparation: Preparation | undefined;
  /** The one symbol that has an entry order or a position of ours (invariant 1). */
  readonly ladder: Ladder | undefined;
  /** Our orders: those of the ladder, and finished ones until the next ladder begins. */
  readonly orders: Readonly<Record<OrderId, OrderRecord>>;
  /** `start`: this process began in a way, or found a past, that a person must look at first; `said` tells it. */
  readonly entriesOff:
    | { readonly by: 'operator' | 'emergency'; readonly since: number }
    | { readonly by: 'start'; readonly since: number; readonly said: Said }
    | undefined;
  readonly authLock: { readonly since: number; readonly code: number; readonly message: string } | undefined;
  /** Own-clock ms until which the exchange accepts nothing (429/418, D10). */
  readonly bannedUntil: number | undefined;
  /** R15: orders that could not be cancelled; no new orders until each is gone. */
  readonly exitCancelsFailed: readonly { readonly since: number; readonly orderId: OrderId }[];
  readonly emergency: Emergency | undefined;
  /** Orders of ladders before this one, oldest first: what is told of them late is known as ours (D8). */
  readonly earlierOrders: readonly EarlierOrder[];
  /** What they filled while another ladder runs. Entries stay locked; each becomes the ladder when the running one has ended (D8). */
  readonly lateShorts: readonly LateShort[];
}

export interface EarlierOrder {
  readonly orderId: OrderId;
  readonly role: OrderRole;
  readonly terms: OrderTerms;
  readonly filledQty: Qty;
  readonly placedAt: number;
  /** The rule under which it was taken back; a late fill is treated by it. */
  readonly takenBackBy: string | undefined;
}
export interface LateShort {
  readonly order: EarlierOrder;
  readonly qty: Qty;
  readonly quote: Quote;
  readonly since: number;
  /** Healthy reads in a row that show no such position: two mean that it is gone. */
  readonly missed: number;
}

/** A symbol whose target is being computed (`target` absent) or watched. */
export interface Monitor {
  readonly symbol: MarketSymbol;
  readonly channelId: number;
  readonly messageId: number;
  /** Own clock at arrival (D2); the tie-break of W18. */
  readonly receivedAt: number;
  readonly mode: Settings['mode'];
  readonly plan:
    | { readonly status: 'targeting'; readonly retryAt: number | undefined }
    /** target: tick-rounded P1. trigger: P1 × 0.999 (W17-2, W32). */
    | { readonly status: 'waiting'; readonly target: Price; readonly trigger: Price; readonly since: number };
}
export type WaitingMonitor = Monitor & { readonly plan: Extract<Monitor['plan'], { status: 'waiting' }> };

/** The pre-order sequence of a first entry (W24–W28): exactly one runs at a time. */
export interface Preparation {
  readonly monitor: WaitingMonitor;
  readonly mark: Price;
  readonly since: number;
  readonly step: 'reading' | 'setting' | 'unblocking';
  readonly conditions:
    | { readonly positionMode: PositionMode; readonly balances: Balances; readonly leverage: boolean; readonly marginType: boolean }
    | undefined;
  /** W24: own open orders of the symbol were cancelled once already. */
  readonly unblocked: boolean;
  readonly retries: number;
}

export type OrderRole = 'entry1' | 'entry2' | 'takeProfit' | 'breakEven' | 'breakEvenStop' | 'mddStop' | 'marketClose' | 'accountClose';
export type OrderStatus = 'submitting' | 'unconfirmed' | 'working' | 'cancelling' | 'filled' | 'cancelled' | 'refused' | 'notSent';

export interface OrderRecord {
  readonly orderId: OrderId;
  readonly role: OrderRole;
  readonly terms: OrderTerms;
  readonly status: OrderStatus;
  readonly venueOrderId: VenueOrderId | undefined;
  /** The plain order that a triggered stop became. */
  readonly spawnedVenueOrderId: VenueOrderId | undefined;
  /** Trades told, so that the same fill told twice counts once. */
  readonly trades: readonly TradeId[];
  readonly filledQty: Qty;
  readonly filledQuote: Quote;
  readonly fees: Quote | undefined;
  readonly lastFillAt: number | undefined;
  readonly placedAt: number;
  readonly updatedAt: number;
  /** When the last request to place it went out. */
  readonly sentAt: number;
  /** How often it was sent after a definite, passing "no" (W35). */
  readonly retries: number;
  /** Known not to be at the exchange; to be sent again then. */
  readonly retryAt: number | undefined;
  readonly refusal: { readonly reason: RefusalReason; readonly code: number; readonly message: string } | undefined;
  /** Its fate is unknown: asked after at `at` (D17). */
  readonly probe: Probe | undefined;
  /** Taken back by us, and under which rule; kept when it is over, because a late fill must be treated by that rule. */
  readonly cancel: { readonly rule: string; readonly retries: number; readonly retryAt: number | undefined } | undefined;
}
export interface Probe {
  readonly about: 'place' | 'cancel';
  readonly since: number;
  readonly at: number;
  readonly asked: number;
  readonly notFound: number;
  /** Books, order history and trades, looked through when it could not arrive any more, showed nothing of it. */
  readonly untraced: boolean;
  /** Told to the trader so often; the next time at `alarmAt`. */
  readonly alarms: number;
  readonly alarmAt: number;
  /** Asking alone has not settled it: a person must look at the exchange. It is asked after all the same. */
  readonly unresolved: boolean;
}

export interface Ladder {
  readonly symbol: MarketSymbol;
  readonly mode: Settings['mode'];
  readonly messageId: number;
  readonly receivedAt: number;
  readonly target: Price;
  readonly positionMode: PositionMode;
  readonly startedAt: number;
  readonly openedAt: number | undefined;
  readonly entry1: OrderId;
  /** 2 from the first fill of the second entry (W43). */
  readonly step: 1 | 2;
  readonly position: { readonly qty: Qty; readonly average: Price | undefined };
  readonly second:
    | { readonly status: 'watching' | 'preparing' | 'complete' | 'skipped'; readonly retried: boolean }
    | { readonly status: 'ordered'; readonly orderId: OrderId; readonly retried: boolean };
  /** TP or break-even limit: watched until the trigger fires, then kept on the exchange at the current numbers. */
  readonly exitLimit: { readonly fired: boolean; readonly orderId: OrderId | undefined };
  readonly stop:
    | {
        readonly kind: 'breakEven' | 'mdd';
        readonly trigger: Price;
        readonly orderId: OrderId | undefined;
        readonly retryAt: number | undefined;
        /** First of the refusals in a row that may pass (D15); each try is a new order. */
        readonly refusedSince: number | undefined;
      }
    | undefined;
  /** R02/R03: cancel the entry, then decide by ROI. */
  readonly riskPending: boolean;
  /** Everything out at market; the reason is told in the trade. */
  readonly closing:
    | {
        readonly reason: ExitReason;
        readonly since: number;
        readonly orderId: OrderId | undefined;
        readonly failures: number;
        readonly retryAt: number | undefined;
        /** What no market order can carry, as the trader was told. */
        readonly unsellable?: Qty | undefined;
      }
    | undefined;
  /** The exchange told a quantity that our fills do not explain; adopted once a read confirms it (R20, R21). */
  readonly doubt:
    | { readonly qty: Qty; readonly average: Price | undefined; readonly since: number; readonly confirmations: number }
    | undefined;
  readonly totals: {
    readonly entryQty: Qty;
    readonly entryQuote: Quote;
    readonly exitQty: Qty;
    readonly exitQuote: Quote;
    readonly fees: Quote | undefined;
  };
  readonly exit: ExitReason | undefined;
}

export interface Emergency {
  readonly scope: 'bot' | 'account';
  readonly state: 'running' | 'flat' | 'partlyClosed' | 'notConfirmed';
  readonly symbols: readonly MarketSymbol[];
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  readonly readAt: number | undefined;
  readonly cleanReads: number;
  readonly steps: readonly { readonly at: number; readonly said: Said }[];
  /** What could lose money when it began, with what the first healthy read added; absent in rows of before. */
  readonly began?: readonly Exposure[];
  /** What healthy reads show, the last two; `at` is when the last one came. */
  readonly shown?: { readonly at: number; readonly now: readonly Exposure[]; readonly before: readonly Exposure[] | undefined };
}

/** A position, or an order that could open one, in the scope of an emergency close. */
export interface Exposure {
  readonly id: string;
  readonly symbol: MarketSymbol;
  /** Of a position, with its sign. */
  readonly amount: Qty | undefined;
}

export interface Live {
  /** Time of the last event, ms. */
  readonly now: number;
  readonly startedAt: number;
  /** Recovery lock (D21); absent once lifted. */
  readonly recovery: { readonly since: number } | undefined;
  readonly markets: Readonly<Record<MarketSymbol, MarketRules>> | undefined;
  /** Marks of watched symbols. */
  readonly marks: Readonly<Record<MarketSymbol, Price>>;
  readonly prices: PriceSource;
  readonly account: AccountKnowledge;
  readonly schedule: Schedule;
  readonly health: { readonly failures: number; readonly goods: number; readonly protectiveSince: number | undefined };
  readonly streams: Readonly<Record<'prices' | 'account', { readonly open: boolean; readonly lastEventAt: number | undefined }>>;
  readonly sources: Readonly<
    Partial<
      Record<
        MessageFact['source'],
        { readonly healthy: boolean; readonly why: SourceWhy; readonly since: number; readonly lastMessageAt: number | undefined }
      >
    >
  >;
  readonly clock: { readonly offsetMs: number; readonly roundTripMs: number; readonly readAt: number } | undefined;
  /** First start on this data folder: what the channels hold already is the baseline (D2). */
  readonly firstStart: boolean;
  /** Risk messages that came under the recovery lock; judged when it lifts. */
  readonly heldRisks: readonly MessageFact[];
}

export interface PriceSource {
  readonly source: 'none' | 'stream' | 'rest';
  /** Own clock at the last stream frame with a new exchange time. */
  readonly streamAt: number | undefined;
  /** Own clock at the last fresh price of any source. */
  readonly freshAt: number | undefined;
  /** The exchange's time of the last frame of each source: they are compared with their own kind only. */
  readonly venueAt: Readonly<Record<'stream' | 'rest', number>>;
  readonly restAskedAt: number | undefined;
  /** Own clock when the last REST request for prices ended, whatever it brought. */
  readonly restEndedAt: number | undefined;
  /** Smallest lag of a stream frame since the stream opened or our clock was set, ms. */
  readonly usualLagMs: number | undefined;
  /** Safety lock (W23-1). */
  readonly safetySince: number | undefined;
}

export interface AccountKnowledge {
  readonly balances: Balances | undefined;
  readonly positionMode: PositionMode | undefined;
  readonly positions: readonly VenuePosition[];
  /** What the last read no longer showed: it counts as gone when the next one agrees (a read can miss a row). */
  readonly missed: readonly string[];
  /** Open orders that are not ours, by exchange id. */
  readonly foreignOrders: Readonly<Record<VenueOrderId, VenueOrder>>;
  readonly readAt: number | undefined;
  /** Own clock of the last user-data event: a read asked before it may be torn. */
  readonly eventAt: number | undefined;
  /** Where healthy reads of this process differed from what we believed (R20). */
  readonly differences: { readonly count: number; readonly lastAt: number | undefined; readonly open: readonly Difference[] };
}

export interface Difference {
  readonly what: 'position' | 'orderMissing' | 'orderStatus' | 'orderFilled' | 'orderTerms' | 'orderUnknown' | 'wallet';
  /** The order id or symbol it is about. */
  readonly of: string;
  readonly symbol: MarketSymbol | undefined;
  readonly ours: string;
  readonly theirs: string;
  readonly since: number;
  /** Healthy reads that have shown it. */
  readonly reads: number;
  readonly alarmed: boolean;
}

/** When each read was last asked for and when it is due. `pending` ones are not asked again. */
export interface Schedule {
  readonly accountPending: boolean;
  readonly accountDueAt: number;
  readonly marketsPending: boolean;
  readonly marketsDueAt: number;
  readonly clockPending: boolean;
  readonly clockDueAt: number;
  readonly startFailures: number;
}

export const emptyDurable: Durable = {
  stateVersion: STATE_VERSION,
  orderTag: '',
  stage: 'demo',
  venue: '',
  settings: defaultSettings,
  lastMessageIds: {},
  handledMessages: {},
  cooldowns: {},
  monitors: [],
  preparation: undefined,
  ladder: undefined,
  orders: {},
  entriesOff: undefined,
  authLock: undefined,
  bannedUntil: undefined,
  exitCancelsFailed: [],
  emergency: undefined,
  earlierOrders: [],
  lateShorts: [],
};

export const emptyLive: Live = {
  now: 0,
  startedAt: 0,
  recovery: { since: 0 },
  markets: undefined,
  marks: {},
  prices: {
    source: 'none',
    streamAt: undefined,
    freshAt: undefined,
    venueAt: { stream: 0, rest: 0 },
    restAskedAt: undefined,
    restEndedAt: undefined,
    usualLagMs: undefined,
    safetySince: undefined,
  },
  account: {
    balances: undefined,
    positionMode: undefined,
    positions: [],
    missed: [],
    foreignOrders: {},
    readAt: undefined,
    eventAt: undefined,
    differences: { count: 0, lastAt: undefined, open: [] },
  },
  schedule: {
    accountPending: false,
    accountDueAt: 0,
    marketsPending: false,
    marketsDueAt: 0,
    clockPending: false,
    clockDueAt: 0,
    startFailures: 0,
  },
  health: { failures: 0, goods: 0, protectiveSince: undefined },
  streams: { prices: { open: false, lastEventAt: undefined }, account: { open: false, lastEventAt: undefined } },
  sources: {},
  clock: undefined,
  firstStart: true,
  heldRisks: [],
};

export const initialState = (durable: Durable = emptyDurable): EngineState => ({ durable, live: emptyLive });
