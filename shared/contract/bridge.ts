import type { Args, Command, Query, QueryArgs } from './commands.ts';
import type { QueryReply, Reply } from './link.ts';
import type { Push, View } from './view.ts';

/** What the preload exposes to the page as `window.vigil`: one named function for each command and query. */
export interface Bridge {
  readonly commands: { readonly [C in Command]: (args: Args<C>) => Promise<Reply> };
  readonly queries: { readonly [Q in Query]: (args: QueryArgs<Q>) => Promise<QueryReply<Q>> };
  readonly snapshot: () => Promise<{ readonly seq: number; readonly view: View }>;
  /** Both return how to stop listening. */
  readonly onPush: (listener: (push: Push) => void) => () => void;
  readonly onMenu: (listener: (action: MenuAction) => void) => () => void;
}

export type MenuAction = 'emergency' | 'settings' | 'console' | 'log';

/**
 * The names the preload builds its functions from. Spelled out instead of read from the schemas, because a sandboxed
 * preload would have to carry the whole schema library for them; the compiler demands every name.
 */
export const bridgedCommands = namesOf<Command>({
  'settings.update': true,
  'entries.pause': true,
  'entries.resume': true,
  'emergency.close': true,
  'stage.request': true,
  'stage.rollback': true,
  'demo.speed': true,
  'notice.acknowledge': true,
  'telegram.begin': true,
  'telegram.beginQr': true,
  'telegram.code': true,
  'telegram.password': true,
  'telegram.cancel': true,
  'telegram.signOut': true,
  'alarms.test': true,
  'alarms.configure': true,
  'alarms.remove': true,
  'keys.check': true,
  'keys.save': true,
  'keys.forget': true,
});
export const bridgedQueries = namesOf<Query>({
  audit: true,
  trades: true,
  messages: true,
  candles: true,
  'lab.read': true,
  'messages.export': true,
  'telegram.dialogs': true,
  'telegram.lastMessages': true,
});

function namesOf<Name extends string>(all: Readonly<Record<Name, true>>): readonly Name[] {
  return Object.keys(all) as Name[];
}

/** IPC channels of the desktop host; one for each function, so that no channel name is ever an argument. */
export const channels = {
  command: (name: Command) => `vigil:command:${name}` as const,
  query: (name: Query) => `vigil:query:${name}` as const,
  snapshot: 'vigil:snapshot',
  push: 'vigil:push',
  menu: 'vigil:menu',
} as const;
