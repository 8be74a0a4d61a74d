import { beforeAll, describe, expect, test } from 'vitest';
import { type Outcome, runSeed } from './run-seed.ts';
import { troubles, weatherOf } from './weather.ts';

/** `npm run simulate` runs thousands; these are the ones that every change must pass. */
const SEEDS = 250;

const invariants: Readonly<Record<string, string>> = {
  1: 'At most one symbol holds a position or an entry order of ours.',
  2: 'Filled quantity equals the sum of distinct trades told.',
  3: 'Exit quantity never exceeds the position.',
  4: 'No order id is sent twice; nothing is resent while its fate is unknown.',
  5: 'Under a lock no entry leaves.',
  6: 'Every order at the exchange that bears our prefix is known to the journal.',
  7: 'After a restart the same exchange and journal give the same state.',
  8: 'A market order is only sent in the cases the law allows, or by the emergency close.',
  9: 'Settings never change while locked.',
  10: 'Same events, same bytes.',
};

let outcomes: readonly Outcome[] = [];
beforeAll(async () => {
  const run: Outcome[] = [];
  for (let seed = 1; seed <= SEEDS; seed += 1) run.push(await runSeed(seed));
  outcomes = run;
}, 120_000);

/** One line per world that broke it; its story: `npm run simulate -- --seed S`. */
const brokenBy = (concerns: (rule: string) => boolean): readonly string[] =>
  outcomes.flatMap(({ seed, broken }) =>
    broken
      .filter(({ rule }) => concerns(rule))
      .slice(0, 1)
      .map(({ rule, what }) => `seed ${seed}: ${rule}: ${what}`),
  );

describe('in every simulated world', () => {
  test.each(Object.entries(invariants))('%s. %s', (number) => {
    expect(brokenBy((rule) => rule === number)).toEqual([]);
  });

  test('no rule of the law is broken, and calm leaves nothing unresolved, uncovered or stuck', () => {
    expect(brokenBy((rule) => !(rule in invariants))).toEqual([]);
  });
});

describe('the worlds are worth their time', () => {
  const sum = (name: keyof Outcome['counts']): number => outcomes.reduce((total, { counts }) => total + counts[name], 0);

  test('they trade and die', () => {
    expect(sum('fills')).toBeGreaterThan(SEEDS * 8);
    expect(sum('closed')).toBeGreaterThan(SEEDS * 3);
    expect(sum('crashes')).toBeGreaterThan(SEEDS * 2);
  });

  test('trades end in every way', () => {
    const ways = new Set(outcomes.flatMap(({ exits }) => Object.keys(exits)));
    const all = ['takeProfit', 'breakEven', 'breakEvenStop', 'mddStop', 'risk', 'safety', 'stalledExit', 'emergency', 'outside'];
    expect(all.filter((way) => !ways.has(way))).toEqual([]);
  });

  test('every trouble comes on some days and stays away on others', () => {
    const days = outcomes.map(({ seed }) => weatherOf(seed).chance);
    expect(
      troubles.filter((trouble) => !days.some((chance) => chance[trouble] > 0) || days.every((chance) => chance[trouble] > 0)),
    ).toEqual([]);
  });

  test('the same seed is the same world, word for word', async () => {
    const once = await runSeed(4, { tells: true });
    const again = await runSeed(4, { tells: true });
    expect(once.story.length).toBeGreaterThan(500);
    expect(again).toEqual(once);
  });
});
