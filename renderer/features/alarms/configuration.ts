import type { AlarmChannelName, AlarmChannelView } from '../../../shared/contract/alarms.ts';
import type { Args } from '../../../shared/contract/commands.ts';
import type { Level } from '../../../shared/domain/record.ts';
import type { Lang } from '../../../shared/domain/say.ts';
import type { WordKey } from '../../i18n/translate.ts';
import type { ChipTone } from '../../ui/Chip.tsx';

export type Condition = 'alarmNotSetUp' | 'alarmOn' | 'alarmOffNow' | 'alarmStandsStill';

export const tones: Readonly<Record<Condition, ChipTone>> = {
  alarmNotSetUp: 'plain',
  alarmOn: 'good',
  alarmOffNow: 'attention',
  alarmStandsStill: 'danger',
};

/** A channel that cannot send is not "on", whatever its switch says. */
export function conditionOf({ configured, enabled, secret, last }: AlarmChannelView): Condition {
  if (!configured) return 'alarmNotSetUp';
  if (!enabled) return 'alarmOffNow';
  return last?.kind === 'stopped' || secret === 'absent' || secret === 'unreadable' ? 'alarmStandsStill' : 'alarmOn';
}

export interface Field {
  readonly key: 'chatId' | 'apiUrl' | 'url' | 'secret';
  readonly word: WordKey;
  /** Typed unseen, never shown again, and kept when it is left empty. */
  readonly hidden: boolean;
}

const hidden = (key: Field['key'], word: WordKey): Field => ({ key, word, hidden: true });
export const fieldsOf: Readonly<Record<AlarmChannelName, readonly Field[]>> = {
  telegram: [
    { key: 'chatId', word: 'alarmChatId', hidden: false },
    hidden('secret', 'alarmBotToken'),
    { key: 'apiUrl', word: 'alarmApiUrl', hidden: false },
  ],
  discord: [hidden('secret', 'alarmDiscordUrl')],
  webhook: [hidden('url', 'alarmWebhookUrl'), hidden('secret', 'alarmWebhookSecret')],
  desktop: [],
};

export type Typed = Readonly<Partial<Record<Field['key'], string>>>;

/** What is typed over what is set up; an empty hidden field is left out, which means "keep". */
export function configurationOf(
  row: AlarmChannelView,
  lang: Lang,
  change: { readonly enabled?: boolean; readonly level?: Level; readonly typed?: Typed },
): Args<'alarms.configure'> {
  const { typed = {}, enabled = row.enabled, level = row.level } = change;
  const common = { enabled, level, lang };
  const given = <K extends 'url' | 'secret'>(key: K) => {
    const text = typed[key]?.trim() ?? '';
    return (text === '' ? {} : { [key]: text }) as { readonly [name in K]?: string };
  };
  switch (row.channel) {
    case 'telegram': {
      const apiUrl = (typed.apiUrl ?? row.apiUrl ?? '').trim();
      const chatId = typed.chatId ?? row.chatId ?? '';
      return { channel: 'telegram', ...common, chatId, ...(apiUrl === '' ? {} : { apiUrl }), ...given('secret') };
    }
    case 'discord':
      return { channel: 'discord', ...common, ...given('secret') };
    case 'webhook':
      return { channel: 'webhook', ...common, ...given('url'), ...given('secret') };
    case 'desktop':
      return { channel: 'desktop', ...common };
  }
}
