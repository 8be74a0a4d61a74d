import { readDec } from '../../shared/domain/decimal.ts';
import { symbolOf } from '../../shared/domain/ids.ts';
import type { FundingRow } from './funding-history.ts';
import type { BadLine } from './read-messages.ts';

const columns = ['symbol', 'fundingTime', 'fundingRate'] as const;

/** CSV with a head line `symbol,fundingTime,fundingRate`: ms and a share ("0.0001" is 0.01 %; longs pay shorts when positive). */
export function readFunding(name: string, text: string): { readonly rows: readonly FundingRow[]; readonly bad: readonly BadLine[] } {
  const [head = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line) => line.trim());
  const places = columns.map((column) => head.split(',').indexOf(column));
  if (places.includes(-1))
    return { rows: [], bad: [{ where: `${name}:1`, why: `the first line must name the columns ${columns.join(',')}` }] };
  const rows: FundingRow[] = [];
  const bad: BadLine[] = [];
  for (const [at, line] of lines.entries()) {
    if (line === '') continue;
    const cells = line.split(',');
    const [symbol = '', time = '', share = ''] = places.map((place) => cells[place]?.trim());
    const rate = readDec<'ratio'>(share);
    if (symbol === '' || !/^\d{12,14}$/.test(time) || rate === undefined)
      bad.push({ where: `${name}:${at + 2}`, why: 'must be a symbol, milliseconds and a plain decimal' });
    // The exchange stamps a few milliseconds late now and then; it settles on the whole second.
    else rows.push({ symbol: symbolOf(symbol), at: Math.floor(Number(time) / 1000) * 1000, rate });
  }
  return { rows, bad };
}
