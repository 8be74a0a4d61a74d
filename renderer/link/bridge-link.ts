import type { Command, Query } from '../../shared/contract/commands.ts';
import type { QueryReply, Reply } from '../../shared/contract/link.ts';
import type { Push, View } from '../../shared/contract/view.ts';
import type { HostLink } from './host-link.ts';

/** What the preload script puts on the window: named functions only, nothing that takes a channel name. */
export interface Bridge {
  readonly commands: { readonly [C in Command]: (args: unknown) => Promise<Reply> };
  readonly queries: { readonly [Q in Query]: (args: unknown) => Promise<QueryReply<Q>> };
  readonly snapshot: () => Promise<{ seq: number; view: View }>;
  readonly onPush: (listener: (push: Push) => void) => () => void;
  /** From the application menu and the tray: 'emergency', 'settings', 'console', … */
  readonly onMenu: (listener: (action: string) => void) => () => void;
}

declare global {
  interface Window {
    readonly vigil?: Bridge;
  }
}

const never = (): (() => void) => () => undefined;

/** The main process lives as long as the window, so the transport itself has nothing to tell; silence is noticed by the store. */
export function createBridgeLink(bridge: Bridge): HostLink {
  return {
    send: (command, args) => bridge.commands[command](args),
    ask: (query, args) => bridge.queries[query](args),
    snapshot: () => bridge.snapshot(),
    onPush: (listener) => bridge.onPush(listener),
    onMenu: (listener) => bridge.onMenu(listener),
    onSnapshot: never,
    onConnection: never,
  };
}
