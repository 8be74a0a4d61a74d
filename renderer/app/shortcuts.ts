import { type Looking, pages } from '../store/screen.ts';

export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
}

export type Action =
  | { readonly do: 'page'; readonly page: Looking['page'] }
  | { readonly do: 'filter' | 'shortcuts' | 'emergency' | 'palette' | 'escape' }
  | { readonly do: 'row' | 'interval'; readonly step: 1 | -1 };

/**
 * What a key means. Keys while typing or composing Hangul are text, except for the emergency chord: it must work from
 * everywhere. The palette's chord is no text either. `code` is used for letters, because with a Korean layout `key` is a jamo. No single key ever trades.
 */
export function actionFor(press: KeyPress, inTextField: boolean): Action | undefined {
  if ((press.ctrlKey || press.metaKey) && press.shiftKey && !press.altKey && press.code === 'KeyX') return { do: 'emergency' };
  if ((press.ctrlKey || press.metaKey) && !press.shiftKey && !press.altKey && press.code === 'KeyK' && !press.isComposing)
    return { do: 'palette' };
  if (press.isComposing || inTextField || press.ctrlKey || press.metaKey || press.altKey) return undefined;
  const page = /^(?:Digit|Numpad)([1-5])$/.exec(press.code)?.[1];
  if (page !== undefined && !press.shiftKey) return { do: 'page', page: pages[Number(page) - 1] ?? 'console' };
  if (press.key === '?') return { do: 'shortcuts' };
  if (press.key === 'Escape') return { do: 'escape' };
  if (press.shiftKey) return undefined;
  if (press.code === 'Slash') return { do: 'filter' };
  if (press.code === 'KeyJ') return { do: 'row', step: 1 };
  if (press.code === 'KeyK') return { do: 'row', step: -1 };
  if (press.code === 'BracketRight') return { do: 'interval', step: 1 };
  if (press.code === 'BracketLeft') return { do: 'interval', step: -1 };
  return undefined;
}

/** What the application menu and the tray may ask for; anything else is ignored. */
export function lookForMenu(action: string): Partial<Looking> | undefined {
  if (action === 'emergency') return { emergencyOpen: true };
  if (action === 'shortcuts') return { shortcutsOpen: true };
  const page = pages.find((name) => name === action);
  return page === undefined ? undefined : { page };
}
