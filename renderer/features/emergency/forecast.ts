import type { View } from '../../../shared/contract/view.ts';
import { abs, add, cost, type Percent, type Price, percentOf, type Qty, type Quote, zero } from '../../../shared/domain/decimal.ts';
import type { Stage } from '../../../shared/domain/stage.ts';

export type Scope = 'bot' | 'account';

export interface ClosingPosition {
  readonly symbol: string;
  readonly side: string;
  readonly qty: Qty;
  readonly mark: Price | null;
  readonly notional: Quote | null;
  readonly pnl: Quote | null;
}

export interface Forecast {
  readonly positions: readonly ClosingPosition[];
  readonly plainOrders: number;
  readonly conditionalOrders: number;
  readonly untouchedPositions: number;
  readonly untouchedOrders: number;
  /** Null when a notional is unknown: an unknown cost is not a cost of zero. */
  readonly fee: Quote | null;
}

/** Binance's base taker rate; a guess for the forecast, not a number that anything is decided with. */
const TAKER_FEE = '0.05' as Percent;

/** What the close will do, from the last known data; the close itself asks the exchange. */
export function forecast(view: Pick<View, 'position' | 'foreignPositions' | 'orders' | 'marks'>, scope: Scope): Forecast {
  const account = scope === 'account';
  const own: ClosingPosition[] =
    view.position === null
      ? []
      : [
          {
            symbol: view.position.symbol,
            side: 'SHORT',
            qty: view.position.qty,
            mark: view.position.mark,
            notional: view.position.notional,
            pnl: view.position.unrealizedPnl,
          },
        ];
  const foreign = view.foreignPositions.map((position): ClosingPosition => {
    const mark = view.marks[position.symbol]?.price ?? null;
    const qty = abs(position.amount);
    return { symbol: position.symbol, side: position.positionSide, qty, mark, notional: mark === null ? null : cost(mark, qty), pnl: null };
  });
  const live = view.orders.filter((order) => order.live && order.status !== 'notSent');
  const touched = live.filter((order) => account || order.ours);
  const positions = account ? [...own, ...foreign] : own;
  const notional = positions.reduce<Quote | null>(
    (sum, position) => (sum === null || position.notional === null ? null : add(sum, abs(position.notional))),
    zero<'quote'>(),
  );
  return {
    positions,
    plainOrders: touched.filter((order) => order.book === 'plain').length,
    conditionalOrders: touched.filter((order) => order.book === 'conditional').length,
    untouchedPositions: account ? 0 : foreign.length,
    untouchedOrders: live.length - touched.length,
    fee: notional === null ? null : percentOf(notional, TAKER_FEE),
  };
}

/** The whole account, with real money behind it, asks for one more deliberate act. */
export const needsWord = (scope: Scope, stage: Stage): boolean => scope === 'account' && stage === 'live';
/** Either language's word will do: whoever reaches for this must not fail on the keyboard layout. */
export const isWord = (typed: string): boolean => ['청산', 'CLOSE'].includes(typed.trim().toUpperCase().normalize('NFC'));

/** Younger than this, the data on the screen is as good as present. */
export const OLD_DATA_MS = 15_000;
