import { type AlarmsConfig, faultOfAlarmUrl, type SecretSource } from '../../../shared/contract/alarms.ts';
import type { Level } from '../../../shared/domain/record.ts';
import type { AlarmPort } from '../../ports/alarm.ts';
import type { AlarmSpec, OpenAlarm } from '../../ports/alarm-set-up.ts';
import { createDesktopAlarm, type ShowNotification } from './desktop-alarm.ts';
import { createDiscordAlarm } from './discord-alarm.ts';
import { readSecretFile } from './read-secret.ts';
import { createTelegramAlarm } from './telegram-alarm.ts';
import { createWebhookAlarm } from './webhook-alarm.ts';

export interface OpenChannel {
  readonly port: AlarmPort;
  readonly level: Level;
}

/** A profile that cannot be used as it is; `field` names the part to mend, the message quotes no secret. */
export class AlarmsRefused extends Error {
  readonly field: string;
  constructor(field: string, why: string) {
    super(why);
    this.field = field;
  }
}

/** Opens one channel, wherever it was set up. Throws an `AlarmsRefused` for what could never work. */
export function alarmOpener(notify: ShowNotification | undefined): OpenAlarm {
  return (spec: AlarmSpec): AlarmPort => {
    switch (spec.channel) {
      case 'telegram':
        // It becomes a part of the URL.
        if (!/^[\w:-]+$/.test(spec.botToken)) throw new AlarmsRefused('alarms.telegram.tokenFile', 'does not hold a bot token');
        return createTelegramAlarm(spec);
      case 'discord':
        if (faultOfAlarmUrl(spec.url)) throw new AlarmsRefused('alarms.discord.urlFile', 'does not hold an https URL');
        return createDiscordAlarm(spec);
      case 'webhook':
        if (faultOfAlarmUrl(spec.url)) throw new AlarmsRefused('alarms.webhook.url', 'is not an https URL');
        return createWebhookAlarm(spec);
      case 'desktop':
        if (!notify) throw new AlarmsRefused('alarms.desktop', 'this host has no desktop');
        return createDesktopAlarm(notify);
    }
  };
}

/** Every channel of the profile, or an `AlarmsRefused`: a trader who counts on an alarm must not learn of its absence at night. */
export function openAlarmChannels(config: AlarmsConfig, notify: ShowNotification | undefined): readonly OpenChannel[] {
  const open = alarmOpener(notify);
  const { telegram, discord, webhook, desktop } = config;
  return [
    ...(telegram
      ? [
          {
            level: telegram.level,
            port: open({ channel: 'telegram', ...telegram, botToken: secretOf(telegram.botToken, 'alarms.telegram.tokenFile') }),
          },
        ]
      : []),
    ...(discord
      ? [{ level: discord.level, port: open({ channel: 'discord', url: secretOf(discord.url, 'alarms.discord.urlFile') }) }]
      : []),
    ...(webhook
      ? [
          {
            level: webhook.level,
            port: open({ channel: 'webhook', url: webhook.url, secret: secretOf(webhook.secret, 'alarms.webhook.secretFile') }),
          },
        ]
      : []),
    ...(desktop ? [{ level: desktop.level, port: open({ channel: 'desktop' }) }] : []),
  ];
}

function secretOf(source: SecretSource, field: string): string {
  if ('text' in source) return source.text;
  const read = readSecretFile(source.file);
  if (!read.ok) throw new AlarmsRefused(field, read.error);
  return read.value;
}
