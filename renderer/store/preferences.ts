import { create } from 'zustand';
import type { Lang } from '../../shared/domain/say.ts';
import { type FirstRun, readFirstRun } from './first-run.ts';
import { readSounds, type Sounds } from './sounds.ts';

export const palettes = ['korea', 'international', 'colourBlind'] as const;
export type Palette = (typeof palettes)[number];
export const themes = ['dark', 'light'] as const;
export type Theme = (typeof themes)[number];

/** auto: the candles, as soon as a line is so far away that it would press them flat. */
export const chartFits = ['auto', 'lines', 'candles'] as const;
export type ChartFit = (typeof chartFits)[number];

export interface Preferences {
  readonly lang: Lang;
  readonly palette: Palette;
  readonly theme: Theme;
  readonly chartFit: ChartFit;
  readonly firstRun: FirstRun;
  readonly sounds: Sounds;
}

const KEY = 'vigil.preferences';

/**
 * Korean unless the trader chose English. Anything unreadable falls back to the default of that one field:
 * a broken preference must never keep the screen from opening.
 */
export function readPreferences(stored: string | null): Preferences {
  const saved = parse(stored);
  const lang: Lang = saved.lang === 'en' ? 'en' : 'ko';
  return {
    lang,
    palette: palettes.find((palette) => palette === saved.palette) ?? (lang === 'ko' ? 'korea' : 'international'),
    theme: themes.find((theme) => theme === saved.theme) ?? 'dark',
    chartFit: chartFits.find((fit) => fit === saved.chartFit) ?? 'auto',
    firstRun: readFirstRun(saved.firstRun),
    sounds: readSounds(saved.sounds),
  };
}

function parse(stored: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(stored ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const storage = (): Storage | undefined => (typeof localStorage === 'undefined' ? undefined : localStorage);

export const preferences = create<Preferences>()(() => readPreferences(storage()?.getItem(KEY) ?? null));

export function prefer(change: Partial<Preferences>): void {
  preferences.setState(change);
  storage()?.setItem(KEY, JSON.stringify(preferences.getState()));
}

export const useLang = (): Lang => preferences((state) => state.lang);
