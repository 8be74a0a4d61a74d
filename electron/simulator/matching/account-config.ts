import { abs, cost, gt, sub } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import type { MarginType, PositionMode } from '../../../shared/domain/order.ts';
import { ok } from '../../../shared/domain/result.ts';
import { type AccountState, configOf, openOrdersOf, openPositions, waitingAlgosOf } from './account.ts';
import type { Floor } from './floor.ts';
import { availableOf, marginFor, markOf, notionalCapAt } from './margin.ts';
import type { SymbolConfig } from './order-record.ts';
import { refuse, type VenueReply } from './venue-error.ts';

export function setLeverage(
  floor: Floor,
  account: AccountState,
  symbol: MarketSymbol,
  leverage: number,
  at: number,
): VenueReply<SymbolConfig> {
  const rules = floor.feed.rules(symbol);
  if (rules === undefined) return refuse(-1121);
  const highest = Math.max(...rules.brackets.map((bracket) => bracket.maxLeverage));
  if (!Number.isInteger(leverage) || leverage < 1 || leverage > highest) return refuse(-4028, `Leverage ${leverage} is not valid`);
  const config = configOf(account, symbol);
  const held = openPositions(account, symbol);
  if (held.length > 0 && config.marginType === 'ISOLATED' && leverage < config.leverage) return refuse(-4161);
  const mark = markOf(floor.feed, symbol);
  for (const position of held) {
    const value = abs(cost(mark, position.amount));
    if (gt(value, notionalCapAt(rules.brackets, leverage))) return refuse(-2027);
    const more = sub(marginFor(value, leverage), marginFor(value, config.leverage));
    if (config.marginType === 'CROSSED' && gt(more, availableOf(account, floor.feed))) return refuse(-2028);
  }
  const next = { ...config, leverage };
  account.configs.set(symbol, next);
  floor.tell({ type: 'LeverageChanged', accountId: account.id, at, symbol, leverage });
  return ok(next);
}

export function setMarginType(floor: Floor, account: AccountState, symbol: MarketSymbol, marginType: MarginType): VenueReply<SymbolConfig> {
  if (floor.feed.rules(symbol) === undefined) return refuse(-1121);
  const config = configOf(account, symbol);
  if (config.marginType === marginType) return refuse(-4046);
  if (openOrdersOf(account, symbol).length > 0 || waitingAlgosOf(account, symbol).length > 0) return refuse(-4047);
  if (openPositions(account, symbol).length > 0) return refuse(-4048);
  const next = { ...config, marginType };
  account.configs.set(symbol, next);
  return ok(next);
}

export function setPositionMode(account: AccountState, mode: PositionMode): VenueReply<PositionMode> {
  if (account.mode === mode) return refuse(-4059);
  if (openOrdersOf(account).length > 0 || waitingAlgosOf(account).length > 0) return refuse(-4067);
  if (openPositions(account).length > 0) return refuse(-4068);
  account.mode = mode;
  return ok(mode);
}
