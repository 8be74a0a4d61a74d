import type { AlarmPort } from '../../ports/alarm.ts';

/** False when the system shows no notifications. */
export type ShowNotification = (notification: { readonly title: string; readonly body: string; readonly critical: boolean }) => boolean;

/** The system's own notifications; the host that has a desktop hands in how to show one. */
export function createDesktopAlarm(show: ShowNotification): AlarmPort {
  return {
    channel: 'desktop',
    limits: { gapMs: 1000, windows: [{ count: 20, ms: 60_000 }], length: 240, merge: 4 },
    async send({ text, critical }) {
      const shown = show({ title: 'Vigil', body: text, critical });
      return shown ? { kind: 'delivered' } : { kind: 'refused', why: 'the system shows no notifications' };
    },
  };
}
