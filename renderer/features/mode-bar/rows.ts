import type { AccountView, ConnectionsView, EngineView, LockView } from '../../../shared/contract/view.ts';
import type { WordKey } from '../../i18n/translate.ts';
import { phaseWord } from '../../i18n/word-of.ts';

type Tone = 'plain' | 'good' | 'attention' | 'danger';

export function engineWord(engine: Pick<EngineView, 'state' | 'phase'>): { readonly word: WordKey; readonly tone: Tone } {
  if (engine.state === 'halted') return { word: 'engineHalted', tone: 'danger' };
  if (engine.state === 'starting') return { word: 'engineStarting', tone: 'attention' };
  return { word: phaseWord[engine.phase], tone: 'plain' };
}

/** A lock that is part of the ordinary course of a trade is no reason to worry. */
const ordinary: readonly LockView['kind'][] = ['position', 'entryOrder', 'operator', 'foreignPosition', 'foreignEntryOrder'];
export const lockTone = (locks: readonly Pick<LockView, 'kind'>[]): Tone =>
  locks.length === 0 ? 'good' : locks.every((lock) => ordinary.includes(lock.kind)) ? 'attention' : 'danger';

/** Orders fail with −1021 when the clocks are a second apart; the warning comes well before. */
export function clockTone(offsetMs: number | null): Tone {
  if (offsetMs === null) return 'plain';
  const off = Math.abs(offsetMs);
  return off > 750 ? 'danger' : off > 250 ? 'attention' : 'plain';
}
export const signedMs = (ms: number | null): string =>
  ms === null ? '—' : `${ms > 0 ? '+' : ms < 0 ? '−' : ''}${Math.abs(Math.round(ms))} ms`;

export function weightTone(weight: ConnectionsView['weight']): Tone {
  if (weight.bannedUntil !== null) return 'danger';
  return weight.limit > 0 && weight.used / weight.limit >= 0.7 ? 'attention' : 'plain';
}

/** Past differences were settled and are only counted; one that stands is worth a look, one that stays is trouble. */
export const differencesTone = ({ open }: Pick<AccountView['differences'], 'open'>): Tone =>
  open.some(({ alarmed }) => alarmed) ? 'danger' : open.length > 0 ? 'attention' : 'plain';

export const priceWord: Record<ConnectionsView['prices']['state'], { readonly word: WordKey; readonly tone: Tone }> = {
  live: { word: 'pricesLive', tone: 'plain' },
  fallback: { word: 'pricesFallback', tone: 'attention' },
  stale: { word: 'pricesStale', tone: 'danger' },
  waiting: { word: 'pricesWaiting', tone: 'attention' },
};

type Source = ConnectionsView['messages'][number];

/** Silence of a channel is normal, silence of its source is not: the worst source speaks. `late`: it says that it is well, but its last proof is old. */
export function messageHealth(
  sources: readonly Pick<Source, 'healthy' | 'readAt' | 'lateAfterMs'>[],
  now: number,
): 'well' | 'late' | 'lost' {
  if (sources.length === 0 || sources.some(({ healthy }) => !healthy)) return 'lost';
  return sources.some((source) => isLate(source, now)) ? 'late' : 'well';
}
export const isLate = ({ readAt, lateAfterMs }: Pick<Source, 'readAt' | 'lateAfterMs'>, now: number): boolean =>
  readAt !== null && lateAfterMs !== null && now - readAt > lateAfterMs;

const known = (times: readonly (number | null)[]): readonly number[] => times.filter((at) => at !== null);
export const lastMessageAt = (sources: readonly Pick<Source, 'lastMessageAt'>[]): number | null =>
  known(sources.map((source) => source.lastMessageAt)).reduce<number | null>((a, b) => Math.max(a ?? b, b), null);
/** Of the source that was read longest ago: the others cannot speak for it. */
export const lastReadAt = (sources: readonly Pick<Source, 'readAt'>[]): number | null =>
  known(sources.map((source) => source.readAt)).reduce<number | null>((a, b) => Math.min(a ?? b, b), null);

/** "entries off by hand" is what the switch turns; all other locks lift by their own rule. */
export const heldByOperator = (locks: readonly Pick<LockView, 'kind'>[]): boolean =>
  locks.some((lock) => lock.kind === 'operator' || lock.kind === 'emergency');

export const demoSpeeds = [1, 2, 5, 10, 20] as const;
