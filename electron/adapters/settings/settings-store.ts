import { defaultSettings, type Settings } from '../../../shared/domain/settings.ts';
import type { SettingsPort } from '../../ports/settings.ts';
import { migrations } from './migrations.ts';
import { readSettings } from './read-settings.ts';
import { openSettingsFile } from './settings-file.ts';

/**
 * Two files: `settings.json`, which a trader may also edit by hand while the program is off, and `settings.accepted.json`, what
 * this program stored last. The second is where "the previous value stays" comes from when the first is damaged or holds
 * something unreadable: falling back to a default MDD would change the risk of a running position.
 * Throws when the data folder is blocked.
 */
export function openSettingsStore(dir: string, now: () => number = Date.now): SettingsPort {
  const edited = openSettingsFile(dir, 'settings', now, migrations);
  const accepted = openSettingsFile(dir, 'settings.accepted', now, migrations);
  return {
    read: () => {
      const previous = readSettings(accepted.read(), defaultSettings).settings;
      const { settings, complaints } = readSettings(edited.read(), previous);
      return { settings, complaints: [...edited.complaints, ...accepted.complaints, ...complaints] };
    },
    write: (settings: Settings) => {
      // The edited file goes last, because it is the one that counts: a failure or a crash before it changes nothing.
      accepted.write({ ...settings });
      edited.write({ ...settings });
    },
  };
}
