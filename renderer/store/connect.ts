import type { Link } from '../../shared/contract/link.ts';
import type { Push } from '../../shared/contract/view.ts';
import type { ScreenState, Snapshot } from './screen-state.ts';
import { applyPush, applySnapshot, markStale } from './screen-state.ts';

export type Connection = { readonly open: true } | { readonly open: false; readonly since: number; readonly why: 'lost' | 'token' };

/** What the store needs beyond the contract: the transport's own word about itself. */
export interface ScreenLink extends Link {
  /** Whole views that arrive unasked, for instance as the first frame after a reconnect. */
  onSnapshot(listener: (snapshot: Snapshot) => void): () => void;
  onConnection(listener: (connection: Connection) => void): () => void;
}

export interface Surroundings {
  read(): ScreenState;
  write(state: ScreenState): void;
  now(): number;
  /** Runs the callback once before the next paint (or soon, when the window is hidden). */
  beforePaint(run: () => void): void;
  every(ms: number, run: () => void): () => void;
}

const CHECK_MS = 1_000;
/** A dead route can look open for minutes; after this silence the engine is asked for a sign of life. */
export const SILENCE_MS = 8_000;
const ANSWER_MS = 4_000;

/** Keeps the store in step with the engine. All frames of one paint are applied in one write. Returns how to stop. */
export function connectScreen(link: ScreenLink, around: Surroundings): () => void {
  let inbox: ({ readonly push: Push } | { readonly snapshot: Snapshot })[] = [];
  let scheduled = false;
  let heardAt = around.now();
  let askedAt: number | undefined;
  let stopped = false;

  const flush = (): void => {
    scheduled = false;
    if (stopped) return;
    const before = around.read();
    const after = inbox.reduce<ScreenState>(
      (state, item) => ('push' in item ? applyPush(state, item.push, around.now()) : applySnapshot(state, item.snapshot)),
      before,
    );
    inbox = [];
    if (after !== before) around.write(after);
    if (after.at === 'waiting' || (after.at === 'stale' && after.why === 'gap')) ask();
  };
  const receive = (item: (typeof inbox)[number]): void => {
    heardAt = around.now();
    inbox.push(item);
    if (scheduled) return;
    scheduled = true;
    around.beforePaint(flush);
  };
  const ask = (): void => {
    if (askedAt !== undefined) return;
    const mine = around.now();
    askedAt = mine;
    link
      .snapshot()
      .then((snapshot) => {
        if (!stopped) receive({ snapshot });
      })
      // A refused or broken read leaves the state as it is; the check below asks again and, if nothing comes, says stale.
      .catch(() => undefined)
      .finally(() => {
        if (askedAt === mine) askedAt = undefined;
      });
  };
  const check = (): void => {
    const now = around.now();
    if (askedAt !== undefined && now - askedAt > ANSWER_MS) askedAt = undefined;
    if (now - heardAt > SILENCE_MS + ANSWER_MS) around.write(markStale(around.read(), 'silent', heardAt));
    const state = around.read();
    if (state.at !== 'live' || now - heardAt > SILENCE_MS) ask();
  };

  const stops = [
    link.onPush((push) => receive({ push })),
    link.onSnapshot((snapshot) => receive({ snapshot })),
    link.onConnection((connection) => {
      if (!connection.open) around.write(markStale(around.read(), connection.why, connection.since));
    }),
    around.every(CHECK_MS, check),
  ];
  ask();
  return () => {
    stopped = true;
    for (const stop of stops) stop();
  };
}
