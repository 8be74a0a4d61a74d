import { assertNever } from '../../shared/domain/result.ts';
import type { Effect } from '../core/effect.ts';
import type { Fact } from '../core/event.ts';
import type { ExchangePort, Reading } from '../ports/exchange.ts';
import type { SettingsPort } from '../ports/settings.ts';

export interface Performers {
  readonly exchange: ExchangePort;
  readonly settings: SettingsPort;
  /** Own clock, ms: the moment a read was asked for decides whether it may be torn. */
  readonly now: () => number;
  /** A fault that is ours, for the log. */
  readonly report: (what: string) => void;
}

/**
 * Does one effect and tells what came of it, as facts. Never throws and never resends: whatever an adapter does wrong ends as an
 * unknown outcome or a failed read, because the request may have left before the fault (R5).
 */
export async function perform(effect: Effect, by: Performers, tell: (fact: Fact) => void): Promise<void> {
  try {
    await act(effect, by, tell);
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    by.report(`${effect.type}: ${why}`);
    const fact = afterFault(effect, why);
    if (fact) tell(fact);
  }
}

async function act(effect: Effect, by: Performers, tell: (fact: Fact) => void): Promise<void> {
  const { exchange } = by;
  switch (effect.type) {
    case 'PlaceOrder': {
      const { orderId, terms } = effect;
      const outcome = await exchange.placeOrder(orderId, terms);
      const head = { orderId, symbol: terms.symbol };
      if (outcome.kind === 'accepted') return tell({ type: 'OrderAccepted', ...head, venueOrderId: outcome.venueOrderId });
      if (outcome.kind === 'unknown') return tell({ type: 'OrderOutcomeUnknown', ...head, why: outcome.why });
      const { kind: _, ...refused } = outcome;
      return tell({ type: 'OrderRefused', ...head, ...refused });
    }
    case 'CancelOrder': {
      const { orderId, symbol, venueOrderId, book } = effect;
      const outcome = await exchange.cancelOrder(symbol, orderId, venueOrderId, book);
      if (outcome.kind === 'accepted') return tell({ type: 'CancelAccepted', orderId, symbol, order: outcome.order });
      if (outcome.kind === 'unknown') return tell({ type: 'CancelOutcomeUnknown', orderId, symbol, why: outcome.why });
      const { kind: _, ...refused } = outcome;
      return tell({ type: 'CancelRefused', orderId, symbol, ...refused });
    }
    case 'QueryOrder': {
      const { orderId, symbol, book } = effect;
      const outcome = await exchange.queryOrder(symbol, orderId, book);
      if (outcome.kind === 'found') return tell({ type: 'OrderFound', orderId, symbol, order: outcome.order });
      if (outcome.kind === 'notFound') return tell({ type: 'OrderNotFound', orderId, symbol });
      const { kind: _, ...failed } = outcome;
      return tell({ type: 'OrderQueryFailed', orderId, symbol, ...failed });
    }
    case 'TraceOrder': {
      const { orderId, symbol, book, since } = effect;
      const askedAt = by.now();
      const outcome = await exchange.traceOrder(symbol, orderId, book, since);
      if (outcome.kind === 'found') return tell({ type: 'OrderFound', orderId, symbol, order: outcome.order, fills: outcome.fills });
      if (outcome.kind === 'notFound') return tell({ type: 'OrderUntraced', orderId, symbol, askedAt });
      const { kind: _, ...failed } = outcome;
      return tell({ type: 'OrderQueryFailed', orderId, symbol, ...failed });
    }
    case 'CancelSymbolOrders': {
      for (const book of ['plain', 'conditional'] as const) {
        const outcome = await exchange.cancelSymbolOrders(effect.symbol, book);
        const why = outcome.kind === 'accepted' ? '' : outcome.kind === 'unknown' ? outcome.why : `${outcome.code} ${outcome.message}`;
        tell({ type: 'SymbolOrdersCancelled', symbol: effect.symbol, book, ok: outcome.kind === 'accepted', why });
      }
      return;
    }
    case 'PrepareSymbol':
      return tell(await prepare(effect, exchange));
    case 'StoreSettings':
      return by.settings.write(effect.settings);
    default:
      return tell(await read(effect, by));
  }
}

async function prepare(effect: Extract<Effect, { type: 'PrepareSymbol' }>, exchange: ExchangePort): Promise<Fact> {
  const { symbol } = effect;
  for (const step of ['marginType', 'leverage'] as const) {
    if (!effect[step]) continue;
    const outcome = await (step === 'leverage' ? exchange.setLeverage(symbol) : exchange.setMarginType(symbol));
    if (outcome.kind === 'refused' && outcome.reason !== 'alreadySo')
      return { type: 'SymbolPreparationFailed', symbol, step, reason: outcome.reason, code: outcome.code, message: outcome.message };
    if (outcome.kind === 'unknown')
      return { type: 'SymbolPreparationFailed', symbol, step, reason: 'unknown', code: 0, message: outcome.why };
  }
  return { type: 'SymbolPrepared', symbol };
}

