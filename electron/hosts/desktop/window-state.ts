import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow, Rectangle } from 'electron';

/** Where the window stood, kept over restarts. */
export interface WindowState {
  readonly bounds: Rectangle;
  readonly maximized: boolean;
}

const MIN_WIDTH = 1024;
const MIN_HEIGHT = 640;
const SAVE_AFTER_MS = 500;

/** The kept state, if it can be read and some of it still lies on a display. */
export function loadWindowState(dataDir: string, displays: readonly Rectangle[]): WindowState | undefined {
  try {
    const state = readState(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
    return state !== undefined && displays.some((display) => overlaps(state.bounds, display)) ? state : undefined;
  } catch {
    return undefined;
  }
}

/** Saves as the window moves; returns how to save at once, for the end of the program. */
export function keepWindowState(window: BrowserWindow, dataDir: string): () => void {
  let timer: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed()) return;
    try {
      saveWindowState(dataDir, { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
    } catch {
      // A full disk must not close the window; it only opens elsewhere next time.
    }
  };
  const saveSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_AFTER_MS);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('maximize', saveSoon);
  window.on('unmaximize', saveSoon);
  return save;
}

export function saveWindowState(dataDir: string, state: WindowState): void {
  const file = fileIn(dataDir);
  writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

const fileIn = (dataDir: string): string => join(dataDir, 'window.json');

function readState(value: unknown): WindowState | undefined {
  if (typeof value !== 'object' || value === null || !('bounds' in value) || !('maximized' in value)) return undefined;
  const { bounds, maximized } = value;
  if (typeof bounds !== 'object' || bounds === null || typeof maximized !== 'boolean') return undefined;
  const { x, y, width, height } = bounds as Partial<Record<keyof Rectangle, unknown>>;
  if (!isWhole(x) || !isWhole(y) || !isWhole(width) || !isWhole(height)) return undefined;
  return { bounds: { x, y, width: Math.max(width, MIN_WIDTH), height: Math.max(height, MIN_HEIGHT) }, maximized };
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

const overlaps = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
