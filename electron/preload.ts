import type { IpcRendererEvent } from 'electron';
import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge, MenuAction } from '../shared/contract/bridge.ts';
import { bridgedCommands, bridgedQueries, channels } from '../shared/contract/bridge.ts';
import type { Push } from '../shared/contract/view.ts';

/** All that the page can reach: named functions with data in and data out; no channel name, no event object. */
const bridge = {
  commands: Object.fromEntries(bridgedCommands.map((name) => [name, (args: unknown) => ipcRenderer.invoke(channels.command(name), args)])),
  queries: Object.fromEntries(bridgedQueries.map((name) => [name, (args: unknown) => ipcRenderer.invoke(channels.query(name), args)])),
  snapshot: () => ipcRenderer.invoke(channels.snapshot),
  onPush: (listener: (push: Push) => void) => listen(channels.push, listener),
  onMenu: (listener: (action: MenuAction) => void) => listen(channels.menu, listener),
} satisfies { readonly [Part in keyof Bridge]: unknown };

function listen<T>(channel: string, listener: (value: T) => void): () => void {
  const told = (_event: IpcRendererEvent, value: T): void => listener(value);
  ipcRenderer.on(channel, told);
  return () => void ipcRenderer.removeListener(channel, told);
}

contextBridge.exposeInMainWorld('vigil', bridge);
