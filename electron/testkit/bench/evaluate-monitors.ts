import { dec, type Price } from '../../../shared/domain/decimal.ts';
import { type MarketSymbol, symbolOf } from '../../../shared/domain/ids.ts';
import { evaluateMonitors } from '../../core/monitor/evaluate.ts';
import type { WaitingMonitor } from '../../core/state.ts';
import { type Bench, microsecondLine, microsecondsOf } from './measure.ts';

const waiting = (n: number): WaitingMonitor => ({
  symbol: symbolOf(`COIN${n}USDT`),
  channelId: -1002171239233,
  messageId: n,
  receivedAt: n,
  mode: 'conservative',
  plan: { status: 'waiting', target: dec<'quote per base'>('0.12057'), trigger: dec<'quote per base'>('0.12044943'), since: n },
});

export const waitingMonitors = (count: number): readonly WaitingMonitor[] => Array.from({ length: count }, (_, n) => waiting(n));

/** Marks a few ticks below the trigger: the usual second, in which nothing fires but every digit has to be compared. */
export const frameOf = (monitors: readonly WaitingMonitor[], n: number): Readonly<Record<MarketSymbol, Price>> =>
  Object.fromEntries(monitors.map(({ symbol }, place) => [symbol, dec<'quote per base'>(`0.1204${(place + n) % 5}1`)]));

export const evaluation: Bench = {
  name: 'evaluate',
  run: () =>
    [[1, 0.5] as const, [10, 3] as const, [100, 20] as const].map(([count, budget]) => {
      const monitors = waitingMonitors(count);
      const frames = Array.from({ length: 16 }, (_, n) => frameOf(monitors, n));
      const spread = microsecondsOf((n) => evaluateMonitors(monitors, frames[n & 15] ?? {}));
      return microsecondLine(`one evaluation, ${count} monitored`, budget, spread);
    }),
};
