import { averagePrice, type Price, roundTo } from '../../../shared/domain/decimal.ts';
import type { SymbolRules } from '../matching/market-feed.ts';
import type { AlgoOrder, Income, Order, Trade } from '../matching/order-record.ts';
import { padded, sum } from './fixed-text.ts';

export const averageOf = (order: Order): Price => roundTo(averagePrice(order.filledQuote, order.filledQty) ?? ('0' as Price), 8);

/** REST shape of an order. Answers to POST and DELETE have no `time`. */
export function orderJson(rules: SymbolRules, order: Order): Record<string, unknown> {
  const price = (value: Price): string => padded(value, rules.pricePrecision);
  const executed = padded(order.filledQty, rules.quantityPrecision);
  return {
    orderId: order.orderId,
    symbol: order.symbol,
    status: order.status,
    clientOrderId: order.clientOrderId,
    price: price(order.price),
    avgPrice: order.filledQty === '0' ? '0.00' : padded(averageOf(order), 5),
    origQty: padded(order.qty, rules.quantityPrecision),
    executedQty: executed,
    cumQty: executed,
    cumQuote: padded(order.filledQuote, 5),
    timeInForce: order.timeInForce,
    type: order.type,
    reduceOnly: order.reduceOnly,
    closePosition: order.closePosition,
    side: order.side,
    positionSide: order.positionSide,
    stopPrice: price(order.stopPrice),
    workingType: order.workingType,
    priceProtect: false,
    origType: order.origType,
    priceMatch: 'NONE',
    selfTradePreventionMode: 'EXPIRE_MAKER',
    goodTillDate: 0,
    updateTime: order.updateTime,
  };
}

export function queriedOrderJson(rules: SymbolRules, order: Order): Record<string, unknown> {
  const { cumQty: _, ...rest } = orderJson(rules, order);
  return { ...rest, time: order.time };
}

/** REST shape of a conditional order as POST answers it. */
export function algoJson(rules: SymbolRules, algo: AlgoOrder): Record<string, unknown> {
  return {
    algoId: algo.algoId,
    clientAlgoId: algo.clientAlgoId,
    algoType: 'CONDITIONAL',
    orderType: algo.type,
    symbol: algo.symbol,
    side: algo.side,
    positionSide: algo.positionSide,
    timeInForce: algo.closePosition ? 'GTE_GTC' : 'GTC',
    quantity: padded(algo.qty, rules.quantityPrecision),
    algoStatus: algo.status,
    triggerPrice: padded(algo.triggerPrice, rules.pricePrecision),
    price: padded(algo.price, rules.pricePrecision),
    icebergQuantity: null,
    selfTradePreventionMode: 'EXPIRE_MAKER',
    workingType: algo.workingType,
    priceMatch: 'NONE',
    closePosition: algo.closePosition,
    priceProtect: false,
    reduceOnly: algo.reduceOnly,
    activatePrice: '',
    callbackRate: '',
    createTime: algo.createTime,
    updateTime: algo.updateTime,
    triggerTime: algo.triggerTime,
    goodTillDate: 0,
  };
}

/** Queries add what became of it. */
export function queriedAlgoJson(rules: SymbolRules, algo: AlgoOrder): Record<string, unknown> {
  return {
    ...algoJson(rules, algo),
    actualOrderId: algo.orderId === undefined ? '' : String(algo.orderId),
    actualPrice: padded(algo.averagePrice, 5),
    actualQty: padded(algo.filledQty, rules.quantityPrecision),
    actualType: algo.orderId === undefined ? '' : algo.type.endsWith('_MARKET') ? 'MARKET' : 'LIMIT',
    tpTriggerPrice: '0.000',
    tpPrice: '0.000',
    slTriggerPrice: '0.000',
    slPrice: '0.000',
    tpOrderType: '',
  };
}

export function tradeJson(rules: SymbolRules, trade: Trade, quoteQty: string): Record<string, unknown> {
  return {
    symbol: trade.symbol,
    id: trade.id,
    orderId: trade.orderId,
    side: trade.side,
    price: padded(trade.price, rules.pricePrecision),
    qty: padded(trade.qty, rules.quantityPrecision),
    realizedPnl: sum(trade.realizedPnl),
    quoteQty,
    commission: sum(trade.commission),
    commissionAsset: 'USDT',
    time: trade.time,
    positionSide: trade.positionSide,
    maker: trade.maker,
    buyer: trade.side === 'BUY',
  };
}

export const incomeJson = (income: Income): Record<string, unknown> => ({
  symbol: income.symbol,
  incomeType: income.type,
  income: sum(income.amount),
  asset: 'USDT',
  info: income.type,
  time: income.time,
  tranId: income.tranId,
  tradeId: income.tradeId === 0 ? '' : String(income.tradeId),
});
