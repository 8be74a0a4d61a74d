import { create } from 'zustand';
import type { MarketSymbol } from '../../shared/domain/ids.ts';

/** Those with a place in the mode bar. */
export const mainPages = ['console', 'journal', 'settings', 'lab'] as const;
export const pages = [...mainPages, 'firstRun'] as const;
export type Page = (typeof pages)[number];
export const intervals = ['1m', '3m', '15m'] as const;
export type Interval = (typeof intervals)[number];
export const drawerTabs = ['orders', 'trades', 'audit'] as const;
export type DrawerTab = (typeof drawerTabs)[number];

/** What the trader is looking at; nothing of it is known to the engine. */
export interface Looking {
  readonly page: Page;
  /** Chosen on the board; null follows the engine. */
  readonly symbol: MarketSymbol | null;
  readonly interval: Interval;
  readonly drawer: DrawerTab;
  readonly emergencyOpen: boolean;
  readonly shortcutsOpen: boolean;
  readonly paletteOpen: boolean;
  /** Counts up when "/" asks the filter to take the focus. */
  readonly filterAsked: number;
  /** A received message that was sent to the lab; the lab takes it up when it opens. */
  readonly labMessage: LabMessage | null;
}

export interface LabMessage {
  readonly text: string;
  readonly channel: 'entry' | 'risk';
  readonly sentAt: number | null;
}

export const looking = create<Looking>()(() => ({
  page: 'console',
  symbol: null,
  interval: '3m',
  drawer: 'orders',
  emergencyOpen: false,
  shortcutsOpen: false,
  paletteOpen: false,
  filterAsked: 0,
  labMessage: null,
}));

export const look = (change: Partial<Looking>): void => looking.setState(change);
