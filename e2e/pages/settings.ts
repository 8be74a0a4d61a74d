import type { Locator, Page } from '@playwright/test';
import type { Settings } from '../../shared/domain/settings.ts';

export const settingsOf = (page: Page) => ({
  open: () => page.getByTestId('page-settings').click(),
  field: (key: keyof Settings): Locator => page.getByTestId(`setting-${key}`),
  error: (key: keyof Settings): Locator => page.getByTestId(`setting-${key}-error`),
  save: page.getByTestId('settings-save'),
  status: page.getByTestId('settings-status'),
  locked: page.getByTestId('settings-locked'),
  /** How the screen looks: language, theme, palette. */
  choose: (group: 'lang' | 'theme' | 'palette', value: string) =>
    page.getByTestId(`screen-${group}`).locator(`input[value="${value}"]`).check(),
});

/** What the page wears; tests and styles read the same attributes. */
export const looksOf = (page: Page): Promise<{ lang: string; theme: string | undefined; palette: string | undefined }> =>
  page.evaluate(() => {
    const { lang, dataset } = document.documentElement;
    return { lang, theme: dataset.theme, palette: dataset.palette };
  });

/** Where the first steps stand. */
export interface FirstRunAt {
  readonly at?: string;
  readonly state?: 'open' | 'hidden';
}

/** Changes the looks in one go and shows the console again. */
export async function dressAs(
  page: Page,
  looks: { readonly lang: 'ko' | 'en'; readonly theme: 'dark' | 'light'; readonly firstRun?: FirstRunAt },
): Promise<void> {
  await page.evaluate((text) => localStorage.setItem('vigil.preferences', text), JSON.stringify(looks));
  await page.reload();
  await page.getByTestId('screen').waitFor();
}
