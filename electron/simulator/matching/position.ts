import {
  abs,
  add,
  averagePrice,
  cost,
  gt,
  isNegative,
  minOf,
  negate,
  type Price,
  type Qty,
  type Quote,
  ratio,
  roundTo,
  sub,
  times,
} from '../../../shared/domain/decimal.ts';
import { marginFor, money } from './margin.ts';
import type { Position, Side, SymbolConfig } from './order-record.ts';

export interface Execution {
  readonly side: Side;
  readonly qty: Qty;
  readonly price: Price;
  readonly commission: Quote;
  readonly at: number;
}

/** The position after an execution, and the result it realised (before commission). A larger opposite execution turns it round. */
export function executeOn(
  position: Position,
  execution: Execution,
  config: SymbolConfig,
): { readonly position: Position; readonly realized: Quote } {
  const change = execution.side === 'BUY' ? execution.qty : negate(execution.qty);
  if (position.amount === '0' || isNegative(position.amount) === isNegative(change)) {
    return { position: enlarge(position, change, execution.commission, execution, config), realized: '0' as Quote };
  }
  const closing = minOf(execution.qty, abs(position.amount));
  const closingFee = shareOf(execution.commission, closing, execution.qty);
  const { position: rest, realized } = shrink(position, closing, execution);
  const opening = sub(execution.qty, closing);
  if (opening === '0') return { position: rest, realized };
  const turned = execution.side === 'BUY' ? opening : negate(opening);
  return { position: enlarge(rest, turned, sub(execution.commission, closingFee), execution, config), realized };
}

/** The part of the position that an order of this side could close. */
export const reducibleBy = (position: Position, side: Side): Qty =>
  position.amount !== '0' && isNegative(position.amount) === (side === 'BUY') ? abs(position.amount) : ('0' as Qty);

const shareOf = (sum: Quote, part: Qty, whole: Qty): Quote => (part === whole ? sum : money(times(sum, ratio(part, whole) ?? '0')));

function enlarge(position: Position, change: Qty, fee: Quote, execution: Execution, config: SymbolConfig): Position {
  const size = add(abs(position.amount), abs(change));
  const spent = add(cost(position.entryPrice, abs(position.amount)), cost(execution.price, abs(change)));
  const margin = config.marginType === 'ISOLATED' ? marginFor(cost(execution.price, abs(change)), config.leverage) : ('0' as Quote);
  return {
    ...position,
    amount: add(position.amount, change),
    entryPrice: roundTo(averagePrice(spent, size) ?? execution.price, 12),
    isolatedWallet: add(position.isolatedWallet, margin),
    openFees: add(position.openFees, fee),
    updateTime: execution.at,
  };
}

function shrink(position: Position, closing: Qty, execution: Execution): { readonly position: Position; readonly realized: Quote } {
  const size = abs(position.amount);
  const gain = cost(sub(execution.price, position.entryPrice), closing);
  const realized = money(isNegative(position.amount) ? negate(gain) : gain);
  const rest = sub(size, closing);
  const left = gt(rest, '0' as Qty);
  const amount = isNegative(position.amount) ? negate(rest) : rest;
  return {
    realized,
    position: {
      ...position,
      amount,
      entryPrice: left ? position.entryPrice : ('0' as Price),
      isolatedWallet: left ? sub(position.isolatedWallet, shareOf(position.isolatedWallet, closing, size)) : ('0' as Quote),
      openFees: left ? sub(position.openFees, shareOf(position.openFees, closing, size)) : ('0' as Quote),
      realized: add(position.realized, realized),
      updateTime: execution.at,
    },
  };
}
