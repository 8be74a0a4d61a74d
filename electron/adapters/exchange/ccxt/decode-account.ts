import { symbolOf } from '../../../../shared/domain/ids.ts';
import type { Balances, MarginType, PositionMode, VenuePosition } from '../../../../shared/domain/order.ts';
import { decOf, millisOf, positionSideOf, rowOf, rowsOf, textOf } from './wire-value.ts';

/** Open positions of v2/v3 positionRisk; rows of amount 0 (kept there for open orders) are no positions. */
export function decodePositions(body: unknown): readonly VenuePosition[] | undefined {
  const positions: VenuePosition[] = [];
  for (const row of rowsOf(body) ?? [undefined]) {
    const symbol = textOf(row?.symbol);
    const positionSide = positionSideOf(row?.positionSide);
    const amount = decOf<'base'>(row?.positionAmt);
    const entryPrice = decOf<'quote per base'>(row?.entryPrice);
    if (symbol === undefined || positionSide === undefined || amount === undefined || entryPrice === undefined) return undefined;
    if (amount === '0') continue;
    positions.push({ symbol: symbolOf(symbol), positionSide, amount, entryPrice, at: millisOf(row?.updateTime) ?? 0 });
  }
  return positions;
}

/**
 * The USDT row of v3/account; the totals only where the row is missing, because in multi-assets mode they count every
 * asset in USD.
 */
export function decodeBalances(body: unknown): Balances | undefined {
  const account = rowOf(body);
  const usdt = rowsOf(account?.assets)?.find((row) => row.asset === 'USDT');
  const wallet = decOf<'quote'>(usdt?.walletBalance ?? account?.totalWalletBalance);
  const available = decOf<'quote'>(usdt?.availableBalance ?? account?.availableBalance);
  return wallet === undefined || available === undefined ? undefined : { wallet, available };
}

export function decodePositionMode(body: unknown): PositionMode | undefined {
  const dual = rowOf(body)?.dualSidePosition;
  if (dual === true || dual === 'true') return 'HEDGE';
  return dual === false || dual === 'false' ? 'ONE-WAY' : undefined;
}

export interface SymbolConfig {
  readonly leverage: number;
  readonly marginType: MarginType;
}

/** symbolConfig says CROSSED, v2/positionRisk says cross; hedge mode has several rows of one symbol there, all alike. */
export function decodeSymbolConfig(body: unknown, symbol: string): SymbolConfig | undefined {
  const row = (rowsOf(body) ?? []).find((candidate) => candidate.symbol === symbol);
  const leverage = Number(row?.leverage ?? Number.NaN);
  const marginType = marginTypeOf(row?.marginType);
  return Number.isInteger(leverage) && leverage > 0 && marginType !== undefined ? { leverage, marginType } : undefined;
}

function marginTypeOf(word: unknown): MarginType | undefined {
  const upper = typeof word === 'string' ? word.toUpperCase() : '';
  if (upper === 'ISOLATED') return 'ISOLATED';
  return upper === 'CROSSED' || upper === 'CROSS' ? 'CROSSED' : undefined;
}
