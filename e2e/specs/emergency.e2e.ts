import { expect, test } from '../fixture/app.ts';
import { fastForward, holdsPhase1 } from '../fixture/story.ts';
import { consoleOf } from '../pages/console.ts';
import { emergencyOf } from '../pages/emergency.ts';

// A far take-profit, so that the market does not close the position first.
test.use({ profile: { settings: { tpRatio: '60' } } });

test('a position is closed by a hold of 1.5 s and nothing less, is verified flat, and entries stay off until resumed', async ({ app }) => {
  test.setTimeout(90_000);
  const { page } = app;
  const screen = consoleOf(page);
  const emergency = emergencyOf(page);
  const { position } = await fastForward(app, 'a position is held', holdsPhase1);

  await emergency.openButton.click();
  await expect(emergency.positions).toContainText(position?.symbol ?? 'a symbol');
  await expect(emergency.cancel).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(emergency.panel).toHaveCount(0);
  await expect(emergency.openButton).toBeFocused();
  await emergency.chord();
  await expect(emergency.cancel).toBeFocused();

  await emergency.pressFor(900);
  await expect(emergency.hold).toHaveAttribute('data-holding', 'false');
  await page.waitForTimeout(900);
  const still = await app.snapshot();
  expect([still.emergency.state, still.position?.qty]).toEqual(['idle', position?.qty]);

  await emergency.pressFor(1700);
  await expect(emergency.state).toHaveAttribute('data-state', 'flat', { timeout: 15_000 });
  await expect(emergency.state).toContainText('전량 청산 확인됨');
  expect(await emergency.steps.count()).toBeGreaterThan(2);
  const closed = await app.snapshot();
  expect([closed.position, closed.monitoring, closed.orders.filter((order) => order.live), closed.trades.length]).toEqual([
    null,
    [],
    [],
    1,
  ]);
  expect(closed.locks.map((lock) => lock.kind)).toContain('emergency');

  await emergency.cancel.click();
  await expect(screen.locks).toContainText('비상');
  await screen.resume.click();
  await expect(screen.pause).toBeVisible();
  expect((await app.snapshot()).locks).toEqual([]);
});

test('the chord works from a text field, and the space bar holds like the pointer', async ({ app }) => {
  const { page } = app;
  const screen = consoleOf(page);
  const emergency = emergencyOf(page);
  await screen.openDrawer('audit');
  await screen.auditFilter.click();
  await emergency.chord();
  await expect(emergency.cancel).toBeFocused();
  await expect(screen.auditFilter).toHaveValue('');
  await emergency.hold.focus();
  await page.keyboard.down('Space');
  await page.waitForTimeout(700);
  await page.keyboard.up('Space');
  await page.waitForTimeout(1000);
  expect((await app.snapshot()).emergency.state).toBe('idle');
  await page.keyboard.down('Space');
  await expect(emergency.state).toHaveAttribute('data-state', 'flat', { timeout: 15_000 });
  await page.keyboard.up('Space');
});
