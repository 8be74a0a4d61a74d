import type { AlarmChannelName, AlarmConfiguration } from '../../../shared/contract/alarms.ts';
import type { AlarmChoice, AlarmChoices, AlarmSpec, TelegramAlarmChoice } from '../../ports/alarm-set-up.ts';
import type { SecretName } from '../../ports/secrets.ts';

/** What each channel needs before it can send. */
export const secretNames: Readonly<Record<AlarmChannelName, readonly SecretName[]>> = {
  telegram: ['alarm.telegram.botToken'],
  discord: ['alarm.discord.url'],
  webhook: ['alarm.webhook.url', 'alarm.webhook.secret'],
  desktop: [],
};

/** What the trader typed, by the name it is kept under; what was left empty is not in it. */
export function secretsGiven(args: AlarmConfiguration): readonly (readonly [SecretName, string])[] {
  const given = ((): readonly (readonly [SecretName, string | undefined])[] => {
    switch (args.channel) {
      case 'telegram':
        return [['alarm.telegram.botToken', args.secret]];
      case 'discord':
        return [['alarm.discord.url', args.secret]];
      case 'webhook':
        return [
          ['alarm.webhook.url', args.url],
          ['alarm.webhook.secret', args.secret],
        ];
      case 'desktop':
        return [];
    }
  })();
  return given.flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]));
}

/** The part that is stored in plain. */
export function choiceOf(args: AlarmConfiguration): AlarmChoice | TelegramAlarmChoice {
  const { enabled, level, lang } = args;
  return args.channel === 'telegram' ? { enabled, level, lang, chatId: args.chatId, apiUrl: args.apiUrl } : { enabled, level, lang };
}

export function withChoice(choices: AlarmChoices, channel: AlarmChannelName, choice: AlarmChoice | undefined): AlarmChoices {
  const { [channel]: _before, ...others } = choices;
  return choice === undefined ? others : { ...others, [channel]: choice };
}

/** A bot token is sent to the server it is used at: whoever names another server must have the token. */
export function needsSecretAgain(args: AlarmConfiguration, before: AlarmChoices): boolean {
  return args.channel === 'telegram' && before.telegram !== undefined && before.telegram.apiUrl !== args.apiUrl;
}

/** Where it is sent to, as far as that is no secret. */
export const shownOf = ({ telegram }: AlarmChoices, channel: AlarmChannelName): string =>
  channel === 'telegram' ? `${telegram?.chatId} ${telegram?.apiUrl}` : '';

/** Undefined while something of it is missing. */
export function specOf(
  channel: AlarmChannelName,
  { telegram }: AlarmChoices,
  secretOf: (name: SecretName) => string | undefined,
): AlarmSpec | undefined {
  switch (channel) {
    case 'telegram': {
      const botToken = secretOf('alarm.telegram.botToken');
      return telegram && botToken !== undefined ? { channel, botToken, chatId: telegram.chatId, apiUrl: telegram.apiUrl } : undefined;
    }
    case 'discord': {
      const url = secretOf('alarm.discord.url');
      return url === undefined ? undefined : { channel, url };
    }
    case 'webhook': {
      const url = secretOf('alarm.webhook.url');
      const secret = secretOf('alarm.webhook.secret');
      return url === undefined || secret === undefined ? undefined : { channel, url, secret };
    }
    case 'desktop':
      return { channel };
  }
}
