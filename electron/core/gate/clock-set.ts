import type { Draft } from '../draft.ts';
import type { Durable, Emergency, Ladder, Live, Monitor, OrderRecord, Probe } from '../state.ts';

/** Moves one moment of our own clock, ms. */
type Moves = (at: number) => number;

/**
 * Our clock was set back: what was to come in half a second would come in an hour. All moments that something is counted from or waits
 * for are set back with it. A clock that was set forward, or a sleep, only makes them due.
 */
export function setBackMoments(d: Draft, byMs: number): void {
  const moved: Moves = (at) => at - byMs;
  d.durable = movedDurable(d.durable, moved);
  d.live = movedLive(d.live, moved);
}

/** A process that begins cannot know how far the clock was set while none ran: nothing has happened later than now, and all that waits is due. */
export function setBackStoredMoments(d: Draft): void {
  const { at } = d.event;
  // A ban that still holds is learnt again from the first answer: the exchange's port was given its end and sends nothing before.
  d.durable = { ...movedDurable(d.durable, (moment) => Math.min(moment, at)), bannedUntil: undefined };
}

const movedIf = (moved: Moves, at: number | undefined): number | undefined => (at === undefined ? undefined : moved(at));

function movedDurable(durable: Durable, moved: Moves): Durable {
  const { cooldowns, monitors, preparation, ladder, orders, bannedUntil, emergency } = durable;
  return {
    ...durable,
    cooldowns: Object.fromEntries(Object.entries(cooldowns).map(([symbol, at]) => [symbol, moved(at)])),
    monitors: monitors.map((monitor) => movedMonitor(monitor, moved)),
    preparation: preparation && { ...preparation, since: moved(preparation.since) },
    ladder: ladder && movedLadder(ladder, moved),
    orders: Object.fromEntries(Object.entries(orders).map(([id, order]) => [id, movedOrder(order, moved)])),
    bannedUntil: movedIf(moved, bannedUntil),
    emergency: emergency && movedEmergency(emergency, moved),
  };
}

const movedEmergency = (emergency: Emergency, moved: Moves): Emergency => ({
  ...emergency,
  ...{ startedAt: moved(emergency.startedAt), readAt: movedIf(moved, emergency.readAt) },
  ...(emergency.shown && { shown: { ...emergency.shown, at: moved(emergency.shown.at) } }),
});

const movedMonitor = (monitor: Monitor, moved: Moves): Monitor =>
  monitor.plan.status === 'targeting' ? { ...monitor, plan: { ...monitor.plan, retryAt: movedIf(moved, monitor.plan.retryAt) } } : monitor;

function movedLadder(ladder: Ladder, moved: Moves): Ladder {
  const { closing, stop, doubt } = ladder;
  return {
    ...ladder,
    closing: closing && { ...closing, since: moved(closing.since), retryAt: movedIf(moved, closing.retryAt) },
    stop: stop && { ...stop, retryAt: movedIf(moved, stop.retryAt), refusedSince: movedIf(moved, stop.refusedSince) },
    doubt: doubt && { ...doubt, since: moved(doubt.since) },
  };
}

const movedOrder = (order: OrderRecord, moved: Moves): OrderRecord => ({
  ...order,
  placedAt: moved(order.placedAt),
  sentAt: moved(order.sentAt),
  updatedAt: moved(order.updatedAt),
  lastFillAt: movedIf(moved, order.lastFillAt),
  retryAt: movedIf(moved, order.retryAt),
  probe: order.probe && movedProbe(order.probe, moved),
  cancel: order.cancel && { ...order.cancel, retryAt: movedIf(moved, order.cancel.retryAt) },
});

const movedProbe = (probe: Probe, moved: Moves): Probe => ({
  ...probe,
  ...{ since: moved(probe.since), at: moved(probe.at), alarmAt: moved(probe.alarmAt) },
});

function movedLive(live: Live, moved: Moves): Live {
  const { recovery, prices, account, schedule, clock } = live;
  return {
    ...live,
    startedAt: moved(live.startedAt),
    recovery: recovery && { since: moved(recovery.since) },
    prices: {
      ...prices,
      ...{ streamAt: movedIf(moved, prices.streamAt), freshAt: movedIf(moved, prices.freshAt) },
      ...{ restAskedAt: movedIf(moved, prices.restAskedAt), restEndedAt: movedIf(moved, prices.restEndedAt) },
    },
    account: { ...account, readAt: movedIf(moved, account.readAt), eventAt: movedIf(moved, account.eventAt) },
    schedule: {
      ...schedule,
      accountDueAt: moved(schedule.accountDueAt),
      marketsDueAt: moved(schedule.marketsDueAt),
      clockDueAt: moved(schedule.clockDueAt),
    },
    clock: clock && { ...clock, readAt: moved(clock.readAt) },
  };
}
