import type { MenuItemConstructorOptions } from 'electron';
import type { MenuAction } from '../../../shared/contract/bridge.ts';
import type { Translate } from './words.ts';

/** The application menu. Emergency close only opens its panel: nothing here trades. */
export function menuTemplate(options: {
  readonly t: Translate;
  readonly mac: boolean;
  readonly packaged: boolean;
  readonly choose: (action: MenuAction) => void;
}): MenuItemConstructorOptions[] {
  const { t, choose } = options;
  const item = (action: MenuAction, accelerator?: string): MenuItemConstructorOptions => ({
    id: action,
    label: t(action),
    click: () => choose(action),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const file: MenuItemConstructorOptions[] = [
    item('emergency', 'CommandOrControl+Shift+X'),
    { type: 'separator' },
    item('settings', 'CommandOrControl+,'),
    { type: 'separator' },
    { id: 'quit', role: 'quit', label: t('quit') },
  ];
  const developer: MenuItemConstructorOptions[] = options.packaged
    ? []
    : [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }];
  return [
    ...(options.mac ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    { label: t('file'), submenu: file },
    { label: t('edit'), role: 'editMenu' },
    {
      label: t('view'),
      submenu: [
        item('console'),
        item('log'),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...developer,
      ],
    },
    { label: t('window'), role: 'windowMenu' },
  ];
}
