import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow, IpcMainInvokeEvent, Session, WebContents } from 'electron';
import { describe, expect, test } from 'vitest';
import { bridgedCommands, bridgedQueries } from '../../../shared/contract/bridge.ts';
import { commandNames, queryNames } from '../../../shared/contract/commands.ts';
import type { View } from '../../../shared/contract/view.ts';
import { serve } from '../serve.ts';
import { fakeLink } from '../testing/fake-link.ts';
import { createCrashCounter } from './crash-counter.ts';
import { guardPage, guardSession, mayLoad } from './guards.ts';
import { bindPage, isOurPage } from './ipc.ts';
import { menuTemplate } from './menu.ts';
import { readDesktopArgs } from './options.ts';
import { reloadAfterCrash } from './page-crashes.ts';
import { leftBehind } from './quit.ts';
import { tellWhenAwake } from './wake.ts';
import { webPreferences } from './web-preferences.ts';
import { loadWindowState, saveWindowState } from './window-state.ts';
import { translatorFor } from './words.ts';

const t = translatorFor('en-US');
const contents = { send: () => undefined };
const window = { webContents: contents, isDestroyed: () => false } as unknown as BrowserWindow;
const frame = (url: string, parent: object | null = null) => ({ url, parent });
const event = (senderFrame: object | null, sender: object = contents) => ({ sender, senderFrame }) as unknown as IpcMainInvokeEvent;

