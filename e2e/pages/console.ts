import type { Locator, Page } from '@playwright/test';

/** The console as a person finds it. */
export const consoleOf = (page: Page) => {
  const row = (symbol: string): Locator => page.getByTestId(`monitoring-row-${symbol}`);
  return {
    stage: page.getByTestId('stage'),
    locks: page.getByTestId('locks'),
    /** Messages with one verdict, newest first. */
    messages: (verdict?: string): Locator =>
      page.locator(`[data-testid="feed-item"]${verdict === undefined ? '' : `[data-verdict="${verdict}"]`}`),
    rows: page.locator('[data-testid^="monitoring-row-"]'),
    row,
    /** Cells of a monitored symbol, in the order of the head. */
    cells: async (symbol: string) => {
      const texts = (await row(symbol).locator('td').allInnerTexts()).map((text) => text.trim());
      const [name, mode, step, target, trigger, mark, distance, waiting, status] = texts;
      return { name, mode, step, target, trigger, mark, distance, waiting, status };
    },
    position: page.getByTestId('position-card'),
    phase: page.getByTestId('phase'),
    noStop: page.getByTestId('no-stop'),
    orderNow: (role: string): Locator => page.getByTestId(`order-now-${role}`),
    trades: page.getByTestId('trades').getByTestId('trade-row'),
    openDrawer: (tab: 'orders' | 'trades' | 'audit') => page.getByTestId(`tab-${tab}`).click(),
    auditFilter: page.getByTestId('audit-filter'),
    auditLines: page.getByTestId('audit-line'),
    speed: page.getByTestId('demo-speed'),
    pause: page.getByTestId('entries-pause'),
    resume: page.getByTestId('entries-resume'),
    staleBanner: page.getByTestId('stale-banner'),
    turnTo: (name: 'console' | 'journal' | 'settings') => page.getByTestId(`page-${name}`).click(),
  };
};
