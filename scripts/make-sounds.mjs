import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The four sounds of Vigil, made from sines by this file alone: `node scripts/make-sounds.mjs` writes them to assets/sounds/. */
const RATE = 22_050;
const PEAK = 0.8;

/** Tones in Hz with start, length (s) and loudness; `ring`: seconds until a struck tone has lost most of its strength. */
const sounds = {
  // One short tick: something left for the exchange.
  order: [{ hz: 880, from: 0, length: 0.09, loud: 0.5, ring: 0.03 }],
  // Two rising chimes: something was traded.
  fill: [
    { hz: 659.26, from: 0, length: 0.32, loud: 0.6, ring: 0.11 },
    { hz: 987.77, from: 0.11, length: 0.4, loud: 0.6, ring: 0.14 },
  ],
  // Two equal low notes: look when you can.
  warning: [
    { hz: 440, from: 0, length: 0.2, loud: 0.7, ring: 0.3 },
    { hz: 440, from: 0.26, length: 0.3, loud: 0.7, ring: 0.3 },
  ],
  // Three pairs of alternating notes that do not fade: look now.
  alarm: [0, 0.36, 0.72].flatMap((from) => [
    { hz: 932.33, from, length: 0.16, loud: 1, ring: 10 },
    { hz: 698.46, from: from + 0.17, length: 0.16, loud: 1, ring: 10 },
  ]),
};

/** A soft edge at both ends, or every tone would begin and end with a click. */
const EDGE = 0.006;

function sampleOf(tones, at) {
  let sum = 0;
  for (const { hz, from, length, loud, ring } of tones) {
    const into = at - from;
    if (into < 0 || into >= length) continue;
    const edge = Math.min(1, into / EDGE, (length - into) / EDGE);
    const phase = 2 * Math.PI * hz * into;
    // The second overtone lets small speakers be heard.
    sum += loud * edge * Math.exp(-into / ring) * (0.75 * Math.sin(phase) + 0.25 * Math.sin(3 * phase));
  }
  return Math.max(-1, Math.min(1, sum * PEAK));
}

/** 16-bit mono WAV. */
function wavOf(tones) {
  const seconds = Math.max(...tones.map(({ from, length }) => from + length)) + 0.02;
  const count = Math.round(seconds * RATE);
  const wav = Buffer.alloc(44 + count * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + count * 2, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(RATE * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(count * 2, 40);
  for (let n = 0; n < count; n += 1) wav.writeInt16LE(Math.round(sampleOf(tones, n / RATE) * 32_767), 44 + n * 2);
  return wav;
}

export const soundFiles = () => Object.entries(sounds).map(([name, tones]) => ({ name: `${name}.wav`, bytes: wavOf(tones) }));

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const { name, bytes } of soundFiles()) writeFileSync(fileURLToPath(new URL(`../assets/sounds/${name}`, import.meta.url)), bytes);
