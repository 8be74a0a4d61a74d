import type { AuditView, VerdictView } from '../../shared/contract/view.ts';
import type { ClosedTrade } from '../../shared/domain/record.ts';
import { expect, test } from '../fixture/app.ts';
import type { App } from '../fixture/started.ts';
import { fastForward, holdsPhase1, isMonitoring, viewWhere } from '../fixture/story.ts';
import { consoleOf } from '../pages/console.ts';

test.use({ profile: { settings: { tpRatio: '60' } } });

/** Everything a person could count twice. */
async function recordOf(app: App) {
  const messages = (await app.ask<VerdictView>('messages', { limit: 1000 })).value;
  const trades = (await app.ask<ClosedTrade>('trades')).value;
  return {
    messages: messages.map((one) => `${one.channelId} ${one.messageId} ${one.verdict} ${one.rule}`).reverse(),
    trades: trades.map((trade) => `${trade.symbol} ${trade.closedAt}`).reverse(),
  };
}

/** What was known before is there once, in its order, before anything new. */
function expectNothingDoubled(before: readonly string[], after: readonly string[]): void {
  expect(after.slice(0, before.length)).toEqual(before);
  expect(new Set(after).size).toBe(after.length);
}

async function expectToGoOn(before: Awaited<ReturnType<typeof recordOf>>, app: App): Promise<void> {
  const view = await viewWhere(
    app,
    'the start-up checks are through',
    (now) => !now.locks.some((lock) => lock.kind === 'recovery'),
    15_000,
  );
  expect(view.engine.state).toBe('running');
  const after = await recordOf(app);
  expectNothingDoubled(before.messages, after.messages);
  expectNothingDoubled(before.trades, after.trades);
  const audit = (await app.ask<AuditView>('audit', { limit: 1000 })).value;
  expect(audit.filter((line) => /journal/i.test(line.code))).toEqual([]);
  expect(view.notices).toEqual([]);
}

test('killed while idle it starts again with what it knew', async ({ launch }) => {
  const first = await launch();
  await first.send('demo.speed', { speed: 20 });
  await viewWhere(first, 'a message was judged', (view) => view.verdicts.length > 1, 20_000);
  const before = await recordOf(first);
  await first.kill();
  const second = await launch();
  await expectToGoOn(before, second);
  await expect(consoleOf(second.page).messages().first()).toBeVisible();
});

test('killed while monitoring it starts with an empty list, and the message is not acted on twice', async ({ launch }) => {
  const first = await launch();
  await fastForward(first, 'something is monitored', isMonitoring);
  const before = await recordOf(first);
  await first.kill();
  const second = await launch();
  await expectToGoOn(before, second);
  expect((await second.snapshot()).monitoring).toEqual([]);
});

test('killed with a position it shows the same position again, once', async ({ launch }) => {
  test.setTimeout(90_000);
  const first = await launch();
  const { position } = await fastForward(first, 'a position is held', holdsPhase1);
  const before = await recordOf(first);
  await first.kill();
  const second = await launch();
  await expectToGoOn(before, second);
  const { symbol, qty, average } = position ?? {};
  const again = await viewWhere(second, 'the position is shown again', (view) => view.position !== null, 15_000);
  expect(again.position).toMatchObject({ symbol, qty, average, phase: 'PHASE1', step: 1 });
  expect(again.foreignPositions).toEqual([]);
  await expect(consoleOf(second.page).position).toContainText(symbol ?? 'a symbol');
  await expect(consoleOf(second.page).noStop).toBeVisible();
});