describe('the desktop host', () => {
  test('the page is opened with exactly these web preferences', () => {
    expect(webPreferences('/preload.cjs', true)).toEqual({
      preload: '/preload.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      plugins: false,
      spellcheck: false,
      safeDialogs: true,
      devTools: false,
      disableBlinkFeatures: 'Auxclick',
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
    });
  });

  test('the preload offers every command and query of the contract and no other', () => {
    expect([...bridgedCommands].sort()).toEqual([...commandNames].sort());
    expect([...bridgedQueries].sort()).toEqual([...queryNames].sort());
  });

  test('only the top frame of our own window with our own page is heard', () => {
    expect(isOurPage(event(frame('vigil://app/')), window)).toBe(true);
    for (const stranger of [
      event(null),
      event(frame('vigil://app/', {})),
      event(frame('https://evil.example/')),
      event(frame('vigil://app.evil/')),
      event(frame('vigil:app')),
      event(frame('')),
      event(frame('vigil://app/'), {}),
    ])
      expect(isOurPage(stranger, window)).toBe(false);
    expect(isOurPage(event(frame('vigil://app/')), undefined)).toBe(false);
  });

  function bound(now: () => number) {
    const engine = fakeLink();
    const handlers = new Map<string, (event: IpcMainInvokeEvent, args: unknown) => unknown>();
    bindPage({
      ipcMain: { handle: (channel, handler) => void handlers.set(channel, handler) },
      door: serve(engine.link, () => undefined),
      window: () => window,
      monotonic: now,
    });
    return { engine, handlers };
  }

  test('each channel refuses a stranger and answers odd input without throwing', async () => {
    const { engine, handlers } = bound(() => 0);
    expect(handlers.size).toBe(commandNames.length + queryNames.length + 1);
    for (const [channel, handler] of handlers) {
      expect(() => handler(event(null), {})).toThrow('refused');
      if (channel !== 'vigil:snapshot')
        for (const args of [undefined, null, 7, 'x', [], { extra: 1 }, { __proto__: null, x: { y: [] } }])
          expect(await handler(event(frame('vigil://app/')), args)).toMatchObject({ ok: false });
    }
    expect(engine.heard).toEqual([]);
  });

  test('a page that commands faster than a hand is slowed, but may always close everything', async () => {
    let now = 0;
    const { handlers } = bound(() => now);
    const command = (name: string) => handlers.get(`vigil:command:${name}`)?.(event(frame('vigil://app/')), {});
    for (let n = 0; n < 20; n++) expect(await command('entries.pause')).toMatchObject({ ok: true });
    expect(await command('entries.pause')).toMatchObject({ ok: false, refusal: { code: 'tooManyRequests' } });
    expect(await command('emergency.close')).toMatchObject({ ok: true });
    now = 1001;
    expect(await command('entries.pause')).toMatchObject({ ok: true });
  });

  test('a page cannot leave, be redirected, embed a view or open a window', () => {
    const on = new Map<string, (details: object) => void>();
    let open: ((details: object) => object) | undefined;
    guardPage({
      on: (name: string, run: (details: object) => void) => on.set(name, run),
      setWindowOpenHandler: (run: (details: object) => object) => {
        open = run;
      },
    } as unknown as WebContents);
    const prevented = (name: string, url: string): boolean => {
      let stopped = false;
      on.get(name)?.({ url, preventDefault: () => (stopped = true) });
      return stopped;
    };
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])
      expect([name, prevented(name, 'https://evil.example/')]).toEqual([name, true]);
    expect(prevented('will-navigate', 'vigil://app/')).toBe(false);
    expect(open?.({ url: 'vigil://app/' })).toEqual({ action: 'deny' });
  });

  test('the session grants nothing and loads only our own files; what the runtime lacks is told', () => {
    const decided: unknown[] = [];
    const told = (value: unknown): void => void decided.push(value);
    const session = {
      setPermissionRequestHandler: (run: (...args: unknown[]) => void) => run(null, 'media', told),
      setPermissionCheckHandler: (run: () => unknown) => told(run()),
      webRequest: { onBeforeRequest: (run: (details: object, decide: unknown) => void) => run({ url: 'https://evil.example/' }, told) },
    } as unknown as Session;
    expect(guardSession(session)).toEqual(['setDevicePermissionHandler', 'setDisplayMediaRequestHandler', 'setUSBProtectedClassesHandler']);
    expect(decided).toEqual([false, false, { cancel: true }]);
    expect(['vigil://app/', 'https://a/', 'http://127.0.0.1/', 'file:///etc/passwd', 'ws://a/'].map(mayLoad)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  test('the menu tells the page what was chosen and trades nothing itself', () => {
    const chosen: string[] = [];
    const items = menuTemplate({ t, mac: false, packaged: true, choose: (action) => chosen.push(action) }).flatMap((menu) =>
      Array.isArray(menu.submenu) ? menu.submenu : [],
    );
    for (const item of items) item.click?.(undefined as never, undefined, undefined as never);
    expect(chosen).toEqual(['emergency', 'settings', 'console', 'log']);
    expect(items.some((item) => item.role === 'toggleDevTools')).toBe(false);
  });

  test('the window stands where it stood, if that is still on a display and the file is whole', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vigil-window-'));
    const display = { x: 0, y: 0, width: 1920, height: 1080 };
    expect(loadWindowState(folder, [display])).toBeUndefined();
    const state = { bounds: { x: 100, y: 50, width: 1400, height: 800 }, maximized: true };
    saveWindowState(folder, state);
    expect(loadWindowState(folder, [display])).toEqual(state);
    expect(loadWindowState(folder, [{ ...display, x: 5000 }])).toBeUndefined();
    for (const text of [
      '',
      '{',
      'null',
      '{"bounds":{"x":"1"},"maximized":true}',
      '{"bounds":{"x":1,"y":1,"width":1e999,"height":1},"maximized":true}',
    ]) {
      writeFileSync(join(folder, 'window.json'), text);
      expect(loadWindowState(folder, [display])).toBeUndefined();
    }
  });

  test('quitting names what stays at the exchange, and asks nothing in the demo or when nothing is live', () => {
    const view = (stage: string, position: object | null): View =>
      ({ stage: { stage }, position, orders: [], monitoring: [] }) as unknown as View;
    const position = { symbol: 'XYZUSDT', qty: '3', phase: 'PHASE1', noStopOnExchange: true };
    expect(leftBehind(view('live', position), t)).toEqual(['Position: XYZUSDT 3 (PHASE1)', 'There is no stop on the exchange.']);
    expect(leftBehind(view('live', null), t)).toEqual([]);
    expect(leftBehind(view('demo', position), t)).toEqual([]);
  });

  test('three crashes within five minutes are mended by a reload, the fourth is not', () => {
    const tooOften = createCrashCounter(3, 300_000);
    expect([0, 1, 2, 3, 400_000].map(tooOften)).toEqual([false, false, false, true, false]);
  });

  test('a page that crashes or runs out of memory is drawn again; the third time in five minutes a dialog says so', () => {
    const crash = new Map<string, (event: object, details: object) => void>();
    let now = 0;
    let reloads = 0;
    let gaveUp = 0;
    const contents = {
      on: (name: string, run: (event: object, details: object) => void) => crash.set(name, run),
      isDestroyed: () => false,
      reload: () => {
        reloads += 1;
      },
    };
    reloadAfterCrash(contents as unknown as WebContents, {
      now: () => now,
      log: () => {},
      giveUp: () => {
        gaveUp += 1;
      },
    });
    const ends = (reason: string): void => crash.get('render-process-gone')?.({}, { reason, exitCode: 1 });
    ends('clean-exit');
    ends('crashed');
    ends('oom');
    expect([reloads, gaveUp]).toEqual([2, 0]);
    ends('crashed');
    expect([reloads, gaveUp]).toEqual([2, 1]);
    now = 400_000;
    ends('killed');
    expect([reloads, gaveUp]).toEqual([3, 1]);
  });

  test('when the machine wakes up the engine is told at once', () => {
    const on = new Map<string, () => void>();
    let told = 0;
    tellWhenAwake({ on: (name: string, run: () => void) => on.set(name, run) } as never, () => {
      told += 1;
    });
    on.get('resume')?.();
    on.get('unlock-screen')?.();
    expect([told, [...on.keys()]]).toEqual([1, ['resume']]);
  });

  test('the profile and the data folder come from the command line in both spellings, or from the environment', () => {
    expect(readDesktopArgs(['electron', '.', '--profile', 'a.json', '--user-data-dir=/d'], {})).toEqual({
      profile: 'a.json',
      userDataDir: '/d',
    });
    expect(readDesktopArgs(['electron', '.', '--profile=b.json'], { VIGIL_PROFILE: 'c.json' })).toEqual({
      profile: 'b.json',
      userDataDir: undefined,
    });
    expect(readDesktopArgs(['electron', '.'], { VIGIL_PROFILE: 'c.json' })).toEqual({ profile: 'c.json', userDataDir: undefined });
  });
});
