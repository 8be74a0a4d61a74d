import type { Lang } from '../../shared/domain/say.ts';
import { unknownText } from './number.ts';

/** Korea has no summer time, so KST is a fixed shift; the tooltip always tells UTC. */
const KST_MS = 9 * 3_600_000;
const iso = (ms: number): string => new Date(ms).toISOString();
const kst = (ms: number): string => iso(ms + KST_MS);

export const kstTime = (ms: number | null | undefined): string => (ms === null || ms === undefined ? unknownText : kst(ms).slice(11, 19));
export const kstTimeMs = (ms: number | null | undefined): string => (ms === null || ms === undefined ? unknownText : kst(ms).slice(11, 23));
export const kstMinute = (ms: number): string => kst(ms).slice(11, 16);
export const kstDay = (ms: number): string => kst(ms).slice(5, 10);
export const kstDateTime = (ms: number | null | undefined): string =>
  ms === null || ms === undefined ? unknownText : `${kst(ms).slice(5, 10)} ${kst(ms).slice(11, 19)}`;
/** For tooltips: both zones to the millisecond. */
export const bothZones = (ms: number | null | undefined): string =>
  ms === null || ms === undefined
    ? unknownText
    : `${kst(ms).slice(0, 10)} ${kst(ms).slice(11, 23)} KST\n${iso(ms).slice(0, 10)} ${iso(ms).slice(11, 23)} UTC`;

const units = { ko: { s: '초', m: '분', h: '시간', d: '일' }, en: { s: ' s', m: ' min', h: ' h', d: ' d' } } as const;

/** The two largest units are enough: "3 s", "12 min", "2 h 5 min", "3 d 4 h". A clock that runs ahead counts as 0. */
export function formatDuration(ms: number, lang: Lang): string {
  const u = units[lang];
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds}${u.s}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}${u.m}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours}${u.h}` : `${hours}${u.h} ${minutes % 60}${u.m}`;
  return hours % 24 === 0 ? `${Math.floor(hours / 24)}${u.d}` : `${Math.floor(hours / 24)}${u.d} ${hours % 24}${u.h}`;
}

export function formatAge(at: number | null | undefined, now: number, lang: Lang): string {
  if (at === null || at === undefined) return unknownText;
  return lang === 'ko' ? `${formatDuration(now - at, lang)} 전` : `${formatDuration(now - at, lang)} ago`;
}

/** Time left until a moment; nothing is left once it has passed. */
export const formatLeft = (until: number, now: number, lang: Lang): string => formatDuration(Math.max(0, until - now), lang);
