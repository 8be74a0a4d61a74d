import { averagePrice, type Price, zero } from '../../../../shared/domain/decimal.ts';
import { orderIdOf, tradeIdOf, venueOrderIdOf } from '../../../../shared/domain/ids.ts';
import type { MarketRules } from '../../../../shared/domain/market.ts';
import type { Fill, VenueOrder, VenuePosition } from '../../../../shared/domain/order.ts';
import type { StreamFact } from '../../../ports/exchange.ts';
import type { SymbolRules } from '../../../simulator/matching/market-feed.ts';
import type { AlgoOrder, AlgoStatus, Order, OrderStatus, Position, Trade } from '../../../simulator/matching/order-record.ts';
import type { VenueEvent } from '../../../simulator/matching/venue-event.ts';

const plainStatus: Readonly<Record<OrderStatus, VenueOrder['status']>> = {
  NEW: 'open',
  PARTIALLY_FILLED: 'open',
  FILLED: 'filled',
  CANCELED: 'cancelled',
  EXPIRED: 'expired',
};

const algoStatus: Readonly<Record<Exclude<AlgoStatus, 'FINISHED'>, VenueOrder['status']>> = {
  NEW: 'open',
  TRIGGERING: 'triggered',
  TRIGGERED: 'triggered',
  CANCELED: 'cancelled',
  EXPIRED: 'expired',
  REJECTED: 'rejected',
};

const unlessZero = (price: Price): Price | undefined => (price === '0' ? undefined : price);

export function venueOrderOf(order: Order): VenueOrder {
  return {
    ...{ symbol: order.symbol, side: order.side, type: order.type, positionSide: order.positionSide },
    ...{ reduceOnly: order.reduceOnly, closePosition: order.closePosition },
    book: 'plain',
    orderId: orderIdOf(order.clientOrderId),
    venueOrderId: venueOrderIdOf(order.orderId),
    status: plainStatus[order.status],
    price: unlessZero(order.price),
    trigger: unlessZero(order.stopPrice),
    qty: order.qty === '0' ? undefined : order.qty,
    filledQty: order.filledQty,
    averagePrice: averagePrice(order.filledQuote, order.filledQty),
    spawnedVenueOrderId: undefined,
    at: order.updateTime,
  };
}

export function venueAlgoOf(algo: AlgoOrder): VenueOrder {
  const finished = algo.filledQty === '0' ? 'cancelled' : 'filled';
  return {
    ...{ symbol: algo.symbol, side: algo.side, type: algo.type, positionSide: algo.positionSide },
    ...{ reduceOnly: algo.reduceOnly, closePosition: algo.closePosition },
    book: 'conditional',
    orderId: orderIdOf(algo.clientAlgoId),
    venueOrderId: venueOrderIdOf(algo.algoId),
    status: algo.status === 'FINISHED' ? finished : algoStatus[algo.status],
    price: unlessZero(algo.price),
    trigger: algo.triggerPrice,
    qty: algo.closePosition || algo.qty === '0' ? undefined : algo.qty,
    filledQty: algo.filledQty,
    averagePrice: unlessZero(algo.averagePrice),
    spawnedVenueOrderId: algo.orderId === undefined ? undefined : venueOrderIdOf(algo.orderId),
    at: algo.updateTime,
  };
}

export const venuePositionOf = ({ symbol, positionSide, amount, entryPrice }: Position, at: number): VenuePosition => ({
  ...{ symbol, positionSide, amount, at },
  entryPrice: amount === '0' ? zero() : entryPrice,
});

export const marketRulesOf = (rules: SymbolRules): MarketRules => ({
  symbol: rules.symbol,
  tradable: rules.contractType === 'PERPETUAL' && rules.quoteAsset === 'USDT' && rules.status === 'TRADING',
  status: [rules.status, rules.contractType || '—', rules.quoteAsset].join(' '),
  ...{ tickSize: rules.tickSize, minPrice: rules.minPrice, maxPrice: rules.maxPrice },
  ...{ stepSize: rules.stepSize, minQty: rules.minQty, maxQty: rules.maxQty },
  ...{ marketStepSize: rules.marketStepSize, marketMaxQty: rules.marketMaxQty, minNotional: rules.minNotional },
});

/** What the user-data stream would say of one event of the venue. */
export function factsOf(event: VenueEvent): readonly StreamFact[] {
  switch (event.type) {
    case 'OrderChanged': {
      const order = venueOrderOf(event.order);
      if (event.trade !== undefined) {
        return [{ type: 'OrderFilled', order, fill: fillOf(event.trade), forced: event.change === 'CALCULATED' }];
      }
      const change = event.change === 'NEW' ? 'new' : event.change === 'CANCELED' ? 'cancelled' : 'expired';
      return [{ type: 'OrderReported', change, order }];
    }
    case 'AlgoChanged': {
      const order = venueAlgoOf(event.algo);
      const change = order.status === 'open' ? 'new' : order.status === 'filled' ? 'triggered' : order.status;
      const why = event.algo.rejection === '' ? undefined : event.algo.rejection;
      return [{ type: 'OrderReported', change, order, ...(why !== undefined && { why }) }];
    }
    case 'AccountChanged':
      return [
        ...event.positions.map(
          (position): StreamFact => ({ type: 'PositionReported', position: venuePositionOf(position, event.at), reason: event.reason }),
        ),
        { type: 'WalletReported', wallet: event.wallet },
      ];
    case 'LeverageChanged':
      return [{ type: 'LeverageReported', symbol: event.symbol, leverage: event.leverage }];
  }
}

export const fillOf = (trade: Trade): Fill => ({
  ...{ tradeId: tradeIdOf(trade.id), qty: trade.qty, price: trade.price, fee: trade.commission, feeAsset: 'USDT' },
  ...{ realizedPnl: trade.realizedPnl, maker: trade.maker, at: trade.time },
});
