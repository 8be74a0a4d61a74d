import type { ConnectionsView, EngineView, LockView } from '../../../shared/contract/view.ts';
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

export const priceWord: Record<ConnectionsView['prices']['state'], { readonly word: WordKey; readonly tone: Tone }> = {
  live: { word: 'pricesLive', tone: 'plain' },
  fallback: { word: 'pricesFallback', tone: 'attention' },
  stale: { word: 'pricesStale', tone: 'danger' },
  waiting: { word: 'pricesWaiting', tone: 'attention' },
};

/** Silence of a channel is normal, a lost session is not: the worst source speaks, the latest message is told. */
export function messageHealth(sources: ConnectionsView['messages']): { readonly healthy: boolean; readonly lastMessageAt: number | null } {
  return {
    healthy: sources.length > 0 && sources.every((source) => source.healthy),
    lastMessageAt: sources.reduce<number | null>(
      (latest, { lastMessageAt }) => (lastMessageAt !== null && (latest === null || lastMessageAt > latest) ? lastMessageAt : latest),
      null,
    ),
  };
}

/** "entries off by hand" is what the switch turns; all other locks lift by their own rule. */
export const heldByOperator = (locks: readonly Pick<LockView, 'kind'>[]): boolean =>
  locks.some((lock) => lock.kind === 'operator' || lock.kind === 'emergency');

export const demoSpeeds = [1, 2, 5, 10, 20] as const;
