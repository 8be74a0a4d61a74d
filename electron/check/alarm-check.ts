import type { Profile } from '../../shared/contract/profile.ts';
import { AlarmsRefused, openAlarmChannels } from '../adapters/alarm/open-channels.ts';
import { type Check, fail, ok } from './run-checks.ts';

/** Whether the channels could be opened; nothing is sent. */
export function alarmCheck({ alarms }: Profile): Check {
  return {
    name: 'alarms',
    async run() {
      if (alarms === undefined) return [ok('none in the profile')];
      try {
        const channels = openAlarmChannels(alarms, undefined);
        return [
          ok(`set up: ${channels.map(({ port, level }) => `${port.channel} from ${level}`).join(', ') || 'none'} (nothing was sent)`),
        ];
      } catch (error) {
        if (error instanceof AlarmsRefused) return [fail(`${error.field}: ${error.message}`)];
        throw error;
      }
    },
  };
}
