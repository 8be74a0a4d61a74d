import { expect, test } from '../fixture/app.ts';
import { fastForward } from '../fixture/story.ts';
import { consoleOf } from '../pages/console.ts';

// On one host only: it takes nearly two minutes, and what is special about the desktop is tested elsewhere.
test('a second entry brings the stop to the exchange, and a later risk message in profit moves it to break-even', async ({ app }) => {
  test.setTimeout(200_000);
  const screen = consoleOf(app.page);
  await fastForward(
    app,
    'the second entry is complete',
    ({ position }) => position?.phase === 'PHASE2' && position.stop?.status === 'working',
    120_000,
  );
  await expect(screen.phase).toHaveText('2차 보유');
  await expect(screen.orderNow('mddStop')).toContainText('조건부');
  await expect(screen.noStop).toHaveCount(0);
  await fastForward(app, 'a risk message was acted on', (view) => view.verdicts.some((one) => one.signal === 'risk'), 90_000);
  await expect(screen.messages('acted').first()).toContainText('R06');
  await expect(screen.orderNow('breakEvenStop')).toContainText('조건부');
});
