import electron, { app, BrowserWindow, dialog } from 'electron';
import { PAGE_URL } from './page-address.ts';
import { reloadAfterCrash } from './page-crashes.ts';
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
  reloadAfterCrash(window.webContents, {
    now: () => performance.now(),
    log: (line) => void process.stderr.write(`${line}\n`),
    giveUp: () => dialog.showErrorBox(options.t('pageCrashed'), options.t('pageCrashedDetail')),
  });
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
