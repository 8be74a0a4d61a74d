import i18n from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Lang } from '../../shared/domain/say.ts';
import { alarmWords } from './alarm-words.ts';
import { emergencyWords } from './emergency-words.ts';
import { firstRunWords } from './first-run-words.ts';
import { frameWords } from './frame-words.ts';
import { keysWords } from './keys-words.ts';
import { labWords } from './lab-words.ts';
import { lockWords } from './lock-words.ts';
import { settingsWords } from './settings-words.ts';
import { telegramWords } from './telegram-words.ts';
import { tradeWords } from './trade-words.ts';

const words = {
  ...frameWords,
  ...tradeWords,
  ...settingsWords,
  ...telegramWords,
  ...emergencyWords,
  ...lockWords,
  ...labWords,
  ...firstRunWords,
  ...alarmWords,
  ...keysWords,
};
export type WordKey = keyof typeof words;
export type Translate = (key: WordKey, numbers?: Readonly<Record<string, string | number>>) => string;

const inLanguage = (lang: Lang): Record<string, string> =>
  Object.fromEntries(Object.entries(words).map(([key, word]) => [key, word[lang]]));

export function startTranslation(lang: Lang): void {
  void i18n.use(initReactI18next).init({
    lng: lang,
    resources: { ko: { translation: inLanguage('ko') }, en: { translation: inLanguage('en') } },
    keySeparator: false,
    nsSeparator: false,
    // React writes text nodes, so nothing has to be escaped.
    interpolation: { escapeValue: false },
    initAsync: false,
  });
}

export const switchLanguage = (lang: Lang): void => void i18n.changeLanguage(lang);

export function useT(): Translate {
  const { t } = useTranslation();
  return useCallback((key, numbers) => t(key, { ...numbers }), [t]);
}
