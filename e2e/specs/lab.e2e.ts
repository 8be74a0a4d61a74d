import { violationsOf } from '../checks/accessibility.ts';
import { misfitsOf } from '../checks/layout.ts';
import { expect, refusedByPolicy, test } from '../fixture/app.ts';
import { viewWhere } from '../fixture/story.ts';
import { consoleOf } from '../pages/console.ts';
import { labOf } from '../pages/lab.ts';
import { dressAs } from '../pages/settings.ts';

const MESSAGE = [
  '🔥 실시간 주도 마켓 분석 (NOPE)',
  '📈 주도 마켓: 바이낸스 , 바이비트',
  '⏱️Binance 펀딩비 및 카운트다운 : -0.2500% / 01:23:45 (4h)',
  '🥇지난 24H 등락률 및 순위 : +12.34% / (상승) 상위 3위',
  '🏷️카테고리 : AI',
].join('\n\n');

test('a pasted message is told line by line, with every rule that would stop it and the one that decides', async ({ app }) => {
  const { page } = app;
  const lab = labOf(page);
  // Keys are heard from the first view on.
  await expect(consoleOf(page).stage).toBeVisible();
  await page.keyboard.press('4');
  await expect(lab.page).toBeVisible();
  await expect(lab.read).toBeDisabled();
  await lab.text.fill(MESSAGE);
  await lab.text.press('Control+Enter');
  await expect(lab.decision).toHaveAttribute('data-verdict', 'rejected');
  await expect(lab.decision).toContainText('W04');
  await expect(lab.line('funding')).toContainText('-0.25 %');
  await expect(lab.line('changeAndRank')).toContainText('상승 3');
  await expect(lab.rule('tradable')).toContainText('결정');
  for (const after of ['rank', 'funding']) {
    await expect(lab.rule(after)).toHaveAttribute('data-outcome', 'stopped');
    await expect(lab.rule(after)).toContainText('도달 안 함');
  }
  await expect(lab.target).toContainText('목표가가 없습니다');
  for (const size of [
    { width: 1440, height: 900 },
    { width: 1280, height: 720 },
  ]) {
    await page.setViewportSize(size);
    expect.soft(await misfitsOf(page), `${size.width}`).toEqual([]);
  }
  for (const theme of ['dark', 'light'] as const) {
    await dressAs(page, { lang: theme === 'dark' ? 'ko' : 'en', theme });
    await lab.open();
    await lab.text.fill(MESSAGE);
    await lab.read.click();
    await expect(lab.decision).toBeVisible();
    expect.soft(await violationsOf(page), theme).toEqual([]);
    expect.soft(await misfitsOf(page), theme).toEqual([]);
  }
  expect(await refusedByPolicy(page)).toEqual([]);
});

test('a received message is sent to the lab, with the targets of both modes', async ({ app }) => {
  const { page } = app;
  const lab = labOf(page);
  await app.send('demo.speed', { speed: 20 });
  await viewWhere(
    app,
    'a leading market was judged',
    (view) => view.verdicts.some((one) => one.signal === 'leadingMarket' && one.verdict === 'monitoring'),
    30_000,
  );
  const item = consoleOf(page).messages('monitoring').first();
  await item.getByTestId('to-lab').click();
  await expect(lab.decision).toBeVisible();
  await expect(lab.text).not.toHaveValue('');
  await expect(lab.target.getByRole('row')).toHaveCount(3);
  await expect(lab.target).toContainText(/ATR/);
  expect(await refusedByPolicy(page)).toEqual([]);
});
