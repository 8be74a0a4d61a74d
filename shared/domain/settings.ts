import type { Percent } from './decimal.ts';

/** Spec README "Defaults". Percent values are decimal text in percent ("15" is 15 %). */
export interface Settings {
  /** W15 aggressive: previous 3-minute high. W16 conservative: ATR upper band. */
  readonly mode: 'aggressive' | 'conservative';
  /** Distance of the MDD stop above the average, percent (W43-1). */
  readonly mdd: Percent;
  /** Distance of the take-profit below the average, percent (W17-2). */
  readonly tpRatio: Percent;
  /** Share of the wallet balance for the first entry, percent (W32-1). */
  readonly firstEntryPercent: Percent;
  /** Distance of the second entry above the average, percent (W41). */
  readonly secondEntryPercent: Percent;
  /** Kept back from the available balance at the second entry, percent (W32-3). */
  readonly marginBufferPercent: Percent;
  readonly cooldownMinutes: number;
  /** Older messages are history: shown, never acted on (D2). */
  readonly messageMaxAgeSeconds: number;
  readonly wsFallbackSeconds: number;
  readonly staleMarkPriceSeconds: number;
  /** D4: 'atOrAbove' is the law; 'atOrBelow' waits for the price to come back to the average. */
  readonly breakEvenTrigger: 'atOrAbove' | 'atOrBelow';
  readonly entryChannelId: number;
  readonly riskChannelId: number;
}

export const defaultSettings: Settings = {
  mode: 'conservative',
  mdd: '15' as Percent,
  tpRatio: '5' as Percent,
  firstEntryPercent: '50' as Percent,
  secondEntryPercent: '15' as Percent,
  marginBufferPercent: '1' as Percent,
  cooldownMinutes: 10,
  messageMaxAgeSeconds: 120,
  wsFallbackSeconds: 5,
  staleMarkPriceSeconds: 15,
  breakEvenTrigger: 'atOrAbove',
  entryChannelId: -1002171239233,
  riskChannelId: -1003096527269,
};
