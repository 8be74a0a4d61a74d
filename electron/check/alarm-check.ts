import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AlarmChannelName, alarmChannelNames, alarmChoicesSchema } from '../../shared/contract/alarms.ts';
import type { Profile } from '../../shared/contract/profile.ts';
import { CHOICES_FILE } from '../adapters/alarm/choices-file.ts';
import { AlarmsRefused, openAlarmChannels } from '../adapters/alarm/open-channels.ts';
import type { SecretsLook } from '../adapters/secrets/look.ts';
import type { SecretName } from '../ports/secrets.ts';
import { type Check, type Finding, fail, ok, warn } from './run-checks.ts';

/** Whether the channels of the profile and of the screen could be opened; nothing is sent. */
export function alarmCheck(dataDir: string, { alarms }: Profile, secrets: SecretsLook): Check {
  return {
    name: 'alarms',
    async run() {
      const inProfile = alarms === undefined ? [] : [profileFinding(alarms)];
      const found = [...inProfile, ...screenFindings(join(dataDir, CHOICES_FILE), secrets)];
      return found.length === 0 ? [ok('none set up')] : found;
    },
  };
}

function profileFinding(alarms: NonNullable<Profile['alarms']>): Finding {
  try {
    const channels = openAlarmChannels(alarms, undefined);
    return ok(
      `in the profile: ${channels.map(({ port, level }) => `${port.channel} from ${level}`).join(', ') || 'none'} (nothing was sent)`,
    );
  } catch (error) {
    if (error instanceof AlarmsRefused) return fail(`${error.field}: ${error.message}`);
    throw error;
  }
}

const needed: Readonly<Record<AlarmChannelName, readonly SecretName[]>> = {
  telegram: ['alarm.telegram.botToken'],
  discord: ['alarm.discord.url'],
  webhook: ['alarm.webhook.url', 'alarm.webhook.secret'],
  desktop: [],
};

function screenFindings(file: string, secrets: SecretsLook): readonly Finding[] {
  if (!existsSync(file)) return [];
  const choices = choicesIn(readFileSync(file, 'utf8'));
  if (choices === undefined) return [fail(`${CHOICES_FILE} makes no sense; a start would set it aside`)];
  const stored = secrets.kind === 'there' ? secrets.names : [];
  return alarmChannelNames
    .filter((channel) => choices[channel]?.enabled)
    .map((channel) => {
      const missing = needed[channel].filter((name) => !stored.includes(name));
      return missing.length === 0
        ? ok(`set up on the screen: ${channel}`)
        : warn(`${channel} stands still: ${missing.join(', ')} is not stored`);
    });
}

function choicesIn(text: string) {
  try {
    return alarmChoicesSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
