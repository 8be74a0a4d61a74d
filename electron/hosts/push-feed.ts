import type { Push } from '../../shared/contract/view.ts';

/** Two pushes as one: slices are whole, so the later one wins. */
export function joinPushes(earlier: Push, later: Push): Push {
  return { since: earlier.since, seq: later.seq, changed: { ...earlier.changed, ...later.changed } };
}

export interface PushFeed {
  push(push: Push): void;
  /** Tells what waits, if the screen can take it now. */
  flush(): void;
  stop(): void;
}

/**
 * Keeps a screen from being told faster than it can draw: the first push goes at once, those that follow within
 * `everyMs`, or while the screen is not `ready`, are joined into one. The engine never waits and nothing piles up.
 */
export function createPushFeed(options: {
  readonly everyMs: number;
  readonly ready: () => boolean;
  readonly deliver: (push: Push) => void;
}): PushFeed {
  let waiting: Push | undefined;
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    if (waiting === undefined || timer !== undefined) return;
    if (options.ready()) {
      const push = waiting;
      waiting = undefined;
      options.deliver(push);
    }
    timer = setTimeout(() => {
      timer = undefined;
      flush();
    }, options.everyMs);
    timer.unref();
  }

  return {
    push(push) {
      waiting = waiting === undefined ? push : joinPushes(waiting, push);
      flush();
    },
    flush,
    stop() {
      clearTimeout(timer);
      timer = undefined;
      waiting = undefined;
    },
  };
}
