import {
  abs,
  add,
  cost,
  isNegative,
  lte,
  maxOf,
  minOf,
  negate,
  type Price,
  type Qty,
  type Quote,
  times,
} from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { type AccountState, configOf, openOrdersOf, openPositions } from './account.ts';
import { endOrder, recordOrder } from './closing.ts';
import { book, fillOrder, tellAccount } from './fill.ts';
import type { Floor } from './floor.ts';
import { crossStanding, crossWalletOf, maintenanceOf, markOf, money, unrealizedOf } from './margin.ts';
import { expiryReason, type Position } from './order-record.ts';

/** Takes over every position whose margin no longer covers its maintenance. A loss beyond the margin is paid by the insurance fund. */
export function liquidateDue(floor: Floor, symbols: ReadonlySet<MarketSymbol>, at: number): void {
  for (const account of floor.accounts.values()) {
    const held = openPositions(account);
    for (const position of held) {
      if (configOf(account, position.symbol).marginType !== 'ISOLATED' || !symbols.has(position.symbol)) continue;
      const mark = markOf(floor.feed, position.symbol);
      const equity = add(position.isolatedWallet, unrealizedOf(position, mark));
      if (lte(equity, maintenanceOf(floor.feed, position, mark))) {
        takeOver(floor, account, position, mark, maxOf(equity, '0' as Quote), at);
        coverShortfall(floor, account, position.symbol, isNegative(equity) ? negate(equity) : ('0' as Quote), at);
      }
    }
    const cross = held.filter((position) => configOf(account, position.symbol).marginType === 'CROSSED');
    if (cross.some((position) => symbols.has(position.symbol))) liquidateCross(floor, account, cross, at);
  }
}

function liquidateCross(floor: Floor, account: AccountState, positions: readonly Position[], at: number): void {
  const standing = crossStanding(account, floor.feed);
  if (!lte(add(standing.wallet, standing.unrealized), standing.maintenance)) return;
  for (const position of positions) {
    const mark = markOf(floor.feed, position.symbol);
    const left = crossStanding(account, floor.feed);
    takeOver(floor, account, position, mark, maxOf(add(left.wallet, left.unrealized), '0' as Quote), at);
  }
  const missing = crossWalletOf(account);
  if (isNegative(missing)) coverShortfall(floor, account, '', abs(missing), at);
}

function takeOver(floor: Floor, account: AccountState, position: Position, mark: Price, feeLimit: Quote, at: number): void {
  const { symbol, positionSide } = position;
  for (const order of openOrdersOf(account, symbol)) endOrder(floor, account, order, 'EXPIRED', expiryReason.liquidation, at);
  const qty = abs(position.amount);
  const rate = floor.feed.rules(symbol)?.liquidationFee ?? '0';
  const order = recordOrder(
    floor,
    account,
    'NEW',
    {
      orderId: floor.counters.orderId++,
      clientOrderId: `autoclose-${floor.counters.tranId++}`,
      symbol,
      side: isNegative(position.amount) ? 'BUY' : 'SELL',
      type: 'LIMIT',
      origType: 'LIMIT',
      timeInForce: 'IOC',
      price: mark,
      stopPrice: '0' as Price,
      qty,
      filledQty: '0' as Qty,
      filledQuote: '0' as Quote,
      status: 'NEW',
      reduceOnly: false,
      closePosition: false,
      positionSide,
      workingType: 'CONTRACT_PRICE',
      expiryReason: expiryReason.none,
      algoId: undefined,
      time: at,
      updateTime: at,
    },
    undefined,
  );
  const forcedFee = minOf(money(times(cost(mark, qty), rate)), feeLimit);
  fillOrder(floor, account, order, { price: mark, qty, maker: false, at, forcedFee });
}

function coverShortfall(floor: Floor, account: AccountState, symbol: MarketSymbol | '', amount: Quote, at: number): void {
  if (amount === '0') return;
  book(floor, account, { symbol, type: 'INSURANCE_CLEAR', amount, at });
  tellAccount(floor, account, 'INSURANCE_CLEAR', amount, [], at);
}
