import type { Page } from '@playwright/test';

export const steps = ['looks', 'risk', 'demo', 'telegram', 'message', 'keys', 'notices', 'paper'];

export const firstRunOf = (page: Page) => ({
  strip: page.getByTestId('first-run-strip'),
  goOn: page.getByTestId('first-run-continue'),
  hideStrip: page.getByTestId('first-run-skip'),
  page: page.getByTestId('first-run'),
  heading: page.getByTestId('first-heading'),
  step: (name: string) => page.getByTestId(`first-step-${name}`),
  back: page.getByTestId('first-back'),
  next: page.getByTestId('first-next'),
  skipStep: page.getByTestId('first-skip-step'),
  skipAll: page.getByTestId('first-skip-all'),
  riskRead: page.getByTestId('first-risk-read'),
  moment: (name: string) => page.getByTestId(`first-moment-${name}`),
  sample: page.getByTestId('first-sample'),
  now: page.getByTestId('first-now'),
  readOnly: page.getByTestId('first-read-only'),
  openFromSettings: page.getByTestId('first-run-open'),
});

/** Stands at a step in a look of choice, as if it had been left there. */
export async function standAt(
  page: Page,
  at: string,
  looks: { readonly lang: 'ko' | 'en'; readonly theme: 'dark' | 'light' },
): Promise<void> {
  await page.evaluate((text) => localStorage.setItem('vigil.preferences', text), JSON.stringify({ ...looks, firstRun: { at } }));
  await page.reload();
  await page.getByTestId('screen').waitFor();
  await page.keyboard.press('5');
  await page.getByTestId('first-run').waitFor();
}
