import type { MenuItemConstructorOptions } from 'electron';
import electron, { Menu } from 'electron';
import type { Door } from '../serve.ts';
import { askEmergencyClose } from './ask-emergency.ts';
import type { Translate } from './words.ts';

/** The tray entry works without the page: it asks here, in the main process, and commands the engine itself. */
export function showTray(options: {
  readonly icon: string;
  readonly t: Translate;
  readonly door: Door;
  readonly showWindow: () => void;
  readonly quit: () => void;
}): void {
  const { t } = options;
  // Some runtimes and Linux desktops have no tray; the menu and the page hold the same entries.
  const Tray = 'Tray' in electron ? electron.Tray : undefined;
  if (Tray === undefined) return;
  const template: MenuItemConstructorOptions[] = [
    { label: t('show'), click: options.showWindow },
    { type: 'separator' },
    { label: t('emergency'), click: () => void askEmergencyClose(options.door, t) },
    { type: 'separator' },
    { label: t('quit'), click: options.quit },
  ];
  const tray = new Tray(options.icon);
  tray.setToolTip('Vigil');
  tray.setContextMenu(Menu.buildFromTemplate(template));
  tray.on('click', options.showWindow);
  kept = tray;
}

/** A tray without a reference is collected and vanishes. */
let kept: unknown;
export const trayIsShown = (): boolean => kept !== undefined;
