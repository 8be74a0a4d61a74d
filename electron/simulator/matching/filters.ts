import {
  cost,
  decimalsOf,
  floorTo,
  gt,
  isPositive,
  lt,
  type Price,
  type Qty,
  type Quote,
  sub,
  times,
} from '../../../shared/domain/decimal.ts';
import type { SymbolRules } from './market-feed.ts';
import type { OrderRequest } from './order-record.ts';
import { type VenueError, venueError } from './venue-error.ts';

const clientIdForm = /^[.A-Z:/a-z0-9_-]{1,36}$/;

/** -4015, with the exchange's two different texts. */
export function checkClientId(id: string | undefined): VenueError | undefined {
  if (id === undefined || clientIdForm.test(id)) return undefined;
  return id.length > 36 ? venueError(-4015, 'Client order id length should be less than 36 chars') : venueError(-4015);
}

export function checkPrice(rules: SymbolRules, price: Price): VenueError | undefined {
  if (decimalsOf(price) > rules.pricePrecision) return venueError(-1111);
  if (lt(price, rules.minPrice) || !isPositive(price)) return venueError(-4013, `Price less than min price ${rules.minPrice}.`);
  if (rules.maxPrice !== '0' && gt(price, rules.maxPrice)) return venueError(-4002);
  const above = sub(price, rules.minPrice);
  return floorTo(above, rules.tickSize) === above ? undefined : venueError(-4014);
}

export function checkQty(rules: SymbolRules, qty: Qty, market: boolean): VenueError | undefined {
  const min = market ? rules.marketMinQty : rules.minQty;
  const max = market ? rules.marketMaxQty : rules.maxQty;
  const step = market ? rules.marketStepSize : rules.stepSize;
  if (!isPositive(qty)) return venueError(-4003);
  if (decimalsOf(qty) > rules.quantityPrecision) return venueError(-1111);
  if (lt(qty, min)) return venueError(-4004);
  if (max !== '0' && gt(qty, max)) return venueError(-4005);
  const above = sub(qty, min);
  return floorTo(above, step) === above ? undefined : venueError(-4023);
}

function checkBand(rules: SymbolRules, request: OrderRequest, price: Price, mark: Price): VenueError | undefined {
  const highest = times(mark, rules.multiplierUp);
  const lowest = times(mark, rules.multiplierDown);
  if (request.side === 'BUY' && rules.multiplierUp !== '0' && gt(price, highest)) {
    return venueError(-4016, `Limit price can't be higher than ${highest}.`);
  }
  if (request.side === 'SELL' && rules.multiplierDown !== '0' && lt(price, lowest)) {
    return venueError(-4024, `Limit price can't be lower than ${lowest}.`);
  }
  return undefined;
}

/** MIN_NOTIONAL; reduce-only orders are exempt. */
function checkNotional(rules: SymbolRules, value: Quote, reducing: boolean): VenueError | undefined {
  if (reducing || !lt(value, rules.minNotional)) return undefined;
  return venueError(-4164, `Order's notional must be no smaller than ${rules.minNotional} (unless you choose reduce only)`);
}

/** Every filter of exchangeInfo that looks at one order alone, in the order in which the exchange complains. */
export function checkFilters(rules: SymbolRules, request: OrderRequest, mark: Price, reducing: boolean): VenueError | undefined {
  if (request.type === 'LIMIT') {
    const { price } = request;
    if (price === undefined) return venueError(-1102, "Mandatory parameter 'price' was not sent, was empty/null, or malformed.");
    return (
      checkPrice(rules, price) ??
      checkQty(rules, request.qty, false) ??
      checkBand(rules, request, price, mark) ??
      checkNotional(rules, cost(price, request.qty), reducing)
    );
  }
  return checkQty(rules, request.qty, true) ?? checkNotional(rules, cost(mark, request.qty), reducing);
}
