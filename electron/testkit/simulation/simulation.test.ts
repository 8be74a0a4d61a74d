import { expect, test } from 'vitest';
import { runSeed } from './run-seed.ts';

test('the same seed is the same world, word for word', async () => {
  const once = await runSeed(4, { tells: true });
  const again = await runSeed(4, { tells: true });
  expect(once.story.length).toBeGreaterThan(500);
  expect(again).toEqual(once);
});
