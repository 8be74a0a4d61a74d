import type { Quote } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import type { MarginType, PositionMode } from '../../../shared/domain/order.ts';
import { type AccountState, configOf, type NewAccount, openAccount, openOrdersOf, waitingAlgosOf } from './account.ts';
import { setLeverage, setMarginType, setPositionMode } from './account-config.ts';
import { cancelAlgo, cancelAllAlgos, findAlgo, fireTriggered, placeAlgo } from './algo-orders.ts';
import { Liquidity } from './book.ts';
import { book, tellAccount } from './fill.ts';
import type { Floor } from './floor.ts';
import { settleFunding } from './funding.ts';
import { liquidateDue } from './liquidation.ts';
import { type AccountView, type PositionView, viewAccount, viewSymbol } from './margin.ts';
import type { MarketFeed } from './market-feed.ts';
import type { AlgoOrder, AlgoRef, AlgoRequest, Income, Order, OrderRef, OrderRequest, SymbolConfig, Trade } from './order-record.ts';
import { cancelAllOrders, cancelOrder, findOrder, matchResting, placeOrder } from './plain-orders.ts';
import type { VenueReply } from './venue-error.ts';
import type { VenueEvent, VenueListener } from './venue-event.ts';
import { restoreAccount, saveAccount, type VenueSnapshot } from './venue-snapshot.ts';

/**
 * An exchange without a wire: accounts trade against the market a feed supplies. Pure and deterministic: no clock, no dice; `at` is the
 * venue's time in ms. Every change of an account is told to the listeners before the call that caused it returns; a listener must not call
 * a changing method from inside. An unknown account id is a bug of the caller and throws.
 */
export class Venue {
  readonly feed: MarketFeed;
  readonly #accounts = new Map<string, AccountState>();
  readonly #listeners = new Set<VenueListener>();
  readonly #floor: Floor;
  readonly #stopListening: () => void;

