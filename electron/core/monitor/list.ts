import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { type Draft, note, patch } from '../draft.ts';
import type { Monitor } from '../state.ts';

export const isMonitored = (d: Pick<Draft, 'durable'>, symbol: MarketSymbol): boolean =>
  d.durable.monitors.some((monitor) => monitor.symbol === symbol) || d.durable.preparation?.monitor.symbol === symbol;

export function replaceMonitor(d: Draft, monitor: Monitor): void {
  patch(d, { monitors: d.durable.monitors.map((each) => (each.symbol === monitor.symbol ? monitor : each)) });
}
export function removeMonitor(d: Draft, symbol: MarketSymbol): void {
  patch(d, { monitors: d.durable.monitors.filter((each) => each.symbol !== symbol) });
}

/** Clears the list (W46, W36-2, W23-1, W51, D21); a running pre-order sequence is dropped as well. */
export function resetMonitors(d: Draft, rule: string): void {
  const { monitors, preparation } = d.durable;
  if (monitors.length === 0 && !preparation) return;
  for (const symbol of [...monitors.map((each) => each.symbol), ...(preparation ? [preparation.monitor.symbol] : [])])
    note(d, rule, 'monitoringReset', { symbol }, { symbol, from: 'MONITORING', to: 'IDLE' });
  patch(d, { monitors: [], preparation: undefined });
}
