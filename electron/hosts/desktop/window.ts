import type { WebContents } from 'electron';
import electron, { app, BrowserWindow, dialog } from 'electron';
import { createCrashCounter } from './crash-counter.ts';
import { PAGE_URL } from './page-address.ts';
import { webPreferences } from './web-preferences.ts';
import { keepWindowState, loadWindowState } from './window-state.ts';
import type { Translate } from './words.ts';

export function openWindow(options: {
  readonly preload: string;
  readonly icon: string;
  readonly dataDir: string;
  readonly t: Translate;
}): BrowserWindow {
  const state = loadWindowState(options.dataDir, displayAreas());
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    ...state?.bounds,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title: 'Vigil',
    backgroundColor: '#0f1419',
    icon: options.icon,
    webPreferences: webPreferences(options.preload, app.isPackaged),
  });
  if (state?.maximized === true) window.maximize();
  window.once('ready-to-show', () => window.show());
  app.on('before-quit', keepWindowState(window, options.dataDir));
  window.on('close', (event) => {
    // Closing the only window ends the program, which may have a question first.
    event.preventDefault();
    app.quit();
  });
  reloadAfterCrash(window.webContents, options.t);
  void load(window);
  return window;
}

async function load(window: BrowserWindow): Promise<void> {
  try {
    await window.loadURL(PAGE_URL);
  } catch (error) {
    if (!window.isDestroyed()) process.stderr.write(`the page cannot be loaded: ${String(error)}\n`);
  }
}

function displayAreas() {
  const { screen } = electron;
  const displays = 'getAllDisplays' in screen ? screen.getAllDisplays() : [electron.screen.getPrimaryDisplay()];
  return displays.map((display) => display.workArea);
}

const CRASHES_ALLOWED = 3;
const CRASH_WINDOW_MS = 5 * 60_000;

const gone = new WeakSet<WebContents>();

/** True while the window has no living page: then nothing that needs one may be relied on. */
export const pageIsGone = (window: BrowserWindow | undefined): boolean =>
  window === undefined || window.isDestroyed() || gone.has(window.webContents);

/** The engine runs in this process and goes on; only the screen is drawn again. */
export function reloadAfterCrash(contents: WebContents, t: Translate): void {
  const tooOften = createCrashCounter(CRASHES_ALLOWED, CRASH_WINDOW_MS);
  contents.on('did-finish-load', () => gone.delete(contents));
  contents.on('render-process-gone', (_event, details) => {
    process.stderr.write(`the page ended: ${details.reason} (${details.exitCode})\n`);
    gone.add(contents);
    if (details.reason === 'clean-exit' || contents.isDestroyed()) return;
    if (tooOften(performance.now())) dialog.showErrorBox(t('pageCrashed'), t('pageCrashedDetail'));
    else contents.reload();
  });
}
