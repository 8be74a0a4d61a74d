import { add, cost, negate, type Quote, times } from '../../../shared/domain/decimal.ts';
import { type AccountState, configOf, keepPosition, openPositions } from './account.ts';
import { book, tellAccount } from './fill.ts';
import type { Floor } from './floor.ts';
import { money } from './margin.ts';
import type { Position } from './order-record.ts';

const eightHours = 8 * 3_600_000;

/** Pays funding for every position whose moment has passed: longs pay shorts when the rate is positive. */
export function settleFunding(floor: Floor, at: number): void {
  const due = new Set([...floor.accounts.values()].flatMap((account) => openPositions(account).map((position) => position.symbol)));
  for (const symbol of floor.fundingDue.keys()) if (!due.has(symbol)) floor.fundingDue.delete(symbol);
  for (const symbol of due) {
    const quote = floor.feed.quote(symbol);
    if (quote === undefined) continue;
    const moment = floor.fundingDue.get(symbol) ?? quote.nextFundingTime;
    if (at < moment) {
      floor.fundingDue.set(symbol, moment);
      continue;
    }
    for (const account of floor.accounts.values()) {
      for (const position of openPositions(account, symbol)) {
        payFunding(floor, account, position, money(negate(times(cost(quote.mark, position.amount), quote.fundingRate))), at);
      }
    }
    floor.fundingDue.set(symbol, quote.nextFundingTime > at ? quote.nextFundingTime : moment + eightHours);
  }
}

function payFunding(floor: Floor, account: AccountState, position: Position, amount: Quote, at: number): void {
  if (amount === '0') return;
  book(floor, account, { symbol: position.symbol, type: 'FUNDING_FEE', amount, at });
  const isolated = configOf(account, position.symbol).marginType === 'ISOLATED';
  if (isolated) keepPosition(account, { ...position, isolatedWallet: add(position.isolatedWallet, amount), updateTime: at });
  // In cross margin the exchange names no position in this event.
  tellAccount(floor, account, 'FUNDING_FEE', amount, isolated ? [position] : [], at);
}
