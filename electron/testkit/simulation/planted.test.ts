import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Journal } from '../../adapters/journal/journal.ts';
import type { step } from '../../core/step.ts';
import type { JournalRow } from '../../ports/journal.ts';
import { plants } from './planted.ts';
import { runSeed } from './run-seed.ts';

type Step = typeof step;
const seam = vi.hoisted(() => ({ plant: undefined as ((honest: Step) => Step) | undefined }));

vi.mock('../../core/step.ts', async (original) => {
  const honest = await original<{ step: Step }>();
  return { ...honest, step: ((state, event) => (seam.plant?.(honest.step) ?? honest.step)(state, event)) satisfies Step };
});

afterEach(() => {
  seam.plant = undefined;
});

/** The same worlds that the honest engine passes in worlds-1.test.ts … worlds-4.test.ts: what turns red here is the plant's doing. */
const SEEDS = 2000;
/** Where the rarer ones were seen: looking there first saves time and nothing else. */
const sightings: Readonly<Record<string, number>> = {
  'a stop is replaced before its cancel is confirmed': 677,
  'a restart forgets what was under way': 214,
  'the five-second rule also closes for entries': 49,
  'a ban is ignored': 368,
  'the emergency close says flat on one picture': 126,
  'the emergency close takes a failed read for an empty account': 66,
};

async function foundBy(first = 1, options: Parameters<typeof runSeed>[1] = {}): Promise<string | undefined> {
  for (let tried = 0; tried < SEEDS; tried += 1) {
    const seed = ((first - 1 + tried) % SEEDS) + 1;
    const { broken } = await runSeed(seed, options);
    if (broken[0]) return `seed ${seed}: ${broken[0].rule}: ${broken[0].what}`;
  }
  return undefined;
}

/** Writes each row only when the next one comes: what is acted on is not yet written. */
function lateJournal(journal: Journal): Journal {
  let held: [JournalRow, string | undefined] | undefined;
  return {
    append: (row, state) => {
      if (held) journal.append(...held);
      held = [row, state];
    },
    load: () => {
      held = undefined;
      return journal.load();
    },
    audit: (after, limit) => journal.audit(after, limit),
    trades: (limit) => journal.trades(limit),
    messages: (limit) => journal.messages(limit),
    rows: (after) => journal.rows(after),
    forgetBefore: (...moment) => journal.forgetBefore(...moment),
    orderTag: () => journal.orderTag(),
    checkNext: () => journal.checkNext(),
    problems: () => journal.problems(),
    close: () => {},
  };
}

describe('every planted bug turns a world red:', () => {
  test.each(Object.entries(plants))(
    '%s',
    async (name, plant) => {
      seam.plant = plant;
      expect(await foundBy(sightings[name])).toBeDefined();
    },
    60_000,
  );

  test('what is acted on is not written down first', async () => {
    expect(await foundBy(1, { journal: lateJournal })).toBeDefined();
  }, 60_000);
});
