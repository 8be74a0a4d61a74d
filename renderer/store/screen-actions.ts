import { prefer, preferences } from './preferences.ts';
import { type DrawerTab, type Interval, intervals, look, looking, type Page } from './screen.ts';

/** One thing the trader can ask of the screen; button, shortcut and palette all run the same object. None of them trades. */
export interface ScreenAction {
  /** As printed; empty when there is no shortcut. */
  readonly keys: string;
  readonly run: () => void;
}

const page = (name: Page, keys: string): ScreenAction => ({ keys, run: () => look({ page: name }) });
const drawer = (name: DrawerTab): ScreenAction => ({ keys: '', run: () => look({ page: 'console', drawer: name }) });
const interval = (step: 1 | -1, keys: string): ScreenAction => ({
  keys,
  run: () => look({ interval: nextInterval(looking.getState().interval, step) }),
});

export const screenActions = {
  console: page('console', '1'),
  journal: page('journal', '2'),
  settings: page('settings', '3'),
  lab: page('lab', '4'),
  firstRun: page('firstRun', '5'),
  filter: { keys: '/', run: openFilter },
  orders: drawer('orders'),
  trades: drawer('trades'),
  audit: drawer('audit'),
  shorterCandles: interval(-1, '['),
  longerCandles: interval(1, ']'),
  fitLines: { keys: '', run: () => prefer({ chartFit: 'lines' }) },
  fitCandles: { keys: '', run: () => prefer({ chartFit: 'candles' }) },
  theme: { keys: '', run: () => prefer({ theme: preferences.getState().theme === 'dark' ? 'light' : 'dark' }) },
  lang: { keys: '', run: () => prefer({ lang: preferences.getState().lang === 'ko' ? 'en' : 'ko' }) },
  shortcuts: { keys: '?', run: () => look({ shortcutsOpen: !looking.getState().shortcutsOpen }) },
  palette: { keys: 'Ctrl/Cmd + K', run: () => look({ paletteOpen: !looking.getState().paletteOpen, shortcutsOpen: false }) },
  /** Only opens the panel. */
  emergency: { keys: 'Ctrl/Cmd + Shift + X', run: () => look({ emergencyOpen: true, paletteOpen: false }) },
} as const satisfies Record<string, ScreenAction>;
export type ScreenActionId = keyof typeof screenActions;

function openFilter(): void {
  look({ drawer: 'audit', page: looking.getState().page === 'journal' ? 'journal' : 'console' });
  // The panel may have to mount first; it takes the focus when the count rises.
  requestAnimationFrame(() => look({ filterAsked: looking.getState().filterAsked + 1 }));
}

export function nextInterval(current: Interval, step: 1 | -1): Interval {
  return intervals[Math.min(intervals.length - 1, Math.max(0, intervals.indexOf(current) + step))] ?? current;
}
