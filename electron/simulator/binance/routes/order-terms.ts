import type { MarketFeed, SymbolRules } from '../../matching/market-feed.ts';
import type { OrderRequest } from '../../matching/order-record.ts';
import { oneOf, optionalDecimal, optionalFlag, optionalOneOf, type Params } from '../params.ts';

/** What orders of both books say in the same words. */
export function termsOf(
  params: Params,
  rules: SymbolRules,
): Pick<OrderRequest, 'symbol' | 'side' | 'price' | 'reduceOnly' | 'positionSide'> {
  return {
    symbol: rules.symbol,
    side: oneOf(params, 'side', ['BUY', 'SELL'], -1117, 'Invalid side.'),
    price: optionalDecimal(params, 'price'),
    reduceOnly: optionalFlag(params, 'reduceOnly'),
    positionSide: optionalOneOf(params, 'positionSide', ['BOTH', 'LONG', 'SHORT'], -4060, 'Invalid position side.'),
  };
}

/** Rows as the lists and queries of a book write them; a symbol that is gone takes its rows with it. */
export function rowsOf<T extends { readonly symbol: SymbolRules['symbol'] }>(
  feed: MarketFeed,
  records: readonly T[],
  json: (rules: SymbolRules, record: T) => unknown,
): readonly unknown[] {
  return records.flatMap((record) => {
    const rules = feed.rules(record.symbol);
    return rules === undefined ? [] : [json(rules, record)];
  });
}

export const allCancelled = { code: 200, msg: 'The operation of cancel all open order is done.' } as const;
