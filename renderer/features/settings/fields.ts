import type { Settings } from '../../../shared/domain/settings.ts';
import type { WordKey } from '../../i18n/translate.ts';

/** How one setting is edited. Ranges are shown here; the door judges them (shared/contract/settings.ts). */
export type Field =
  | { readonly kind: 'percent'; readonly min: string; readonly max: string; readonly above: boolean }
  | { readonly kind: 'count'; readonly unit: 'unitMinutes' | 'unitSeconds'; readonly min: string; readonly max: string }
  | { readonly kind: 'channel' }
  | { readonly kind: 'choice'; readonly choices: readonly { readonly value: string; readonly word: WordKey }[] };

export const fields: { readonly [K in keyof Settings]: Field } = {
  mode: {
    kind: 'choice',
    choices: [
      { value: 'conservative', word: 'conservative' },
      { value: 'aggressive', word: 'aggressive' },
    ],
  },
  mdd: { kind: 'percent', min: '0', max: '100', above: true },
  tpRatio: { kind: 'percent', min: '0', max: '99', above: true },
  firstEntryPercent: { kind: 'percent', min: '0', max: '100', above: true },
  secondEntryPercent: { kind: 'percent', min: '0', max: '1000', above: true },
  marginBufferPercent: { kind: 'percent', min: '0', max: '99', above: false },
  cooldownMinutes: { kind: 'count', unit: 'unitMinutes', min: '0', max: '1440' },
  messageMaxAgeSeconds: { kind: 'count', unit: 'unitSeconds', min: '1', max: '86400' },
  wsFallbackSeconds: { kind: 'count', unit: 'unitSeconds', min: '1', max: '300' },
  staleMarkPriceSeconds: { kind: 'count', unit: 'unitSeconds', min: '2', max: '600' },
  breakEvenTrigger: {
    kind: 'choice',
    choices: [
      { value: 'atOrAbove', word: 'atOrAbove' },
      { value: 'atOrBelow', word: 'atOrBelow' },
    ],
  },
  entryChannelId: { kind: 'channel' },
  riskChannelId: { kind: 'channel' },
};

export const groups: readonly { readonly word: WordKey; readonly keys: readonly (keyof Settings)[] }[] = [
  { word: 'groupStrategy', keys: ['mode', 'tpRatio', 'mdd', 'breakEvenTrigger'] },
  { word: 'groupSizing', keys: ['firstEntryPercent', 'secondEntryPercent', 'marginBufferPercent'] },
  { word: 'groupTiming', keys: ['cooldownMinutes', 'messageMaxAgeSeconds', 'wsFallbackSeconds', 'staleMarkPriceSeconds'] },
  { word: 'groupChannels', keys: ['entryChannelId', 'riskChannelId'] },
];
