import type { BrowserWindow, WebContents } from 'electron';
import { createCrashCounter } from './crash-counter.ts';

/** The third crash within five minutes is not mended by a reload any more. */
const RELOADS = 2;
const CRASH_WINDOW_MS = 5 * 60_000;

const gone = new WeakSet<object>();

/** True while the window has no living page: then nothing that needs one may be relied on. */
export const pageIsGone = (window: BrowserWindow | undefined): boolean =>
  window === undefined || window.isDestroyed() || gone.has(window.webContents);

/** The engine runs in this process and goes on; only the screen is drawn again. Out of memory is one of the reasons for a crash. */
export function reloadAfterCrash(
  contents: Pick<WebContents, 'on' | 'isDestroyed' | 'reload'>,
  by: { readonly now: () => number; readonly log: (line: string) => void; readonly giveUp: () => void },
): void {
  const tooOften = createCrashCounter(RELOADS, CRASH_WINDOW_MS);
  contents.on('did-finish-load', () => gone.delete(contents));
  contents.on('render-process-gone', (_event, details) => {
    by.log(`the page ended: ${details.reason} (${details.exitCode})`);
    gone.add(contents);
    if (details.reason === 'clean-exit' || contents.isDestroyed()) return;
    if (tooOften(by.now())) by.giveUp();
    else contents.reload();
  });
}
