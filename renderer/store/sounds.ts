/** Rising weight: of several at one moment the last of them is played. */
export const soundNames = ['order', 'fill', 'warning', 'alarm'] as const;
export type SoundName = (typeof soundNames)[number];

export interface SoundChoice {
  /** 0 to 1. */
  readonly volume: number;
  readonly muted: boolean;
}
export type Sounds = Readonly<Record<SoundName, SoundChoice>>;

const VOLUME = 0.7;
/** With real money at stake a slider at zero must not be the way to mute the alarm. */
export const LIVE_ALARM_FLOOR = 0.3;

/** Anything unreadable falls back to its default, field by field. */
export function readSounds(stored: unknown): Sounds {
  const saved = isObject(stored) ? stored : {};
  return { order: choiceOf(saved.order), fill: choiceOf(saved.fill), warning: choiceOf(saved.warning), alarm: choiceOf(saved.alarm) };
}

/** 0 is silence. */
export function loudnessOf(sounds: Sounds, name: SoundName, stage: string): number {
  const { volume, muted } = sounds[name];
  if (name === 'alarm' && stage === 'live') return Math.max(volume, LIVE_ALARM_FLOOR);
  return muted ? 0 : volume;
}

function choiceOf(stored: unknown): SoundChoice {
  const { volume, muted } = isObject(stored) ? stored : {};
  const heard = typeof volume === 'number' && volume >= 0 && volume <= 1;
  return { volume: heard ? volume : VOLUME, muted: muted === true };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
