import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { renderChapter } from '../../testkit/scenario/document.ts';
import { drawnPhases } from '../../testkit/scenario/order-diagram.ts';
import { type Chapter, playScenario, type Scenario } from '../../testkit/scenario.ts';
import { board } from './board.scenario.ts';
import { emergency } from './emergency.scenario.ts';
import { emergencyAccount } from './emergency-account.scenario.ts';
import { environment } from './environment.scenario.ts';
import { errorCodes } from './error-codes.scenario.ts';
import { examples } from './examples.scenario.ts';
import { exitOrders } from './exit-orders.scenario.ts';
import { fillsChapter } from './fills.scenario.ts';
import { filters } from './filters.scenario.ts';
import { lateFills } from './late-fills.scenario.ts';
import { lawIds } from './law-ids.ts';
import { locks } from './locks.scenario.ts';
import { messages } from './messages.scenario.ts';
import { oco } from './oco.scenario.ts';
import { outside } from './outside.scenario.ts';
import { phase1Chapter } from './phase1.scenario.ts';
import { phase2Chapter } from './phase2.scenario.ts';
import { preOrder } from './pre-order.scenario.ts';
import { priceAge } from './price-age.scenario.ts';
import { priceSource } from './price-source.scenario.ts';
import { priority } from './priority.scenario.ts';
import { reconcile } from './reconcile.scenario.ts';
import { recovery } from './recovery.scenario.ts';
import { recoveryStops } from './recovery-stops.scenario.ts';
import { riskChapter } from './risk.scenario.ts';
import { sizing } from './sizing.scenario.ts';
import { submit } from './submit.scenario.ts';
import { targets } from './targets.scenario.ts';
import { trigger } from './trigger.scenario.ts';
import { unknownOrders } from './unknown-orders.scenario.ts';
import { waiting } from './waiting.scenario.ts';
import { walks } from './walks.scenario.ts';

const chapters: readonly Chapter[] = [
  messages,
  filters,
  targets,
  trigger,
  priceSource,
  priceAge,
  preOrder,
  sizing,
  submit,
  fillsChapter,
  lateFills,
  unknownOrders,
  errorCodes,
  phase1Chapter,
  phase2Chapter,
  riskChapter,
  exitOrders,
  oco,
  priority,
  outside,
  reconcile,
  examples,
  board,
  environment,
  locks,
  recovery,
  recoveryStops,
  emergency,
  emergencyAccount,
  waiting,
  walks,
];
/** Clauses without a scenario, each with the reason. */
const notYet: Readonly<Record<string, string>> = {};

const plays = new Map<Scenario, ReturnType<typeof playScenario>>();
function playOnce(scenario: Scenario): ReturnType<typeof playScenario> {
  const played = plays.get(scenario) ?? playScenario(scenario);
  plays.set(scenario, played);
  return played;
}

/** A chapter takes a second, and ten times that on a loaded machine. */
vi.setConfig({ testTimeout: 60_000 });

const here = fileURLToPath(new URL('.', import.meta.url));
const documents = fileURLToPath(new URL('../../../docs/scenarios/', import.meta.url));

describe.each(chapters.map((chapter) => [chapter.name, chapter] as const))('%s', (_, chapter) => {
  test.each(chapter.scenarios.map((scenario) => [scenario.title[1], scenario] as const))('%s', (_title, scenario) => {
    const played = playOnce(scenario);
    expect(played.length).toBeGreaterThan(0);
    const line = (at: string, happens: string, does: string): string => `${at} | ${happens} | ${does}`;
    expect(played.map(({ at, happens, does }) => line(at, happens[1], does[1]))).toEqual(
      played.map(({ at, happens, expected }) => line(at, happens[1], expected)),
    );
  });

  test('its document says what really happened', () => {
    const file = `${documents}${chapter.name}.md`;
    const rendered = renderChapter(chapter, playOnce);
    if (process.env.VIGIL_WRITE_SCENARIOS === '1') {
      mkdirSync(documents, { recursive: true });
      writeFileSync(file, rendered);
    }
    expect(readFileSync(file, 'utf8')).toBe(rendered);
  });
});

test('every way that phases really go is drawn in the README, and nothing else happens', () => {
  const word = '(?:IDLE|MONITORING|ENTRY_ORDER|PHASE1|PHASE2|EXITING)';
  const gone = chapters
    .flatMap(({ scenarios }) => scenarios.flatMap(playOnce))
    .flatMap(({ does }) => does[1].match(new RegExp(`${word} → ${word}`, 'g')) ?? []);
  expect([...new Set(gone)].filter((each) => !drawnPhases.has(each)).sort()).toEqual([]);
});

test('every chapter on disk is played', () => {
  const files = readdirSync(here).filter((file) => file.endsWith('.scenario.ts'));
  expect(chapters.map(({ name }) => `${name}.scenario.ts`).sort()).toEqual(files.sort());
});

test('every document belongs to a chapter', () => {
  expect(readdirSync(documents).sort()).toEqual(chapters.map(({ name }) => `${name}.md`).sort());
});

test('every clause of the law has a scenario', () => {
  const served = new Set(chapters.flatMap(({ scenarios }) => scenarios.flatMap(({ ids }) => ids)));
  const missing = lawIds.filter((id) => !served.has(id));
  const named = Object.entries(notYet).map(([id, why]) => `${id}: ${why}`);
  if (named.length > 0) process.stderr.write(`clauses without a scenario:\n${named.join('\n')}\n`);
  expect(missing.filter((id) => !(id in notYet))).toEqual([]);
  expect(Object.keys(notYet).filter((id) => served.has(id as (typeof lawIds)[number]))).toEqual([]);
});
