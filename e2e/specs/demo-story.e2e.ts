import { expect, test } from '../fixture/app.ts';
import { viewWhere } from '../fixture/story.ts';
import { consoleOf } from '../pages/console.ts';

const NUMBER = /\d/;

test('within a minute a fresh demo shows signals, a rejection and two monitored markets; the first trade closes in profit', async ({
  app,
}) => {
  test.setTimeout(150_000);
  const screen = consoleOf(app.page);
  await test.step('at its own pace, within sixty seconds', async () => {
    const inTime = { timeout: 60_000 };
    await expect(screen.stage).toHaveText('데모');
    await expect(screen.messages('shown').first()).toContainText('W00', inTime);
    await expect(screen.messages('rejected').first()).toContainText(/W(04|09|10|11|13)/, inTime);
    await expect(screen.rows).toHaveCount(2, inTime);
    const waiting = await viewWhere(app, 'both have a target', (view) => view.monitoring.every((one) => one.status === 'waiting'), 5000);
    expect(waiting.monitoring.length).toBe(2);
    for (const { symbol } of waiting.monitoring) {
      const { target, trigger, mark, distance } = await screen.cells(symbol);
      expect([target, trigger, mark]).toEqual([
        expect.stringMatching(NUMBER),
        expect.stringMatching(NUMBER),
        expect.stringMatching(NUMBER),
      ]);
      expect(distance).toMatch(/^[+−]\d+\.\d+ ?%$/);
    }
  });
  await test.step('faster: a first position that nothing protects at the exchange', async () => {
    await screen.speed.selectOption('20');
    await expect(screen.phase).toHaveText('1차 보유', { timeout: 45_000 });
    await expect(screen.noStop).toContainText('거래소 손절 없음');
  });
  await test.step('its profit is listed, and every step of it is in the audit', async () => {
    await screen.openDrawer('trades');
    await expect(screen.trades).toHaveCount(1, { timeout: 30_000 });
    await expect(screen.trades.first()).toContainText('▲');
    await screen.openDrawer('audit');
    for (const rule of ['W14', 'W17-2', 'W33', 'W39', 'W40', 'W55']) {
      await screen.auditFilter.fill(rule);
      const line = screen.auditLines.filter({ has: app.page.getByText(rule, { exact: true }) }).first();
      await expect.soft(line, rule).toBeVisible({ timeout: 2000 });
    }
  });
});