  constructor(feed: MarketFeed) {
    this.feed = feed;
    this.#floor = {
      feed,
      liquidity: new Liquidity(feed),
      accounts: this.#accounts,
      // As many digits as the real ones have: clients must survive them.
      counters: { orderId: 28_581_489_001, algoId: 1_000_000_202_490_585, tradeId: 536_962_701, tranId: 9_689_322_392 },
      fundingDue: new Map(),
      tell: (event) => this.#tell(event),
    };
    this.#stopListening = feed.onMove((symbols, at) => this.#marketMoved(new Set(symbols), at));
  }

  /** The venue as it was saved, over the same market; funding moments that passed meanwhile are settled at the next move. */
  static restore(feed: MarketFeed, saved: VenueSnapshot): Venue {
    const venue = new Venue(feed);
    Object.assign(venue.#floor.counters, saved.counters);
    for (const [symbol, moment] of saved.fundingDue) venue.#floor.fundingDue.set(symbol, moment);
    for (const account of saved.accounts) venue.#accounts.set(account.id, restoreAccount(account));
    return venue;
  }

  /** To be called between calls, never from a listener: in the middle of one, order and position do not agree yet. */
  save(): VenueSnapshot {
    const { counters, fundingDue } = this.#floor;
    return { counters: { ...counters }, fundingDue: [...fundingDue], accounts: [...this.#accounts.values()].map(saveAccount) };
  }

  /** Stops following the market. */
  close(): void {
    this.#stopListening();
    this.#listeners.clear();
  }

  openAccount(terms: NewAccount, at: number): void {
    this.#accounts.set(terms.id, openAccount(terms, at));
  }

  /** Returns how to stop listening. */
  listen(listener: VenueListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Moments that come without a price: funding. Call about once a second. */
  passTime(at: number): void {
    settleFunding(this.#floor, at);
  }

  placeOrder(accountId: string, request: OrderRequest, at: number): VenueReply<Order> {
    return placeOrder(this.#floor, this.#account(accountId), request, at);
  }
  cancelOrder(accountId: string, symbol: MarketSymbol, ref: OrderRef, at: number): VenueReply<Order> {
    return cancelOrder(this.#floor, this.#account(accountId), symbol, ref, at);
  }
  cancelAllOrders(accountId: string, symbol: MarketSymbol, at: number): void {
    cancelAllOrders(this.#floor, this.#account(accountId), symbol, at);
  }
  placeAlgo(accountId: string, request: AlgoRequest, at: number): VenueReply<AlgoOrder> {
    return placeAlgo(this.#floor, this.#account(accountId), request, at);
  }
  cancelAlgo(accountId: string, ref: AlgoRef, at: number): VenueReply<AlgoOrder> {
    return cancelAlgo(this.#floor, this.#account(accountId), ref, at);
  }
  cancelAllAlgos(accountId: string, symbol: MarketSymbol, at: number): void {
    cancelAllAlgos(this.#floor, this.#account(accountId), symbol, at);
  }

  setLeverage(accountId: string, symbol: MarketSymbol, leverage: number, at: number): VenueReply<SymbolConfig> {
    return setLeverage(this.#floor, this.#account(accountId), symbol, leverage, at);
  }
  setMarginType(accountId: string, symbol: MarketSymbol, marginType: MarginType): VenueReply<SymbolConfig> {
    return setMarginType(this.#floor, this.#account(accountId), symbol, marginType);
  }
  setPositionMode(accountId: string, mode: PositionMode): VenueReply<PositionMode> {
    return setPositionMode(this.#account(accountId), mode);
  }
  /** Negative withdraws. */
  deposit(accountId: string, amount: Quote, at: number): void {
    const account = this.#account(accountId);
    book(this.#floor, account, { symbol: '', type: 'TRANSFER', amount, at });
    tellAccount(this.#floor, account, 'DEPOSIT', amount, [], at);
  }

  findOrder(accountId: string, symbol: MarketSymbol, ref: OrderRef): Order | undefined {
    return findOrder(this.#account(accountId), symbol, ref);
  }
  /** Oldest first. */
  openOrders(accountId: string, symbol?: MarketSymbol): readonly Order[] {
    return openOrdersOf(this.#account(accountId), symbol);
  }
  /** All of the account's life, oldest first. */
  orders(accountId: string): readonly Order[] {
    return [...this.#account(accountId).orders.values()];
  }
  findAlgo(accountId: string, ref: AlgoRef): AlgoOrder | undefined {
    return findAlgo(this.#account(accountId), ref);
  }
  waitingAlgos(accountId: string, symbol?: MarketSymbol): readonly AlgoOrder[] {
    return waitingAlgosOf(this.#account(accountId), symbol);
  }
  algos(accountId: string): readonly AlgoOrder[] {
    return [...this.#account(accountId).algos.values()];
  }
  trades(accountId: string): readonly Trade[] {
    return this.#account(accountId).trades;
  }
  incomes(accountId: string): readonly Income[] {
    return this.#account(accountId).incomes;
  }
  account(accountId: string): AccountView {
    return viewAccount(this.#account(accountId), this.feed);
  }
  positions(accountId: string, symbol: MarketSymbol): readonly PositionView[] {
    return viewSymbol(this.#account(accountId), this.feed, symbol);
  }
  config(accountId: string, symbol: MarketSymbol): SymbolConfig {
    return configOf(this.#account(accountId), symbol);
  }
  mode(accountId: string): PositionMode {
    return this.#account(accountId).mode;
  }

  /** Stops fire before resting orders trade and before anybody is liquidated: a protected position closes by its own stop. */
  #marketMoved(symbols: ReadonlySet<MarketSymbol>, at: number): void {
    settleFunding(this.#floor, at);
    fireTriggered(this.#floor, symbols, at);
    matchResting(this.#floor, symbols, at);
    liquidateDue(this.#floor, symbols, at);
  }

  #account(accountId: string): AccountState {
    const account = this.#accounts.get(accountId);
    if (account === undefined) throw new Error(`no account ${accountId} at this venue`);
    return account;
  }

  #tell(event: VenueEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
