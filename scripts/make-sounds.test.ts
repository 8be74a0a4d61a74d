import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { soundFiles } from './make-sounds.mjs';

const folder = fileURLToPath(new URL('../assets/sounds/', import.meta.url));

test('the sounds are exactly what their script makes, and no other file lies with them', () => {
  const made = soundFiles();
  expect(readdirSync(folder).sort()).toEqual(made.map(({ name }) => name).sort());
  for (const { name, bytes } of made) expect(readFileSync(`${folder}${name}`).equals(bytes), name).toBe(true);
});

test('each is a short WAV that can be heard and is not cut off', () => {
  for (const { name, bytes } of soundFiles()) {
    const samples = Array.from({ length: (bytes.length - 44) / 2 }, (_, n) => Math.abs(bytes.readInt16LE(44 + n * 2)));
    const loudest = Math.max(...samples);
    expect([bytes.subarray(0, 4).toString(), bytes.subarray(8, 12).toString()], name).toEqual(['RIFF', 'WAVE']);
    expect(bytes.length, name).toBeLessThan(60_000);
    expect(loudest, name).toBeGreaterThan(6_000);
    expect(samples.filter((each) => each === 32_767).length, name).toBeLessThan(10);
    expect(samples.at(-1), name).toBe(0);
  }
});
