import type { Settings } from '../../shared/domain/settings.ts';

/** Where the settings rest between runs. The core decides what may be stored and when; this only keeps it. */
export interface SettingsPort {
  /**
   * Always whole: what cannot be read is replaced by the last value that was stored, else by the default. Each complaint is
   * one sentence naming the setting or file, the reason and what stays; to be shown to the trader.
   */
  read(): { readonly settings: Settings; readonly complaints: readonly string[] };
  /** Replaces the file in one move. Throws when it could not: then the old settings are still there. */
  write(settings: Settings): void;
}
