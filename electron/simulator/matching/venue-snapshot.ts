import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { type AccountState, keepPosition, openAccount } from './account.ts';
import type { Counters } from './floor.ts';
import {
  type AlgoOrder,
  type Income,
  isOpen,
  isWaiting,
  type Order,
  type Position,
  type SymbolConfig,
  type Trade,
} from './order-record.ts';

/** Everything a venue must know to go on after a restart, as plain JSON. What was taken from the feed's depth is not: it serves a fresh book. */
export interface VenueSnapshot {
  readonly counters: Readonly<Counters>;
  readonly fundingDue: readonly (readonly [MarketSymbol, number])[];
  readonly accounts: readonly AccountSnapshot[];
}

interface AccountSnapshot extends Pick<AccountState, 'id' | 'makerFee' | 'takerFee' | 'mode' | 'wallet' | 'walletUpdateTime'> {
  readonly orders: readonly Order[];
  readonly algos: readonly AlgoOrder[];
  readonly configs: readonly SymbolConfig[];
  readonly positions: readonly Position[];
  readonly trades: readonly Trade[];
  readonly incomes: readonly Income[];
}

/** So much of what is over goes with a snapshot: enough that a client who comes back can ask how its order ended. */
export const kept = { orders: 200, trades: 500, incomes: 500 } as const;

export function saveAccount(account: AccountState): AccountSnapshot {
  const { id, makerFee, takerFee, mode, wallet, walletUpdateTime, orders, algos, configs, positions, trades, incomes } = account;
  return {
    ...{ id, makerFee, takerFee, mode, wallet, walletUpdateTime },
    orders: newest([...orders.values()], kept.orders, isOpen),
    // A triggered one still waits for the end of the order it became.
    algos: newest([...algos.values()], kept.orders, (algo) => isWaiting(algo) || algo.status === 'TRIGGERED'),
    configs: [...configs.values()],
    positions: [...positions.values()],
    trades: trades.slice(-kept.trades),
    incomes: incomes.slice(-kept.incomes),
  };
}

/** JSON drops members that are `undefined`; nothing here tells an absent one from such a one. */
export function restoreAccount(saved: AccountSnapshot): AccountState {
  const account = openAccount(saved, saved.walletUpdateTime);
  for (const order of saved.orders) {
    account.orders.set(order.orderId, order);
    if (isOpen(order)) account.openOrders.set(order.orderId, order);
  }
  for (const algo of saved.algos) {
    account.algos.set(algo.algoId, algo);
    if (isWaiting(algo)) account.waitingAlgos.set(algo.algoId, algo);
  }
  for (const config of saved.configs) account.configs.set(config.symbol, config);
  for (const position of saved.positions) keepPosition(account, position);
  account.trades.push(...saved.trades);
  account.incomes.push(...saved.incomes);
  return account;
}

/** The last ones in their order, and older ones that must not be forgotten. */
const newest = <T>(list: readonly T[], limit: number, lives: (item: T) => boolean): readonly T[] =>
  list.filter((item, at) => at >= list.length - limit || lives(item));
