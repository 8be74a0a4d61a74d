export interface StoredSettings {
  readonly version: number;
  /** As it was found; not yet checked. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export type Migration = (settings: StoredSettings['settings']) => StoredSettings['settings'];

/**
 * The first leads from version 1 to 2, and so on. Never change one that was released: add the next, with a test on a stored
 * sample. A new setting needs none (its default is taken); a renamed one or one with a new meaning does.
 */
export const migrations: readonly Migration[] = [];

export const versionAfter = (steps: readonly Migration[]): number => steps.length + 1;

/** Brings stored settings to the present version; a newer one is left as it is. */
export const migrated = (stored: StoredSettings, steps: readonly Migration[]): StoredSettings => ({
  version: Math.max(stored.version, versionAfter(steps)),
  settings: steps.slice(stored.version - 1).reduce((settings, step) => step(settings), stored.settings),
});
