import { cmp } from '../../../shared/domain/decimal.ts';
import type { VenueOrder } from '../../../shared/domain/order.ts';
import { type Draft, note, patchLive } from '../draft.ts';
import { isLive } from '../order/life.ts';
import type { Difference, OrderRecord } from '../state.ts';
import { readAccountSoon } from './schedule.ts';

/** One that this many healthy reads have shown, or that is this old at one, is no passing thing any more. */
const ALARM_AFTER_READS = 3;
const ALARM_AFTER_MS = 30_000;

export type Found = Pick<Difference, 'what' | 'of' | 'symbol' | 'ours' | 'theirs'>;

/**
 * What one healthy read shows otherwise than we believe, each with both numbers: told when it is new, counted, kept while reads go on
 * showing it, and alarmed when it stays. Correcting it is the business of those who found it (R20–R22).
 */
export function takeDifferences(d: Draft, found: readonly Found[]): void {
  const { differences } = d.live.account;
  if (found.length === 0 && differences.open.length === 0) return;
  const { at } = d.event;
  const known = (each: Found): Difference | undefined => differences.open.find(({ what, of }) => what === each.what && of === each.of);
  const fresh = found.filter((each) => !known(each));
  for (const each of fresh) if (!toldElsewhere(each)) tell(d, each);
  for (const gone of differences.open.filter(({ what, of }) => !found.some((each) => each.what === what && each.of === of)))
    note(d, 'R20', 'differenceSettled', { what: gone.what, of: gone.of, seconds: seconds(at - gone.since) }, about(gone));
  const open = found
    .filter(({ what }) => !takenOver(what))
    .map((each) => grow(d, each, known(each) ?? { ...each, since: at, reads: 0, alarmed: false }));
  patchLive(d, {
    account: {
      ...d.live.account,
      differences: { count: differences.count + fresh.length, lastAt: fresh.length > 0 ? at : differences.lastAt, open },
    },
  });
  // Until it has been alarmed it is looked after soon; a lasting one must not eat the request budget.
  if (open.some(({ alarmed }) => !alarmed)) readAccountSoon(d);
}

/** The balance is simply taken over; nothing is left to look after. */
const takenOver = (what: Difference['what']): boolean => what === 'wallet';
/** `positionDoubted` bears the same numbers. */
const toldElsewhere = ({ what }: Found): boolean => what === 'position';
const about = ({ symbol }: Found): { symbol?: NonNullable<Found['symbol']> } => (symbol === undefined ? {} : { symbol });
const seconds = (ms: number): string => String(Math.round(ms / 1000));

function tell(d: Draft, found: Found): void {
  const { what, of, ours, theirs } = found;
  note(d, what === 'wallet' ? 'W32-1' : 'R20', 'differenceFound', { what, of, ours, theirs }, { ...about(found), level: 'attention' });
}

function grow(d: Draft, found: Found, known: Difference): Difference {
  const reads = known.reads + 1;
  const age = d.event.at - known.since;
  const alarmed = known.alarmed || reads >= ALARM_AFTER_READS || age >= ALARM_AFTER_MS;
  if (alarmed && !known.alarmed) {
    const { what, of, ours, theirs } = found;
    const numbers = { what, of, ours, theirs, reads: String(reads), seconds: seconds(age) };
    note(d, 'R20', 'differenceStays', numbers, { ...about(found), level: 'critical' });
  }
  return { ...known, ...found, reads, alarmed };
}

/** An open order of ours as the exchange shows it, against our record of it. One that is being asked after anyway is no news. */
export function orderDifferences(record: OrderRecord, venue: VenueOrder): readonly Found[] {
  const head = { of: record.orderId, symbol: record.terms.symbol };
  const found: Found[] = [];
  if (!isLive(record.status) || record.status === 'submitting')
    found.push({ ...head, what: 'orderStatus', ours: record.status, theirs: 'open' });
  if (cmp(venue.filledQty, record.filledQty) !== 0)
    found.push({ ...head, what: 'orderFilled', ours: record.filledQty, theirs: venue.filledQty });
  return found;
}

/** A price or trigger that somebody moved. */
export function movedTerms({ orderId, terms }: OrderRecord, venue: VenueOrder): readonly Found[] {
  const ours = terms.kind === 'limit' ? terms.price : terms.kind === 'stop' ? terms.trigger : undefined;
  // The plain order that a stop became has no trigger.
  const theirs = terms.kind === 'limit' ? venue.price : venue.book === 'conditional' ? venue.trigger : undefined;
  if (ours === undefined || theirs === undefined || cmp(ours, theirs) === 0) return [];
  return [{ what: 'orderTerms', of: orderId, symbol: terms.symbol, ours, theirs }];
}
