import type { Link, QueryReply, Reply } from '../../../shared/contract/link.ts';
import type { Push, View } from '../../../shared/contract/view.ts';

export interface FakeLink {
  readonly link: Link;
  /** What reached the engine, in order. */
  readonly heard: readonly (readonly [name: string, args: unknown])[];
  pushes(push: Push): void;
  answersWith(reply: Reply): void;
  breaks(): void;
  readonly listeners: () => number;
}

/** An engine that accepts everything, for tests of the hosts. */
export function fakeLink(view: Partial<View> = {}): FakeLink {
  const heard: (readonly [string, unknown])[] = [];
  const listeners = new Set<(push: Push) => void>();
  let reply: Reply = { ok: true, seq: 7 };
  let broken = false;
  const hear = <T>(name: string, args: unknown, value: T): Promise<T> => {
    if (broken) throw new Error('secret detail of a bug');
    heard.push([name, args]);
    return Promise.resolve(value);
  };
  return {
    heard,
    listeners: () => listeners.size,
    pushes: (push) => {
      for (const listener of listeners) listener(push);
    },
    answersWith: (given) => {
      reply = given;
    },
    breaks: () => {
      broken = true;
    },
    link: {
      send: (command, args) => hear(command, args, reply),
      ask: (query, args) => hear(query, args, { ok: true, value: [] } as unknown as QueryReply<typeof query>),
      snapshot: () => hear('snapshot', undefined, { seq: 7, view: view as View }),
      onPush: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
}
