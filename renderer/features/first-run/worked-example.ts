import type { Percent, Price, Quote } from '../../../shared/domain/decimal.ts';
import {
  add,
  averagePrice,
  cost,
  dec,
  gte,
  isPositive,
  percentChange,
  percentOf,
  plusPercent,
  qtyFor,
  sub,
  times,
} from '../../../shared/domain/decimal.ts';
import type { Settings } from '../../../shared/domain/settings.ts';

export const exampleWallet = dec<'quote'>('1000');
/** A round number makes every later price readable as a percentage. */
export const exampleFirstPrice = dec<'quote per base'>('100');
/** No rule ends a first entry that nobody tells to close; this is how far such a rise is followed. */
export const unstoppedRise = dec<'percent'>('50');

export type Moment = 'firstFilled' | 'secondDue' | 'riseWithoutStop' | 'firstLiquidated' | 'secondFilled' | 'stopped' | 'secondLiquidated';

export interface ExampleRow {
  readonly moment: Moment;
  readonly price: Price;
  readonly average: Price;
  /** What the position was sold for; at 1× this is also what it can lose. */
  readonly sum: Quote;
  readonly pnl: Quote;
  readonly ofWallet: Percent | null;
}

export interface Example {
  readonly rows: readonly ExampleRow[];
  /** Why the second entry, and with it the stop that only comes after it, never happens. */
  readonly noSecond: 'noFunds' | 'liquidatedBefore' | null;
}

/** At 1× the margin is used up at twice the average; the exchange closes a little earlier. */
const liquidationOf = (average: Price): Price => times(average, '2');

/** What the rules would do with 1,000 USDT, from the settings as they are: sums as W32-1 and W32-3, prices as W41 and W43-1. No fees, no rounding to ticks. */
export function workedExample(
  settings: Pick<Settings, 'firstEntryPercent' | 'secondEntryPercent' | 'marginBufferPercent' | 'mdd'>,
  capPercent: Percent,
): Example {
  const first = { sum: percentOf(percentOf(exampleWallet, settings.firstEntryPercent), capPercent), price: exampleFirstPrice };
  const second = {
    sum: percentOf(percentOf(sub(exampleWallet, first.sum), sub(dec<'percent'>('100'), settings.marginBufferPercent)), capPercent),
    price: plusPercent(exampleFirstPrice, settings.secondEntryPercent),
  };
  const one = shortOf([first]);
  const filledOnce = one('firstFilled', exampleFirstPrice);
  const secondDue = one('secondDue', second.price);
  const alone = [
    one('riseWithoutStop', plusPercent(exampleFirstPrice, unstoppedRise)),
    one('firstLiquidated', liquidationOf(exampleFirstPrice)),
  ];
  if (gte(second.price, liquidationOf(exampleFirstPrice))) return { rows: [filledOnce, ...alone], noSecond: 'liquidatedBefore' };
  // W32-6: without money left the second entry is skipped.
  if (!isPositive(second.sum)) return { rows: [filledOnce, secondDue, ...alone], noSecond: 'noFunds' };
  const both = shortOf([first, second]);
  const filled = both('secondFilled', second.price);
  const stopped = both('stopped', plusPercent(filled.average, settings.mdd));
  const liquidated = both('secondLiquidated', liquidationOf(filled.average));
  return { rows: [filledOnce, secondDue, ...alone, filled, stopped, liquidated], noSecond: null };
}

/** A short that was sold in parts: what it is worth at a price. */
function shortOf(sold: readonly { readonly sum: Quote; readonly price: Price }[]): (moment: Moment, price: Price) => ExampleRow {
  const sum = sold.reduce((total, part) => add(total, part.sum), dec<'quote'>('0'));
  const qty = sold.reduce((total, part) => add(total, qtyFor(part.sum, part.price) ?? dec<'base'>('0')), dec<'base'>('0'));
  const average = averagePrice(sum, qty) ?? exampleFirstPrice;
  return (moment, price) => {
    const pnl = sub(sum, cost(price, qty));
    return { moment, price, average, sum, pnl, ofWallet: percentChange(add(exampleWallet, pnl), exampleWallet) ?? null };
  };
}
