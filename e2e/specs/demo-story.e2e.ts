import { expect, test } from '../fixture/app.ts';
import { fastForward, viewWhere } from '../fixture/story.ts';
import { consoleOf } from '../pages/console.ts';

const NUMBER = /\d/;

test('within a minute a fresh demo shows an ignored signal, a rejected message with its rule, and two monitored markets', async ({
  app,
}) => {
  test.setTimeout(70_000);
  const screen = consoleOf(app.page);
  await expect(screen.stage).toHaveText('데모');
  const inTime = { timeout: 60_000 };
  await expect(screen.messages('shown').first()).toContainText('W00', inTime);
  await expect(screen.messages('rejected').first()).toContainText(/W(04|09|10|11|13)/, inTime);
  await expect(screen.rows).toHaveCount(2, inTime);
  const { monitoring } = await viewWhere(
    app,
    'both have a target',
    (view) => view.monitoring.every((one) => one.status === 'waiting'),
    5000,
  );
  expect(new Set(monitoring.map((one) => one.symbol)).size).toBe(2);
  for (const { symbol } of monitoring) {
    const { target, trigger, mark, distance } = await screen.cells(symbol);
    expect([target, trigger, mark]).toEqual([expect.stringMatching(NUMBER), expect.stringMatching(NUMBER), expect.stringMatching(NUMBER)]);
    expect(distance).toMatch(/^[+−]\d+\.\d+ ?%$/);
  }
});

test('a bare first position closes in profit, a second entry brings the stop to the exchange, a risk message is acted on', async ({
  app,
}) => {
  test.setTimeout(200_000);
  const screen = consoleOf(app.page);
  await screen.speed.selectOption('20');
  await test.step('the first position: nothing protects it at the exchange', async () => {
    await expect(screen.phase).toHaveText('1차 보유', { timeout: 60_000 });
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
  await test.step('the second entry: the stop rests in the conditional book', async () => {
    await fastForward(app, 'the second entry is complete', (view) => view.position?.stop?.status === 'working', 90_000);
    await expect(screen.phase).toHaveText('2차 보유');
    await expect(screen.orderNow('mddStop')).toContainText('조건부');
    await expect(screen.noStop).toHaveCount(0);
  });
  await test.step('a risk message in profit moves the stop to break-even', async () => {
    await fastForward(app, 'a risk message was acted on', (view) => view.verdicts.some((one) => one.signal === 'risk'), 90_000);
    await expect(screen.messages('acted').first()).toContainText('R06');
    await expect(screen.orderNow('breakEvenStop')).toContainText('조건부');
  });
});
