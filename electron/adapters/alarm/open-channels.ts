import { type AlarmsConfig, faultOfAlarmUrl, type SecretSource } from '../../../shared/contract/alarms.ts';
import type { Level } from '../../../shared/domain/record.ts';
import type { AlarmPort } from '../../ports/alarm.ts';
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

/** Every channel of the profile, or an `AlarmsRefused`: a trader who counts on an alarm must not learn of its absence at night. */
export function openAlarmChannels(config: AlarmsConfig, notify: ShowNotification | undefined): readonly OpenChannel[] {
  const { telegram, discord, webhook, desktop } = config;
  const open: OpenChannel[] = [];
  if (telegram) {
    const botToken = secretOf(telegram.botToken, 'alarms.telegram.tokenFile');
    // It becomes a part of the URL.
    if (!/^[\w:-]+$/.test(botToken)) throw new AlarmsRefused('alarms.telegram.tokenFile', 'does not hold a bot token');
    open.push({ level: telegram.level, port: createTelegramAlarm({ ...telegram, botToken }) });
  }
  if (discord) {
    const url = secretOf(discord.url, 'alarms.discord.urlFile');
    if (faultOfAlarmUrl(url)) throw new AlarmsRefused('alarms.discord.urlFile', 'does not hold an https URL');
    open.push({ level: discord.level, port: createDiscordAlarm({ url }) });
  }
  if (webhook)
    open.push({
      level: webhook.level,
      port: createWebhookAlarm({ url: webhook.url, secret: secretOf(webhook.secret, 'alarms.webhook.secretFile') }),
    });
  if (desktop) {
    if (!notify) throw new AlarmsRefused('alarms.desktop', 'this host has no desktop');
    open.push({ level: desktop.level, port: createDesktopAlarm(notify) });
  }
  return open;
}

function secretOf(source: SecretSource, field: string): string {
  if ('text' in source) return source.text;
  const read = readSecretFile(source.file);
  if (!read.ok) throw new AlarmsRefused(field, read.error);
  return read.value;
}
