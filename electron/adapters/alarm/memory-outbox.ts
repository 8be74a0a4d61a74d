import type { AlarmChannel, AlarmOutbox, Notice } from '../../ports/alarm.ts';

/** Forgets with the process: for tests, and for a data folder whose outbox cannot be opened. */
export function createMemoryOutbox(): AlarmOutbox {
  let rows: { readonly row: number; readonly channel: AlarmChannel; readonly notice: Notice }[] = [];
  let next = 1;
  let day: string | undefined;
  const of = (channel: AlarmChannel) => rows.filter((each) => each.channel === channel);
  return {
    add(channel, notices) {
      for (const notice of notices) rows.push({ row: next++, channel, notice });
    },
    waiting: (channel, limit) => of(channel).slice(0, limit),
    count: (channel) => of(channel).length,
    remove(gone) {
      rows = rows.filter(({ row }) => !gone.includes(row));
    },
    dropOlder(channel, at) {
      const kept = rows.filter((each) => each.channel !== channel || each.notice.at >= at);
      const dropped = rows.length - kept.length;
      rows = kept;
      return dropped;
    },
    dropOldest(channel, count) {
      this.remove(
        of(channel)
          .slice(0, count)
          .map(({ row }) => row),
      );
    },
    summaryDay: () => day,
    setSummaryDay(value) {
      day = value;
    },
    close() {},
  };
}
