import { fileURLToPath } from 'node:url';
import { safeStorage } from 'electron';
import { showElectronNotification } from './adapters/alarm/electron-notification.ts';
import { takeDataFolder } from './adapters/machine/data-folder.ts';
import { openKeychainSecrets } from './adapters/secrets/keychain.ts';
import { compose } from './compose.ts';
import { startDesktop } from './hosts/desktop/start.ts';

const built = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Desktop entry: the engine in the main process, the screen in a sandboxed window. */
startDesktop({
  page: built('../client/'),
  preload: built('../preload/preload.cjs'),
  icon: built('../../assets/icon.png'),
  takeDataFolder,
  compose: (options) =>
    compose({
      ...options,
      notify: showElectronNotification,
      openSecrets: (dataDir) => openKeychainSecrets(dataDir, safeStorage, process.platform),
    }),
});
