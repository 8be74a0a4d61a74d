import { beforeAll, describe, expect, test } from 'vitest';
import { type Outcome, runSeed } from './run-seed.ts';
import { faultKinds, troubles, weatherOf } from './weather.ts';

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

const LONGEST_MS = 240_000;
/** Of a story that went wrong, the end tells it; the rest is one command away. */
const TOLD_LINES = 150;

/** The worlds of so many seeds, held to the law; several files share them so that they run on all cores. */
export function describeWorlds(first: number, count: number): void {
  let outcomes: readonly Outcome[] = [];
  beforeAll(async () => {
    const run: Outcome[] = [];
    for (let seed = first; seed < first + count; seed += 1) run.push(await runSeed(seed));
    outcomes = run;
    const red = run.find(({ broken }) => broken.length > 0);
    if (red) await tell(red.seed);
  }, LONGEST_MS);

  /** One line per world that broke it. */
  const brokenBy = (concerns: (rule: string) => boolean): readonly string[] =>
    outcomes.flatMap(({ seed, broken }) =>
      broken
        .filter(({ rule }) => concerns(rule))
        .slice(0, 1)
        .map(({ rule, what }) => `seed ${seed}: ${rule}: ${what} (npm run simulate -- --seed ${seed})`),
    );
  const sum = (name: keyof Outcome['counts']): number => outcomes.reduce((total, { counts }) => total + counts[name], 0);

  describe(`in every simulated world from ${first} to ${first + count - 1}`, () => {
    test.each(Object.entries(invariants))('%s. %s', (number) => {
      expect(brokenBy((rule) => rule === number)).toEqual([]);
    });

    test('no rule of the law is broken, and calm leaves nothing unresolved, uncovered or stuck', () => {
      expect(brokenBy((rule) => !(rule in invariants))).toEqual([]);
    });
  });

  describe('the worlds are worth their time', () => {
    test('they trade and die', () => {
      expect(sum('fills')).toBeGreaterThan(count * 8);
      expect(sum('closed')).toBeGreaterThan(count * 3);
      expect(sum('crashes')).toBeGreaterThan(count * 2);
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

    test('every fault really struck', () => {
      expect(faultKinds.filter((fault) => !outcomes.some(({ faults }) => (faults[fault] ?? 0) > 0))).toEqual([]);
    });
  });
}

async function tell(seed: number): Promise<void> {
  const { story } = await runSeed(seed, { tells: true });
  console.error(
    `The story of seed ${seed}, its end (all of it: npm run simulate -- --seed ${seed}):\n${story.slice(-TOLD_LINES).join('\n')}`,
  );
}
