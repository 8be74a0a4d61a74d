import { abs, lt } from '../../../shared/domain/decimal.ts';
import { bearsOurPrefix, type MarketSymbol } from '../../../shared/domain/ids.ts';
import { isEntryOrder, type VenueOrder, type VenuePosition } from '../../../shared/domain/order.ts';
import type { Emergency, Exposure, OrderRecord } from '../state.ts';

/** A picture this old says nothing of now. What it verified a moment ago is kept a little longer, so that the word does not flicker. */
const FRESH_MS = 10_000;
const KEPT_MS = 30_000;
/** Longer than any answer is waited for. */
const UNANSWERED_MS = 6_000;

/** It has been asked for and is not over. */
export const isChased = (emergency: Emergency | undefined): emergency is Emergency => emergency !== undefined && emergency.state !== 'flat';

/** The bot is short only: a long on its symbol is another hand's, whatever the position mode. */
export const isInScope = (
  emergency: Pick<Emergency, 'scope' | 'symbols'>,
  active: MarketSymbol | undefined,
  { symbol, amount }: VenuePosition,
): boolean => emergency.scope === 'account' || (amount.startsWith('-') && (emergency.symbols.includes(symbol) || symbol === active));

export const positionExposure = ({ symbol, amount }: Pick<VenuePosition, 'symbol' | 'amount'>): Exposure => ({
  id: `${symbol} ${amount.startsWith('-') ? 'short' : 'long'}`,
  symbol,
  amount,
});
const orderExposure = ({ orderId, venueOrderId, symbol }: VenueOrder): Exposure => ({
  id: bearsOurPrefix(orderId) ? orderId : venueOrderId,
  symbol,
  amount: undefined,
});
export const exposuresOf = (positions: readonly VenuePosition[], orders: readonly VenueOrder[]): readonly Exposure[] => [
  ...positions.map(positionExposure),
  ...orders.filter(isEntryOrder).map(orderExposure),
];

/** What is remembered of the reads of an emergency close. */
export type Seen = Pick<Emergency, 'began' | 'shown'>;

/** A healthy read: what it shows is remembered; the first one also tells what was open when it all began. */
export function withPicture<S extends Seen>(seen: S, now: readonly Exposure[], at: number): S {
  const { began = [], shown } = seen;
  const added = shown ? [] : now.filter(({ id }) => !began.some((each) => each.id === id));
  return { ...seen, began: [...began, ...added], shown: { at, now, before: shown?.now } };
}

const isLess = (shown: readonly Exposure[], of: Exposure): boolean => {
  const left = shown.find(({ id }) => id === of.id);
  if (!left) return true;
  return left.amount !== undefined && of.amount !== undefined && lt(abs(left.amount), abs(of.amount));
};

/** What of the beginning is gone or smaller; two healthy reads in a row must agree, because one can miss a row. */
export const reducedOf = ({ began = [], shown }: Seen): readonly Exposure[] =>
  shown?.before === undefined ? [] : began.filter((each) => isLess(shown.now, each) && isLess(shown.before ?? [], each));

/**
 * What is said while it is not flat: "partly closed" when fresh healthy reads show that it reduced what was open and what still stands,
 * and no order of ours is in question; else nothing is confirmed.
 */
export function verdictOf(
  emergency: Seen & { readonly state: Emergency['state'] },
  orders: readonly OrderRecord[],
  at: number,
): 'partlyClosed' | 'notConfirmed' {
  const { shown, state } = emergency;
  if (!shown || shown.now.length === 0) return 'notConfirmed';
  if (at - shown.at >= (state === 'partlyClosed' ? KEPT_MS : FRESH_MS)) return 'notConfirmed';
  const inQuestion = orders.some(
    ({ status, retryAt, sentAt }) =>
      status === 'unconfirmed' || (status === 'submitting' && retryAt === undefined && at - sentAt >= UNANSWERED_MS),
  );
  return !inQuestion && reducedOf(emergency).length > 0 ? 'partlyClosed' : 'notConfirmed';
}

export const exposureText = ({ id, symbol, amount }: Exposure): string =>
  amount === undefined ? `${id} (${symbol})` : `${symbol} ${amount}`;
