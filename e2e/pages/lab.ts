import type { Page } from '@playwright/test';

export const labOf = (page: Page) => ({
  open: () => page.getByTestId('page-lab').click(),
  page: page.getByTestId('lab'),
  text: page.getByTestId('lab-text'),
  read: page.getByTestId('lab-read'),
  decision: page.getByTestId('lab-decision'),
  target: page.getByTestId('lab-target'),
  line: (taken: string) => page.locator(`[data-testid="lab-line"][data-taken="${taken}"]`),
  rule: (about: string) => page.locator(`[data-testid="lab-rule"][data-about="${about}"]`),
  exportAll: page.getByTestId('lab-export'),
});
