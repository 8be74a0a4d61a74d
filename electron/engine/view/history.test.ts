import { expect, test } from 'vitest';
import { MemoryJournal } from '../../adapters/journal/memory/memory-journal.ts';
import type { Effect } from '../../core/effect.ts';
import type { EngineEvent } from '../../core/event.ts';
import type { LogEntry } from '../../core/log.ts';
import { entrySignal, leadingMarket, risk } from '../../testkit/scenario/messages.ts';
import { mark } from '../../testkit/scenario/prices.ts';
import { clockAt } from '../../testkit/scenario/stage.ts';
import { openStage } from '../../testkit/scenario.ts';
import { History } from './history.ts';

/** Everything that a short day does, told line by line and written to a journal. */
function aDay() {
  const stage = openStage({});
  const journal = new MemoryJournal('unit01');
  const history = new History(journal, 0);
  let lastSeq = 0;
  stage.observe = (event: EngineEvent, _before, { log, effects }: { log: readonly LogEntry[]; effects: readonly Effect[] }) => {
    history.add(event, log);
    journal.append({ event, effects, log }, undefined);
    lastSeq = event.seq;
  };
  stage.passUntil(clockAt('09:00:00'));
  leadingMarket('SOL').play(stage);
  entrySignal('SOL').play(stage);
  risk('LINK').play(stage);
  stage.passUntil(clockAt('09:00:02'));
  mark('99.9').play(stage);
  return { history, journal, lastSeq };
}

test('what became of each message stands in the audit like any other decision', () => {
  const { history } = aDay();
  const told = history.audit.map(({ rule, code, level, symbol }) => [rule, code, level, symbol].join(' '));
  expect(told).toContain('W14 filtersPassed info SOLUSDT');
  expect(told).toContain('W00 entrySignalShown info SOLUSDT');
  expect(told).toContain('R08 riskOtherSymbol info LINKUSDT');
});

test('a history read back from the journal tells the same audit', () => {
  const { history, journal, lastSeq } = aDay();
  expect(history.audit.length).toBeGreaterThan(3);
  expect(new History(journal, lastSeq).audit.map(({ seq, code }) => [seq, code])).toEqual(
    expect.arrayContaining(history.audit.map(({ seq, code }) => [seq, code])),
  );
});
