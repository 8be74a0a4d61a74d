import type { Page } from '@playwright/test';

/** The card of the exchange keys in the settings, in Korean. */
export const keysOf = (page: Page) => {
  const card = page.getByTestId('exchange-keys');
  const result = page.getByTestId('keys-result');
  const button = (name: string) => card.getByRole('button', { name, exact: true });
  return {
    card,
    result,
    stored: page.getByTestId('keys-stored'),
    key: card.getByLabel('API 키', { exact: true }),
    secret: card.getByLabel('시크릿', { exact: true }),
    address: card.getByLabel('거래소 주소 (선택)'),
    status: card.getByRole('status').filter({ hasText: /./ }),
    alert: card.getByRole('alert').filter({ hasText: /./ }),
    check: button('확인만'),
    save: button('확인 후 저장'),
    forget: button('지우기'),
    forgetYes: button('키 지우기'),
    keep: button('그대로 두기'),
    /** One line of the result: what it is about, and all that is said of it. */
    line: (name: string) => result.locator('dl > div').filter({ has: page.getByText(name, { exact: true }) }),
    give: async (apiKey: string, apiSecret: string, address: string) => {
      await card.getByLabel('API 키', { exact: true }).fill(apiKey);
      await card.getByLabel('시크릿', { exact: true }).fill(apiSecret);
      await card.getByLabel('거래소 주소 (선택)').fill(address);
    },
  };
};