type ReadEffect = Exclude<
  Effect,
  { type: 'PlaceOrder' | 'CancelOrder' | 'QueryOrder' | 'TraceOrder' | 'CancelSymbolOrders' | 'PrepareSymbol' | 'StoreSettings' }
>;
type ReadFailed = Extract<Fact, { type: 'ReadFailed' }>;

async function read(effect: ReadEffect, { exchange, now }: Performers): Promise<Fact> {
  switch (effect.type) {
    case 'ReadMarkets':
      return told(await exchange.readMarkets(), { what: 'markets' }, (markets) => ({ type: 'MarketsRead', markets }));
    case 'ReadClock':
      return told(await exchange.readClock(), { what: 'clock' }, (clock) => ({ type: 'ClockRead', ...clock }));
    case 'ReadAccount': {
      const askedAt = now();
      return told(await exchange.readAccount(), { what: 'account' }, (account) => ({ type: 'AccountRead', askedAt, ...account }));
    }
    case 'ReadCandles': {
      const { symbol, limit } = effect;
      return told(await exchange.readCandles(symbol, limit), { what: 'candles', symbol }, (candles) => ({
        type: 'CandlesRead',
        symbol,
        candles,
      }));
    }
    case 'ReadEntryConditions': {
      const { symbol } = effect;
      return told(await exchange.readEntryConditions(symbol), { what: 'entryConditions', symbol }, (conditions) => ({
        type: 'EntryConditionsRead',
        symbol,
        ...conditions,
      }));
    }
    case 'ReadBalances': {
      const { symbol } = effect;
      return told(await exchange.readBalances(), { what: 'balances', symbol }, (balances) => ({
        type: 'BalancesRead',
        balances,
        forSymbol: symbol,
      }));
    }
    case 'ReadMarkPrices': {
      const reading = await exchange.readMarkPrices(effect.symbols);
      if (reading.kind === 'read') return reading.value;
      const { message, code, reason, until } = reading;
      return { type: 'MarkPricesUnavailable', why: message, code, reason, ...(until === undefined ? {} : { until }) };
    }
    default:
      return assertNever(effect);
  }
}

function told<T>(reading: Reading<T>, head: Pick<ReadFailed, 'what' | 'symbol'>, fact: (value: T) => Fact): Fact {
  if (reading.kind === 'read') return fact(reading.value);
  const { part, message, code, reason, until } = reading;
  return { type: 'ReadFailed', ...head, part, why: message, code, reason, ...(until === undefined ? {} : { until }) };
}

function afterFault(effect: Effect, why: string): Fact | undefined {
  switch (effect.type) {
    case 'PlaceOrder':
      return { type: 'OrderOutcomeUnknown', orderId: effect.orderId, symbol: effect.terms.symbol, why };
    case 'CancelOrder':
      return { type: 'CancelOutcomeUnknown', orderId: effect.orderId, symbol: effect.symbol, why };
    case 'QueryOrder':
    case 'TraceOrder':
      return { type: 'OrderQueryFailed', orderId: effect.orderId, symbol: effect.symbol, why };
    case 'CancelSymbolOrders':
      return { type: 'SymbolOrdersCancelled', symbol: effect.symbol, book: 'plain', ok: false, why };
    case 'PrepareSymbol':
      return { type: 'SymbolPreparationFailed', symbol: effect.symbol, step: 'leverage', reason: 'unknown', code: 0, message: why };
    case 'ReadMarkPrices':
      return { type: 'MarkPricesUnavailable', why };
    case 'StoreSettings':
      return undefined;
    case 'ReadMarkets':
      return { type: 'ReadFailed', what: 'markets', part: 'adapter', why };
    case 'ReadClock':
      return { type: 'ReadFailed', what: 'clock', part: 'adapter', why };
    case 'ReadAccount':
      return { type: 'ReadFailed', what: 'account', part: 'adapter', why };
    case 'ReadCandles':
      return { type: 'ReadFailed', what: 'candles', symbol: effect.symbol, part: 'adapter', why };
    case 'ReadEntryConditions':
      return { type: 'ReadFailed', what: 'entryConditions', symbol: effect.symbol, part: 'adapter', why };
    case 'ReadBalances':
      return { type: 'ReadFailed', what: 'balances', symbol: effect.symbol, part: 'adapter', why };
  }
}
