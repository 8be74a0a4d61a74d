import type { Percent } from '../../../shared/domain/decimal.ts';
import type { PositionMode } from '../../../shared/domain/order.ts';
import { defaultSettings, type Settings } from '../../../shared/domain/settings.ts';
import type { Stage } from '../../../shared/domain/stage.ts';
import { createPrng } from '../../simulator/market/prng.ts';

/** Everything that can go wrong or interfere; each can be left out of a run to see whether a failure needs it. */
export const troubles = [
  'lostAnswer',
  'lostRequest',
  'delay',
  'refusal',
  'falseNotFound',
  'ban',
  'twice',
  'lateNews',
  'lostNews',
  'silentAccount',
  'silentPrices',
  'cutStream',
  'holedPicture',
  'crash',
  'clockJump',
  'hand',
  'operator',
  'thinDepth',
  'badPosts',
  'stalePicture',
  'clockSetAnHour',
] as const;
export type Trouble = (typeof troubles)[number];

/** What a day did to us, counted when it happened: a trouble that is possible and never comes proves nothing. */
export const faultKinds = [
  'answer lost after execution',
  'request lost',
  'request late',
  'answer late',
  'answer later than anybody waits',
  'refused with 5xx',
  'refused with another code',
  'new order not found yet',
  'ban',
  'news twice',
  'news out of order',
  'news lost',
  'account stream silent',
  'price stream silent',
  'stream cut',
  'stale snapshot',
  'partial snapshot',
  'crash before write',
  'crash before effects',
  'crash after effects',
  'clock jump of seconds',
  'clock jump of an hour',
  'another hand',
  'book too thin',
  'emergency close pressed',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Weather {
  readonly seconds: number;
  readonly mode: PositionMode;
  readonly stage: Stage;
  readonly wallet: string;
  readonly settings: Settings;
  /** Chance of each trouble at each of its occasions (a call, a fact, an event, a second); 0 on most days for most. */
  readonly chance: Readonly<Record<Trouble, number>>;
}

/** Chance at full strength. */
const strength: Readonly<Record<Trouble, number>> = {
  lostAnswer: 0.12,
  lostRequest: 0.08,
  delay: 0.25,
  refusal: 0.12,
  falseNotFound: 0.3,
  ban: 0.004,
  twice: 0.25,
  lateNews: 0.25,
  lostNews: 0.03,
  silentAccount: 0.006,
  silentPrices: 0.006,
  cutStream: 0.01,
  holedPicture: 0.25,
  crash: 0.012,
  clockJump: 0.002,
  hand: 0.02,
  operator: 0.01,
  thinDepth: 0.6,
  badPosts: 0.3,
  stalePicture: 0.25,
  clockSetAnHour: 0.001,
};

/** A seed's day: some are calm but for one trouble, some have it all, because heavy storms hide what a drizzle shows. */
export function weatherOf(seed: number, without: readonly Trouble[] = []): Weather {
  const dice = createPrng(seed, 'weather');
  const likely = dice.pick([0.15, 0.35, 0.6]);
  const chance = Object.fromEntries(
    troubles.map((trouble) => {
      const on = dice.next() < likely;
      const share = dice.between(0.2, 1);
      return [trouble, on && !without.includes(trouble) ? strength[trouble] * share : 0];
    }),
  ) as Record<Trouble, number>;
  const percent = (low: number, high: number): Percent => String(dice.whole(low, high)) as Percent;
  return {
    seconds: dice.whole(300, 720),
    mode: dice.pick(['ONE-WAY', 'ONE-WAY', 'HEDGE']),
    stage: dice.next() < 0.06 ? 'dry-run' : dice.pick(['demo', 'live', 'pilot-50']),
    wallet: String(dice.whole(500, 9000)),
    settings: {
      ...defaultSettings,
      mode: dice.pick(['aggressive', 'conservative']),
      mdd: percent(3, 15),
      tpRatio: percent(1, 5),
      firstEntryPercent: percent(20, 60),
      secondEntryPercent: percent(3, 15),
      cooldownMinutes: 1,
      breakEvenTrigger: dice.pick(['atOrAbove', 'atOrAbove', 'atOrBelow']),
    },
    chance,
  };
}
