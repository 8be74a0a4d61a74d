import { expect, test } from 'vitest';
import { defaultSettings } from '../../../shared/domain/settings.ts';
import { createVirtualClock } from '../../adapters/clock/virtual-clock.ts';
import { MemoryJournal } from '../../adapters/journal/memory/memory-journal.ts';
import { fakeExchange } from '../../testkit/flows/fake-exchange.ts';
import { Engine } from '../engine.ts';
import { EngineLink } from '../link.ts';

function given() {
  const clock = createVirtualClock(1_790_000_000_000);
  const exchange = fakeExchange().port;
  const journal = new MemoryJournal('unit01');
  const settings = { read: () => ({ settings: defaultSettings, complaints: [] }), write: () => {} };
  const engine = new Engine({ clock, exchange, messages: [], journal, settings }, () => {});
  const link = new EngineLink({ engine, journal, exchange, clock, version: '0', loopback: true, accountTail: undefined, demo: undefined });
  engine.start({ stage: 'live', settings: defaultSettings, orderTag: 'unit01', venue: 'http://127.0.0.1:1', troubles: [] });
  return { engine, journal, link };
}

test('an alarm that was missed, and a channel that refuses, stand in the audit list with the reason', () => {
  const { engine, journal } = given();
  engine.receive({ type: 'AlarmTroubled', channel: 'telegram', trouble: 'missed', count: 3, why: 'older than 24 h' });
  engine.receive({ type: 'AlarmTroubled', channel: 'webhook', trouble: 'unstored', count: 2, why: 'the queue cannot be written' });
  engine.receive({ type: 'AlarmTroubled', channel: 'discord', trouble: 'stopped', count: 1, why: 'HTTP 404' });
  const said = journal.audit(0, 100).flatMap(({ entry }) => (entry.kind === 'note' && entry.code.startsWith('alarm') ? [entry] : []));
  expect(said).toMatchObject([
    { level: 'attention', code: 'alarmMissed', numbers: { channel: 'telegram', count: '3', why: 'older than 24 h' } },
    { level: 'attention', code: 'alarmUnstored', numbers: { channel: 'webhook', count: '2', why: 'the queue cannot be written' } },
    { level: 'attention', code: 'alarmStopped', numbers: { channel: 'discord', count: '1', why: 'HTTP 404' } },
  ]);
});

test('a test alarm without any channel is refused with the reason', async () => {
  const { link } = given();
  expect(await link.send('alarms.test', { channel: 'telegram' })).toMatchObject({ ok: false, refusal: { code: 'alarmOff' } });
});
