import type { Page } from '@playwright/test';

export const emergencyOf = (page: Page) => {
  const hold = page.getByTestId('emergency-hold');
  return {
    openButton: page.getByTestId('emergency-open'),
    chord: () => page.keyboard.press('Control+Shift+X'),
    panel: page.getByTestId('emergency-panel'),
    positions: page.getByTestId('emergency-position'),
    cancel: page.getByTestId('emergency-cancel'),
    hold,
    state: page.getByTestId('emergency-state'),
    steps: page.getByTestId('emergency-steps').locator('li'),
    pressFor: async (ms: number) => {
      await hold.hover();
      await page.mouse.down();
      await page.waitForTimeout(ms);
      await page.mouse.up();
    },
  };
};
