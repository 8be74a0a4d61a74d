import type { Args, Command, Query, QueryArgs } from './commands.ts';
import type { Answers, Push, View } from './view.ts';

/** What a refused command or query answers: a code, the field when one is to blame, and the numbers. */
export interface RefusalView {
  /** 'badRequest' for what the door refused; else the core's code ("settingsLocked", "stageNotYet", …). */
  readonly code: string;
  readonly field?: string;
  readonly rule?: string;
  readonly numbers?: Readonly<Record<string, string>>;
  /** One sentence in each language, for people. */
  readonly message: { readonly ko: string; readonly en: string };
}

export type Reply = { readonly ok: true; readonly seq: number } | { readonly ok: false; readonly refusal: RefusalView };
export type QueryReply<Q extends Query> =
  | { readonly ok: true; readonly value: Answers[Q] }
  | { readonly ok: false; readonly refusal: RefusalView };

/** The one contract of all hosts: desktop IPC, HTTP + WebSocket, and tests. */
export interface Link {
  send<C extends Command>(command: C, args: Args<C>): Promise<Reply>;
  ask<Q extends Query>(query: Q, args: QueryArgs<Q>): Promise<QueryReply<Q>>;
  snapshot(): Promise<{ readonly seq: number; readonly view: View }>;
  /** Slices as they change. Returns how to stop listening. */
  onPush(listener: (push: Push) => void): () => void;
}
