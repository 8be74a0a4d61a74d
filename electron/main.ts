import { fileURLToPath } from 'node:url';
import { takeDataFolder } from './adapters/machine/data-folder.ts';
import { compose } from './compose.ts';
import { startDesktop } from './hosts/desktop/start.ts';

const built = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Desktop entry: the engine in the main process, the screen in a sandboxed window. */
startDesktop({
  page: built('../client/'),
  preload: built('../preload/preload.cjs'),
  icon: built('../../assets/icon.png'),
  takeDataFolder,
  compose,
});
