/** Exchange id of a perpetual, for instance "BTCUSDT". */
export type MarketSymbol = string & { readonly __id: 'symbol' };
/** Our own client order id (newClientOrderId / clientAlgoId): made from the event number, never random. */
export type OrderId = string & { readonly __id: 'order' };
/** The exchange's id for an order (orderId or algoId); always text, because it may exceed 2^53. */
export type VenueOrderId = string & { readonly __id: 'venueOrder' };
export type TradeId = string & { readonly __id: 'trade' };

export const symbolOf = (text: string): MarketSymbol => text as MarketSymbol;
export const venueOrderIdOf = (text: string | number): VenueOrderId => String(text) as VenueOrderId;
export const tradeIdOf = (text: string | number): TradeId => String(text) as TradeId;
/** For ids that come back from outside; whether such an order is ours is decided by looking it up. */
export const orderIdOf = (text: string): OrderId => text as OrderId;

/** Head of every client order id of this program: what bears it must be in the journal (invariant 6). */
export const ORDER_ID_PREFIX = 'vgl-';

/**
 * Same process, same event, same id (R7): journal and exchange both recognise a repeat. The tag is made anew at every start, so an id stays
 * single even when an older journal is put back and event numbers come again.
 * Binance allows `[.A-Z:/a-z0-9_-]{1,36}`; tag is 6 characters, which leaves 24 for the event number.
 */
export const orderIdAt = (tag: string, seq: number, n: number): OrderId =>
  `${ORDER_ID_PREFIX}${tag}-${seq.toString(36)}-${n.toString(36)}` as OrderId;
export const bearsOurPrefix = (id: string): boolean => id.startsWith(ORDER_ID_PREFIX);
