import { stallsAt } from './exit/limit.ts';
import type { EngineState } from './state.ts';

/**
 * The next moment (own clock, ms) at which the core has something to do by itself, besides the one-second beat: retries, probes,
 * the 5-second rule. The shell sends a `ClockTicked` then. Undefined: the beat is enough.
 */
export function wakeAt({ durable, live }: EngineState): number | undefined {
  let next: number | undefined;
  const consider = (at: number | undefined): void => {
    if (at !== undefined && (next === undefined || at < next)) next = at;
  };
  for (const order of Object.values(durable.orders)) {
    if (order.status === 'submitting') consider(order.retryAt);
    if (order.status === 'unconfirmed') consider(order.probe?.at);
    if (order.status === 'cancelling') consider(order.cancel?.retryAt);
  }
  consider(stallsAt(durable));
  consider(durable.ladder?.closing?.retryAt);
  consider(durable.ladder?.stop?.retryAt);
  for (const monitor of durable.monitors) if (monitor.plan.status === 'targeting') consider(monitor.plan.retryAt);
  const { schedule } = live;
  if (!schedule.accountPending) consider(schedule.accountDueAt);
  if (live.recovery) {
    if (!schedule.marketsPending) consider(schedule.marketsDueAt);
    if (!schedule.clockPending) consider(schedule.clockDueAt);
  }
  return next;
}
