import {
  abs,
  add,
  averagePrice,
  cost,
  gt,
  isPositive,
  lte,
  maxOf,
  type Price,
  type Qty,
  type Quote,
  ratio,
  roundTo,
  sub,
  times,
} from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import type { MarginType, PositionMode } from '../../../shared/domain/order.ts';
import { type AccountState, configOf, openOrdersOf, openPositions, positionOf, reduces } from './account.ts';
import type { MarginBracket, MarketFeed } from './market-feed.ts';
import type { Order, Position, Side } from './order-record.ts';

/** A position with everything that follows from the mark price and the account. */
export interface PositionView extends Position {
  readonly markPrice: Price;
  /** Signed, at the mark. */
  readonly notional: Quote;
  readonly unrealized: Quote;
  readonly leverage: number;
  readonly marginType: MarginType;
  readonly initialMargin: Quote;
  readonly openOrderMargin: Quote;
  readonly maintenanceMargin: Quote;
  /** "0" when no price would liquidate it. */
  readonly liquidationPrice: Price;
  readonly breakEven: Price;
  readonly bidNotional: Quote;
  readonly askNotional: Quote;
}

export interface AccountView {
  readonly mode: PositionMode;
  readonly wallet: Quote;
  /** Wallet without the margins of isolated positions. */
  readonly crossWallet: Quote;
  readonly unrealized: Quote;
  readonly crossUnrealized: Quote;
  readonly positionMargin: Quote;
  readonly openOrderMargin: Quote;
  readonly maintenanceMargin: Quote;
  /** Free for new margin, never below 0. */
  readonly available: Quote;
  readonly updateTime: number;
  /** Symbols with a position or open orders. */
  readonly positions: readonly PositionView[];
}

const nothing = '0' as Quote;
/** Money is kept to eight decimals, as the exchange books it. */
export const money = (value: Quote): Quote => roundTo(value, 8);
const sumOf = (values: readonly Quote[]): Quote => values.reduce((sum, value) => add(sum, value), nothing);

/** What must be set aside for a value at a leverage. */
export function marginFor(value: Quote, leverage: number): Quote {
  const inverse = ratio('1' as Qty, String(leverage) as Qty);
  return money(times(abs(value), inverse ?? '1'));
}

export const markOf = (feed: MarketFeed, symbol: MarketSymbol): Price => feed.quote(symbol)?.mark ?? ('0' as Price);
export const remainingOf = (order: Order): Qty => sub(order.qty, order.filledQty);
export const unrealizedOf = (position: Position, mark: Price): Quote => money(cost(sub(mark, position.entryPrice), position.amount));

function bracketFor(brackets: readonly MarginBracket[], value: Quote): MarginBracket | undefined {
  return brackets.find((bracket) => lte(abs(value), bracket.notionalCap)) ?? brackets.at(-1);
}

export function maintenanceOf(feed: MarketFeed, position: Position, mark: Price): Quote {
  const value = abs(cost(mark, position.amount));
  const bracket = bracketFor(feed.rules(position.symbol)?.brackets ?? [], value);
  return bracket === undefined ? nothing : money(maxOf(nothing, sub(times(value, bracket.maintenanceRate), bracket.deduction)));
}

/** Largest position value the leverage allows (-2027). */
export function notionalCapAt(brackets: readonly MarginBracket[], leverage: number): Quote {
  return brackets.filter((bracket) => bracket.maxLeverage >= leverage).reduce((cap, bracket) => maxOf(cap, bracket.notionalCap), nothing);
}

/** Value of open orders of one side; `opening` leaves out those that may only reduce. */
export function orderNotional(account: AccountState, symbol: MarketSymbol, side: Side, opening = false): Quote {
  const orders = openOrdersOf(account, symbol).filter((order) => order.side === side && !(opening && reduces(order)));
  return sumOf(orders.map((order) => cost(order.price, remainingOf(order))));
}

/** An order that is not in the book yet, for "what if" questions. */
export interface Probe {
  readonly side: Side;
  readonly value: Quote;
}

/** Margin held for open orders of a symbol: only what they could add beyond the position. */
export function openOrderMargin(account: AccountState, feed: MarketFeed, symbol: MarketSymbol, probe?: Probe): Quote {
  const extra = (side: Side): Quote => (probe?.side === side ? probe.value : nothing);
  const bids = add(orderNotional(account, symbol, 'BUY', true), extra('BUY'));
  const asks = add(orderNotional(account, symbol, 'SELL', true), extra('SELL'));
  const { leverage } = configOf(account, symbol);
  if (account.mode === 'HEDGE') return marginFor(add(bids, asks), leverage);
  const held = cost(markOf(feed, symbol), positionOf(account, symbol, 'BOTH').amount);
  const worst = maxOf(abs(add(held, bids)), abs(sub(held, asks)));
  return marginFor(maxOf(nothing, sub(worst, abs(held))), leverage);
}

const isolatedSum = (account: AccountState): Quote => sumOf(openPositions(account).map((position) => position.isolatedWallet));
export const crossWalletOf = (account: AccountState): Quote => money(sub(account.wallet, isolatedSum(account)));

