import type { OrderId } from '../../../../shared/domain/ids.ts';
import { type OrderTerms, positionSideOf } from '../../../../shared/domain/order.ts';

/** Parameters in the order in which ccxt's own createOrder writes them; the exchange signs the text as it stands. */
export type WireParams = Readonly<Record<string, string>>;

/**
 * Puts an order on the wire (W27, W28, R09, R10). One-way: closing orders carry reduceOnly, because a BUY without it that
 * exceeds the short would turn it into a long. Hedge: positionSide on every order and never reduceOnly, which is
 * refused there. Decimals are canonical text already and are not touched.
 */
export function orderRequestOf(orderId: OrderId, terms: OrderTerms): WireParams {
  const positionSide = positionSideOf(terms);
  const side = positionSide && { positionSide };
  if (terms.kind === 'stop') {
    return {
      symbol: terms.symbol,
      side: terms.side,
      clientAlgoId: orderId,
      newOrderRespType: 'RESULT',
      type: 'STOP_MARKET',
      triggerPrice: terms.trigger,
      closePosition: 'true',
      workingType: 'MARK_PRICE',
      algoType: 'CONDITIONAL',
      ...side,
    };
  }
  const limit = terms.kind === 'limit' ? { price: terms.price, timeInForce: 'GTC' } : undefined;
  return {
    symbol: terms.symbol,
    side: terms.side,
    newClientOrderId: orderId,
    newOrderRespType: 'RESULT',
    type: terms.kind === 'limit' ? 'LIMIT' : 'MARKET',
    quantity: terms.qty,
    ...limit,
    ...(terms.closes && !positionSide ? { reduceOnly: 'true' } : side),
  };
}
