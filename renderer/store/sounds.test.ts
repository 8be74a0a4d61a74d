import { expect, test } from 'vitest';
import { loudnessOf, readSounds } from './sounds.ts';

test('what is unreadable falls back to the default of that one field', () => {
  const fallback = { volume: 0.7, muted: false };
  for (const stored of [undefined, null, 'loud', 5, { order: 1, alarm: null }, { order: { volume: 7, muted: 'yes' } }])
    expect(readSounds(stored)).toEqual({ order: fallback, fill: fallback, warning: fallback, alarm: fallback });
  expect(readSounds({ fill: { volume: 0, muted: true }, alarm: { volume: Number.NaN, muted: true } })).toMatchObject({
    fill: { volume: 0, muted: true },
    alarm: { volume: 0.7, muted: true },
  });
});

test('a muted sound is silent, but the alarm in live is heard whatever the screen says', () => {
  const sounds = readSounds({ alarm: { volume: 0, muted: true }, fill: { volume: 0.5, muted: true }, order: { volume: 0.5 } });
  expect([loudnessOf(sounds, 'order', 'live'), loudnessOf(sounds, 'fill', 'live')]).toEqual([0.5, 0]);
  expect([loudnessOf(sounds, 'alarm', 'pilot-50'), loudnessOf(sounds, 'alarm', 'live')]).toEqual([0, 0.3]);
  expect(loudnessOf(readSounds({ alarm: { volume: 0.9 } }), 'alarm', 'live')).toBe(0.9);
});