interface CrossStanding {
  readonly wallet: Quote;
  readonly unrealized: Quote;
  readonly maintenance: Quote;
}

/** The common purse of all cross positions: they are liquidated together when it no longer covers their maintenance. */
export function crossStanding(account: AccountState, feed: MarketFeed): CrossStanding {
  const cross = openPositions(account).filter((position) => configOf(account, position.symbol).marginType === 'CROSSED');
  return {
    wallet: crossWalletOf(account),
    unrealized: sumOf(cross.map((position) => unrealizedOf(position, markOf(feed, position.symbol)))),
    maintenance: sumOf(cross.map((position) => maintenanceOf(feed, position, markOf(feed, position.symbol)))),
  };
}

/** Solves margin + amount × (price − entry) = |amount| × price × rate − deduction for the price. */
function liquidationPriceOf(feed: MarketFeed, position: Position, mark: Price, margin: Quote): Price {
  const size = abs(position.amount);
  const bracket = bracketFor(feed.rules(position.symbol)?.brackets ?? [], cost(mark, position.amount));
  if (bracket === undefined || size === '0') return '0' as Price;
  const due = sub(sub(cost(position.entryPrice, position.amount), margin), bracket.deduction);
  const price = averagePrice(due, sub(position.amount, times(size, bracket.maintenanceRate)));
  return price !== undefined && isPositive(price) ? roundTo(price, 8) : ('0' as Price);
}

function breakEvenOf(position: Position): Price {
  const shift = averagePrice(position.openFees, position.amount);
  return shift === undefined ? ('0' as Price) : roundTo(add(position.entryPrice, shift), 8);
}

export function viewPosition(account: AccountState, feed: MarketFeed, position: Position): PositionView {
  const { symbol } = position;
  const { leverage, marginType } = configOf(account, symbol);
  const markPrice = markOf(feed, symbol);
  const unrealized = unrealizedOf(position, markPrice);
  const maintenanceMargin = maintenanceOf(feed, position, markPrice);
  const cross = crossStanding(account, feed);
  const otherwiseFree = add(cross.wallet, sub(sub(cross.unrealized, unrealized), sub(cross.maintenance, maintenanceMargin)));
  return {
    ...position,
    markPrice,
    notional: money(cost(markPrice, position.amount)),
    unrealized,
    leverage,
    marginType,
    initialMargin: marginFor(cost(markPrice, position.amount), leverage),
    openOrderMargin: openOrderMargin(account, feed, symbol),
    maintenanceMargin,
    liquidationPrice: liquidationPriceOf(feed, position, markPrice, marginType === 'ISOLATED' ? position.isolatedWallet : otherwiseFree),
    breakEven: breakEvenOf(position),
    bidNotional: orderNotional(account, symbol, 'BUY'),
    askNotional: orderNotional(account, symbol, 'SELL'),
  };
}

/** Margin that open orders and cross positions take from the common purse; isolated positions have theirs set aside already. */
export function availableOf(account: AccountState, feed: MarketFeed): Quote {
  const cross = crossStanding(account, feed);
  const held = openPositions(account)
    .filter((position) => configOf(account, position.symbol).marginType === 'CROSSED')
    .map((position) => marginFor(cost(markOf(feed, position.symbol), position.amount), configOf(account, position.symbol).leverage));
  const waiting = ownSymbols(account).map((symbol) => openOrderMargin(account, feed, symbol));
  const free = sub(add(cross.wallet, cross.unrealized), add(sumOf(held), sumOf(waiting)));
  return gt(free, nothing) ? money(free) : nothing;
}

function ownSymbols(account: AccountState): readonly MarketSymbol[] {
  return [...new Set([...openPositions(account).map((p) => p.symbol), ...openOrdersOf(account).map((o) => o.symbol)])];
}

/** Rows the v3 endpoints show of one symbol: BOTH in one-way mode, LONG and SHORT in hedge mode. */
export function viewSymbol(account: AccountState, feed: MarketFeed, symbol: MarketSymbol): readonly PositionView[] {
  const sides = account.mode === 'HEDGE' ? (['LONG', 'SHORT'] as const) : (['BOTH'] as const);
  return sides.map((side) => viewPosition(account, feed, positionOf(account, symbol, side)));
}

export function viewAccount(account: AccountState, feed: MarketFeed): AccountView {
  const positions = ownSymbols(account).flatMap((symbol) => viewSymbol(account, feed, symbol));
  const cross = crossStanding(account, feed);
  return {
    mode: account.mode,
    wallet: account.wallet,
    crossWallet: cross.wallet,
    unrealized: sumOf(positions.map((position) => position.unrealized)),
    crossUnrealized: cross.unrealized,
    positionMargin: sumOf(positions.map((position) => position.initialMargin)),
    openOrderMargin: sumOf(ownSymbols(account).map((symbol) => openOrderMargin(account, feed, symbol))),
    maintenanceMargin: sumOf(positions.map((position) => position.maintenanceMargin)),
    available: availableOf(account, feed),
    updateTime: account.walletUpdateTime,
    positions,
  };
}
