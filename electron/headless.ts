import { fileURLToPath } from 'node:url';
import { takeDataFolder } from './adapters/machine/data-folder.ts';
import { openKeyFileSecrets } from './adapters/secrets/key-file.ts';
import { checkStart } from './check/check-start.ts';
import { compose } from './compose.ts';
import { startHeadless } from './hosts/headless/start.ts';

/** Server entry: the same engine under plain Node, spoken to over HTTP and WebSocket. */
await startHeadless({
  args: process.argv.slice(2),
  page: fileURLToPath(new URL('../client/', import.meta.url)),
  takeDataFolder,
  check: checkStart,
  compose: (options) => compose({ ...options, openSecrets: async (dataDir) => openKeyFileSecrets(dataDir) }),
});
