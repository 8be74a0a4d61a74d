import type { WebPreferences } from 'electron';

/** Spelled out even where it is the default: a later change of a default must not open anything. Pinned by a test. */
export function webPreferences(preload: string, packaged: boolean): WebPreferences {
  return {
    preload,
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
    devTools: !packaged,
    // Middle-click would ask for a new window.
    disableBlinkFeatures: 'Auxclick',
    // Ages and the alarm sound go on while the window is covered.
    backgroundThrottling: false,
    // An alarm at night must not wait for somebody to click.
    autoplayPolicy: 'no-user-gesture-required',
  };
}
