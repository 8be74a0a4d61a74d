import type { AlarmOutbox } from '../../ports/alarm.ts';

/** Opened by the first alarm: a folder that never had a channel gets no queue. */
export function openOutboxWhenNeeded(open: () => AlarmOutbox): AlarmOutbox {
  let opened: AlarmOutbox | undefined;
  const outbox = (): AlarmOutbox => {
    opened ??= open();
    return opened;
  };
  return {
    add: (channel, notices) => outbox().add(channel, notices),
    waiting: (channel, limit) => outbox().waiting(channel, limit),
    count: (channel) => outbox().count(channel),
    remove: (rows) => outbox().remove(rows),
    dropOlder: (channel, at) => outbox().dropOlder(channel, at),
    dropOldest: (channel, count) => outbox().dropOldest(channel, count),
    summaryDay: () => outbox().summaryDay(),
    setSummaryDay: (day) => outbox().setSummaryDay(day),
    close: () => opened?.close(),
  };
}
