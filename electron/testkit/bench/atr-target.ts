import type { Price } from '../../../shared/domain/decimal.ts';
import { CANDLE_MS, type Candle } from '../../../shared/domain/market.ts';
import { marketRules } from '../../adapters/journal/sample-rows.ts';
import { computeTarget } from '../../core/monitor/target.ts';
import { type Bench, type Line, microsecondLine, microsecondsOf, notMeasured } from './measure.ts';

const COUNT = 200;
const WHAT = 'ATR target on 200 candles';

/** A walk that repeats exactly, with prices of five decimals as most perpetuals have. */
function walk(): readonly Candle[] {
  let ticks = 12_045;
  return Array.from({ length: COUNT }, (_, n) => {
    const open = ticks;
    ticks += ((n * 7919) % 41) - 20;
    const text = (value: number): Price => String(value / 100_000) as Price;
    return {
      openTime: n * CANDLE_MS,
      open: text(open),
      high: text(Math.max(open, ticks) + 9),
      low: text(Math.min(open, ticks) - 7),
      close: text(ticks),
    };
  });
}

export const atrTarget: Bench = {
  name: 'atr',
  run: (): readonly Line[] => {
    const candles = walk();
    const rules = marketRules(1)[0];
    const receivedAt = COUNT * CANDLE_MS + 1000;
    if (rules === undefined || !computeTarget('conservative', candles, receivedAt, rules).ok) {
      return [notMeasured(WHAT, '≤ 15 µs', 'the sample gives no target')];
    }
    return [
      microsecondLine(
        WHAT,
        15,
        microsecondsOf(() => computeTarget('conservative', candles, receivedAt, rules)),
      ),
    ];
  },
};
