import type { Push, View } from '../../shared/contract/view.ts';
import { shareUnchanged } from './share-unchanged.ts';

/**
 * gap: a push did not join on. lost: the connection broke. silent: nothing was heard and the engine does not answer.
 * token: the host refuses our access token, so only the trader can mend it.
 */
export type StaleReason = 'gap' | 'lost' | 'silent' | 'token';

/** Staleness is a case of the type, so no component can forget it (R15). */
export type ScreenState =
  | { readonly at: 'waiting' }
  | { readonly at: 'live'; readonly seq: number; readonly view: View }
  | { readonly at: 'stale'; readonly seq: number; readonly view: View; readonly since: number; readonly why: StaleReason };

export interface Snapshot {
  readonly seq: number;
  readonly view: View;
}

export function applyPush(state: ScreenState, push: Push, now: number): ScreenState {
  if (state.at === 'waiting' || push.seq <= state.seq) return state;
  if (push.since > state.seq) return markStale(state, 'gap', now);
  return { at: 'live', seq: push.seq, view: shareUnchanged(state.view, { ...state.view, ...push.changed }) };
}

/** A live screen ignores a snapshot that is older than what it shows; a stale one takes any, because the engine may have started anew. */
export function applySnapshot(state: ScreenState, snapshot: Snapshot): ScreenState {
  if (state.at === 'waiting') return { at: 'live', seq: snapshot.seq, view: snapshot.view };
  if (state.at === 'live' && snapshot.seq < state.seq) return state;
  return { at: 'live', seq: snapshot.seq, view: shareUnchanged(state.view, snapshot.view) };
}

/** The first moment stays until the screen is live again, and so does the first reason, unless the trader has to act. */
export function markStale(state: ScreenState, why: StaleReason, since: number): ScreenState {
  if (state.at === 'stale' && why === 'token' && state.why !== 'token') return { ...state, why };
  return state.at === 'live' ? { at: 'stale', seq: state.seq, view: state.view, since, why } : state;
}
