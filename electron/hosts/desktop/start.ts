import type { BrowserWindow } from 'electron';
import electron, { app, dialog, ipcMain, Menu, session } from 'electron';
import type { MenuAction } from '../../../shared/contract/bridge.ts';
import { channels } from '../../../shared/contract/bridge.ts';
import type { Result } from '../../../shared/domain/result.ts';
import { readProfile } from '../read-profile.ts';
import type { Compose, Running } from '../running.ts';
import { firstLine, refusalOfProfile, stopInTime } from '../running.ts';
import type { Door } from '../serve.ts';
import { serve } from '../serve.ts';
import { askEmergencyClose } from './ask-emergency.ts';
import { guardEveryPage, guardSession } from './guards.ts';
import { bindPage } from './ipc.ts';
import { menuTemplate } from './menu.ts';
import { readDesktopArgs } from './options.ts';
import { pageIsGone } from './page-crashes.ts';
import { keepAwakeWhileWorking } from './power.ts';
import { leftBehind } from './quit.ts';
import { registerPageScheme, servePage } from './scheme.ts';
import { showTray } from './tray.ts';
import { tellWhenAwake } from './wake.ts';
import { openWindow } from './window.ts';
import type { Translate } from './words.ts';
import { translatorFor } from './words.ts';

export interface DesktopParts {
  readonly page: string;
  readonly preload: string;
  readonly icon: string;
  readonly takeDataFolder: (path: string) => Result<{ readonly path: string; release(): void }, string>;
  readonly compose: Compose;
}

const FAILED = 1;
const REFUSED = 2;

const log = (line: string): void => void process.stderr.write(`${line}\n`);

/** Everything that must happen before the app is ready happens in here synchronously. */
export function startDesktop(parts: DesktopParts): void {
  const args = readDesktopArgs(process.argv, process.env);
  if (args.userDataDir !== undefined) app.setPath('userData', args.userDataDir);
  // Two engines on one account would double orders: the second start only brings the first window forward.
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return;
  }
  app.enableSandbox();
  registerPageScheme();
  guardEveryPage(app);
  void app.whenReady().then(() => start(parts, args.profile));
}

async function start(parts: DesktopParts, profileFile: string | undefined): Promise<void> {
  const t = translatorFor(app.getLocale());
  const missing = guardSession(session.defaultSession);
  if (missing.length > 0 && app.isPackaged) return refuseToStart(t, `the runtime lacks ${missing.join(', ')}`);
  const dataDir = app.getPath('userData');
  const profile = await readProfile(profileFile, dataDir);
  if (!profile.ok) return refuseToStart(t, profile.error);
  const folder = parts.takeDataFolder(dataDir);
  if (!folder.ok) return refuseToStart(t, folder.error);
  try {
    const running = await parts.compose({ dataDir: folder.value.path, profile: profile.value, version: app.getVersion() });
    show(parts, running, t, folder.value);
  } catch (error) {
    refuseToStart(t, refusalOfProfile(error) ?? `cannot start: ${firstLine(error)}`);
  }
}

function refuseToStart(t: Translate, line: string): void {
  log(line);
  dialog.showErrorBox(t('cannotStart'), line);
  app.exit(REFUSED);
}

function show(parts: DesktopParts, running: Running, t: Translate, folder: { readonly path: string; release(): void }): void {
  const door = serve(running.link, (bug) => log(`internal error: ${stackOf(bug)}`));
  let window: BrowserWindow | undefined;
  const showWindow = (): void => {
    if (window === undefined || window.isDestroyed()) {
      window = openWindow({ preload: parts.preload, icon: parts.icon, dataDir: folder.path, t });
      return;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };
  const choose = (action: MenuAction): void => {
    // A page that has crashed cannot show its panel; nobody may have to wait for it with a position open.
    if (action === 'emergency' && pageIsGone(window)) return void askEmergencyClose(door, t);
    showWindow();
    window?.webContents.send(channels.menu, action);
  };
  const bound = bindPage({ ipcMain, door, window: () => window, monotonic: () => performance.now() });
  const power = keepAwakeWhileWorking(door);
  if ('powerMonitor' in electron) tellWhenAwake(electron.powerMonitor, () => running.woke());
  servePage(parts.page);
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate({ t, mac: process.platform === 'darwin', packaged: app.isPackaged, choose })),
  );
  showTray({ icon: parts.icon, t, door, showWindow, quit: () => app.quit() });
  showWindow();

  app.on('second-instance', showWindow);
  app.on('activate', showWindow);
  app.on('window-all-closed', () => app.quit());
  stopBeforeQuit(door, t, running, async () => {
    bound.stop();
    power.stop();
    await running.stop();
    folder.release();
  });
}

/** Quitting asks first when something would be left alone at an exchange, then waits for the journal to be closed. */
function stopBeforeQuit(door: Door, t: Translate, running: Running, stop: () => Promise<void>): void {
  let phase: 'running' | 'asking' | 'stopping' = 'running';
  const end = async (code: number): Promise<void> => {
    phase = 'stopping';
    const inTime = await stopInTime(stop);
    app.exit(inTime ? code : FAILED);
  };
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (phase !== 'running') return;
    phase = 'asking';
    void mayQuit(door, t).then((yes) => {
      if (yes) return end(0);
      phase = 'running';
    });
  });
  const fail = (bug: unknown): void => {
    log(`uncaught: ${stackOf(bug)}`);
    running.fault(bug);
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
}

const CANCEL = 0;

async function mayQuit(door: Door, t: Translate): Promise<boolean> {
  const lines = leftBehind((await door.snapshot()).view, t);
  if (lines.length === 0) return true;
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message: t('quitTitle'),
    detail: [t('quitStays'), '', ...lines].join('\n'),
    buttons: [t('cancel'), t('quitAnyway')],
    defaultId: CANCEL,
    cancelId: CANCEL,
    noLink: true,
  });
  return response !== CANCEL;
}

const stackOf = (bug: unknown): string => (bug instanceof Error ? (bug.stack ?? bug.message) : String(bug));
