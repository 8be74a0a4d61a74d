import type { BrowserWindow, IpcMain, IpcMainInvokeEvent } from 'electron';
import { bridgedCommands, bridgedQueries, channels } from '../../../shared/contract/bridge.ts';
import type { Reply } from '../../../shared/contract/link.ts';
import { createPushFeed } from '../push-feed.ts';
import type { Door } from '../serve.ts';
import { refuse } from '../serve.ts';
import { isPageUrl } from './page-address.ts';

const PUSH_EVERY_MS = 50;
/** Far above what a hand can do; a page that asks more often is not a person. */
const COMMANDS_PER_SECOND = 20;

/** Binds the door to the page's functions. Only the top frame of our own window, showing our own page, is heard. */
export function bindPage(options: {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  readonly door: Door;
  readonly window: () => BrowserWindow | undefined;
  /** Milliseconds that only grow. */
  readonly monotonic: () => number;
}): { stop(): void } {
  const { ipcMain, door } = options;
  const hear = (channel: string, run: (args: unknown) => Promise<unknown>): void => {
    ipcMain.handle(channel, (event, args: unknown) => {
      if (!isOurPage(event, options.window())) throw new Error('refused');
      return run(args);
    });
  };
  const tooMany = createRateLimit(COMMANDS_PER_SECOND, options.monotonic);

  for (const name of bridgedCommands)
    hear(channels.command(name), async (args): Promise<Reply> => {
      // Closing everything must never fail for having been asked too often.
      if (name !== 'emergency.close' && tooMany())
        return refuse('tooManyRequests', '명령이 너무 잦습니다', 'Too many commands in one second');
      return door.send(name, args);
    });
  for (const name of bridgedQueries) hear(channels.query(name), (args) => door.ask(name, args));
  hear(channels.snapshot, () => door.snapshot());

  const feed = createPushFeed({
    everyMs: PUSH_EVERY_MS,
    ready: () => options.window()?.isDestroyed() === false,
    deliver: (push) => options.window()?.webContents.send(channels.push, push),
  });
  const stopListening = door.onPush((push) => feed.push(push));
  return {
    stop() {
      stopListening();
      feed.stop();
    },
  };
}

/** `senderFrame` is null when the frame has gone since; a frame with a parent is embedded content, which we never have. */
export function isOurPage(event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>, window: BrowserWindow | undefined): boolean {
  const { sender, senderFrame } = event;
  return (
    window !== undefined &&
    sender === window.webContents &&
    senderFrame !== null &&
    senderFrame.parent === null &&
    isPageUrl(senderFrame.url)
  );
}

export function createRateLimit(perSecond: number, monotonic: () => number): () => boolean {
  const recent: number[] = [];
  return () => {
    const now = monotonic();
    while (recent[0] !== undefined && recent[0] <= now - 1000) recent.shift();
    if (recent.length >= perSecond) return true;
    recent.push(now);
    return false;
  };
}
