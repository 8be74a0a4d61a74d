import { gte, type Price } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import type { Monitor, WaitingMonitor } from '../state.ts';

export const isWaiting = (monitor: Monitor): monitor is WaitingMonitor => monitor.plan.status === 'waiting';

/** Monitored symbols whose mark is at or above the trigger in this frame (W17-2, W19, W20). Hot path: no allocation unless one fires. */
export function evaluateMonitors(monitors: readonly Monitor[], prices: Readonly<Record<MarketSymbol, Price>>): readonly WaitingMonitor[] {
  let fired: WaitingMonitor[] | undefined;
  for (const monitor of monitors) {
    if (!isWaiting(monitor)) continue;
    const mark = prices[monitor.symbol];
    if (mark === undefined || !gte(mark, monitor.plan.trigger)) continue;
    if (fired) fired.push(monitor);
    else fired = [monitor];
  }
  return fired ?? [];
}

/** W18: the message received later wins; at the same time the larger message id. */
export const laterSignal = <M extends Pick<Monitor, 'receivedAt' | 'messageId'>>(a: M, b: M): M =>
  a.receivedAt !== b.receivedAt ? (a.receivedAt > b.receivedAt ? a : b) : a.messageId > b.messageId ? a : b;
