import { describe, expect, test } from 'vitest';
import { createVirtualClock } from '../../adapters/clock/virtual-clock.ts';
import type { Fact } from '../../core/event.ts';
import type { LogEntry } from '../../core/log.ts';
import { initialState } from '../../core/state.ts';
import type { AlarmMessage, AlarmOutbox, AlarmOutcome, AlarmPort, Notice } from '../../ports/alarm.ts';
import type { Happened } from '../engine.ts';
import type { Halt } from '../halt.ts';
import { AlarmDesk } from './alarm-desk.ts';
import type { LaneSetUp } from './alarm-lane.ts';

const BEGIN = Date.UTC(2026, 10, 21, 3);
const HOUR = 3_600_000;
type Note = Extract<LogEntry, { kind: 'note' }>;

/** Own copy of the simplest outbox: the engine's tests may not reach the adapters' folder. */
function outboxOf(rows: { channel: string; row: number; notice: Notice }[] = []): AlarmOutbox {
  let next = 1;
  let day: string | undefined;
  const of = (channel: string) => rows.filter((each) => each.channel === channel);
  const drop = (gone: readonly { row: number }[]): number => {
    for (const one of gone) {
      const at = rows.findIndex(({ row }) => row === one.row);
      if (at >= 0) rows.splice(at, 1);
    }
    return gone.length;
  };
  return {
    add: (channel, notices) => notices.forEach((notice) => void rows.push({ channel, row: next++, notice })),
    waiting: (channel, limit) => of(channel).slice(0, limit),
    count: (channel) => of(channel).length,
    remove: (gone) => void drop(gone.map((row) => ({ row }))),
    dropOlder: (channel, at) => drop(of(channel).filter(({ notice }) => notice.at < at)),
    dropOldest: (channel, count) => void drop(of(channel).slice(0, count)),
    summaryDay: () => day,
    setSummaryDay: (value) => {
      day = value;
    },
    close: () => {},
  };
}

type Answer = AlarmOutcome | 'hang' | 'throw';

function given({ answers = [] as Answer[], outbox = outboxOf(), limits = {}, level = 'info' as Note['level'] } = {}) {
  const clock = createVirtualClock(BEGIN);
  const sent: { readonly at: number; readonly message: AlarmMessage }[] = [];
  const facts: Fact[] = [];
  const reports: string[] = [];
  const port: AlarmPort = {
    channel: 'webhook',
    limits: { gapMs: 1000, windows: [{ count: 3, ms: 60_000 }], length: 400, merge: 10, ...limits },
    async send(message) {
      sent.push({ at: clock.now() - BEGIN, message });
      const answer = answers.shift() ?? { kind: 'delivered' };
      if (answer === 'throw') throw new Error('CANARY in an adapter');
      return answer === 'hang' ? new Promise<never>(() => {}) : answer;
    },
  };
  let watcher: ((happened: Happened) => void) | undefined;
  const engine = {
    state: initialState(),
    halt: undefined as Halt | undefined,
    receive: (fact: Fact) => void facts.push(fact),
    watch: (heard: (happened: Happened) => void) => {
      watcher = heard;
      return () => {
        watcher = undefined;
      };
    },
  };
  const desk = new AlarmDesk({ engine, clock, outbox, tag: 'unit01', trades: () => [], report: (what) => reports.push(what) });
  const use = (change: Partial<LaneSetUp> = {}): void => desk.use('webhook', { port, level, lang: 'en', enabled: true, ...change });
  use();
  let seq = 0;
  const happens = (...notes: Partial<Note>[]): void => {
    const log = notes.map((note): LogEntry => ({ kind: 'note', level: 'attention', rule: 'W37', code: 'firstFill', numbers: {}, ...note }));
    seq += 1;
    watcher?.({ state: engine.state, event: { type: 'ClockTicked', seq, at: clock.now() }, log });
  };
  const halts = (why: string): void => {
    engine.halt = { why, said: { rule: 'R4', code: 'haltDiskFull', numbers: {} } };
    watcher?.({ state: engine.state, event: undefined, log: [] });
  };
  const pass = async (ms: number): Promise<void> => {
    const until = clock.monotonic() + ms;
    for (let due = clock.nextDue(); due !== undefined && due <= until; due = clock.nextDue()) {
      clock.advance(Math.max(0, due - clock.monotonic()));
      for (let n = 0; n < 12; n += 1) await Promise.resolve();
    }
    clock.advance(until - clock.monotonic());
    for (let n = 0; n < 12; n += 1) await Promise.resolve();
  };
  return { clock, desk, use, port, sent, facts, reports, happens, halts, pass, engine, outbox };
}
const at = (sent: readonly { at: number }[]): readonly number[] => sent.map((each) => each.at);

describe('a channel', () => {
  test('merges a burst into one message, in the order it happened', async () => {
    const { happens, pass, sent, desk } = given();
    happens({ symbol: 'BTCUSDT' as never }, { code: 'phase1Begun' });
    happens({ code: 'tradeClosed' });
    await pass(2000);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.message.notices.map(({ id, event }) => `${id} ${event}`)).toEqual([
      'unit01-1-0 fill',
      'unit01-1-1 fill',
      'unit01-2-0 exit',
    ]);
    expect(sent[0]?.message.text).toMatch(/^! 12:00:00 BTCUSDT First fill: — @ — \(W37\)\n/);
    expect(desk.counts.delivered).toBe(3);
  });

  test('is never spoken to faster than its limits say, and still delivers everything', async () => {
    const { happens, pass, sent } = given({ limits: { merge: 1 } });
    for (let n = 0; n < 5; n += 1) happens({});
    await pass(130_000);
    expect(at(sent)).toEqual([400, 1400, 2400, 60_400, 61_400]);
  });

  test('hears only what is loud enough for it', async () => {
    const { happens, pass, sent } = given({ level: 'critical' });
    happens({ level: 'attention' }, { level: 'critical', code: 'stopVanished' });
    await pass(2000);
    expect(sent.flatMap(({ message }) => message.notices.map(({ event }) => event))).toEqual(['stopMissing']);
  });

  test('is tried again with growing pauses, under the same id', async () => {
    const fail = { kind: 'retry', why: 'HTTP 500' } as const;
    const { happens, pass, sent, facts } = given({ answers: [fail, fail, fail], limits: { gapMs: 0, windows: [] } });
    happens({});
    await pass(HOUR);
    expect(at(sent)).toEqual([400, 5400, 15_400, 35_400]);
    expect(new Set(sent.map(({ message }) => message.notices[0]?.id))).toEqual(new Set(['unit01-1-0']));
    expect(facts).toEqual([]);
  });

  test('waits as long as the other side asks', async () => {
    const { happens, pass, sent } = given({ answers: [{ kind: 'retry', why: 'HTTP 429', afterMs: 33_000 }] });
    happens({});
    await pass(HOUR);
    expect(at(sent)).toEqual([400, 33_400]);
  });

  test('that hangs or throws is given up on at the deadline, and its error text is not repeated', async () => {
    const { happens, pass, sent, facts, reports } = given({ answers: ['hang', 'throw'] });
    happens({});
    await pass(10_399);
    expect(sent).toHaveLength(1);
    await pass(60_000);
    expect(at(sent)).toEqual([400, 15_400, 25_400]);
    expect(JSON.stringify([facts, reports])).not.toContain('CANARY');
  });

  test('that refuses stands still and says so once; a test that works sets it going again', async () => {
    const { happens, pass, sent, facts, desk } = given({ answers: [{ kind: 'refused', why: 'HTTP 401' }] });
    happens({}, {});
    await pass(1000);
    happens({});
    await pass(2 * HOUR);
    expect(sent).toHaveLength(1);
    expect(facts).toEqual([{ type: 'AlarmTroubled', channel: 'webhook', trouble: 'stopped', count: 2, why: 'HTTP 401' }]);
    expect(await desk.test('webhook')).toBeUndefined();
    await pass(2000);
    expect(sent.at(-1)?.message.notices).toHaveLength(3);
  });

  test('that was exchanged while it was spoken to may still deliver, but its refusal does not stop the new one', async () => {
    const { happens, use, port, pass, sent, facts } = given();
    let answer = (_: AlarmOutcome): void => {};
    const slow: AlarmPort = { ...port, send: () => new Promise((resolve) => (answer = resolve)) };
    use({ port: slow });
    happens({});
    await pass(1000);
    use({ port });
    answer({ kind: 'refused', why: 'HTTP 401' });
    await pass(1);
    await pass(2000);
    expect([sent.length, facts]).toEqual([1, []]);

    use({ port: slow });
    happens({});
    await pass(1000);
    use({ port });
    answer({ kind: 'delivered' });
    await pass(1);
    await pass(HOUR);
    expect(sent).toHaveLength(1);
  });

  test('drops what is older than a day, counts it and writes it down', async () => {
    const { happens, pass, facts, desk, outbox } = given({ answers: Array<Answer>(400).fill({ kind: 'retry', why: 'ECONNREFUSED' }) });
    happens({}, {});
    await pass(25 * HOUR);
    expect(facts).toEqual([{ type: 'AlarmTroubled', channel: 'webhook', trouble: 'missed', count: 2, why: 'older than 24 h' }]);
    expect(desk.counts.missed).toBe(2);
    expect(outbox.waiting('webhook', 9).map(({ notice }) => notice.event)).toEqual(['summary']);
  });

  test('keeps the newest thousand and writes down how many it lost', async () => {
    const { happens, facts } = given();
    for (let n = 0; n < 1003; n += 1) happens({});
    expect(facts).toHaveLength(3);
    expect(facts[0]).toMatchObject({ trouble: 'missed', count: 1 });
  });
});

describe('the desk', () => {
  test('sends after a restart what the last process could not', async () => {
    const outbox = outboxOf();
    const first = given({ outbox, answers: ['hang'] });
    first.happens({});
    await first.pass(1000);
    const second = given({ outbox });
    await second.pass(2000);
    expect(second.sent.flatMap(({ message }) => message.notices.map(({ id }) => id))).toEqual(['unit01-1-0']);
  });

  test('sends even when the outbox cannot be written', async () => {
    const broken = (): never => {
      throw new Error('disk full');
    };
    const outbox = { ...outboxOf(), add: broken, waiting: broken, count: broken, remove: broken };
    const { halts, happens, pass, sent, facts } = given({ outbox });
    halts('disk full');
    await pass(2000);
    expect(sent.flatMap(({ message }) => message.notices)).toMatchObject([{ level: 'critical', said: { code: 'haltDiskFull' } }]);
    await pass(60_000);
    expect(sent).toHaveLength(1);
    happens({});
    await pass(60_000);
    expect(sent).toHaveLength(2);
    // Once while it lasts.
    expect(facts).toEqual([
      { type: 'AlarmTroubled', channel: 'webhook', trouble: 'unstored', count: 1, why: 'the queue cannot be written' },
    ]);
  });

  test('sends nothing a second time that an outbox on a full disk does not let go, and lets it go when it can', async () => {
    const whole = outboxOf();
    let full = true;
    const remove = (rows: readonly number[]): void => {
      if (full) throw new Error('disk full');
      whole.remove(rows);
    };
    const { happens, pass, sent } = given({ outbox: { ...whole, remove }, limits: { merge: 1 } });
    happens({});
    await pass(120_000);
    expect(sent).toHaveLength(1);
    full = false;
    happens({});
    await pass(120_000);
    expect(sent).toHaveLength(2);
    expect(whole.count('webhook')).toBe(0);
  });

  test('says good-bye at once, within its time, even over a channel that hangs', async () => {
    const { desk, pass, sent } = given({ answers: ['hang'] });
    let stopped = false;
    void desk.stop().then(() => {
      stopped = true;
    });
    await pass(1199);
    expect([sent[0]?.message.notices[0]?.said.code, stopped]).toEqual(['processStopped', false]);
    await pass(1);
    expect(stopped).toBe(true);
  });

  test('makes no alarm of its own trouble, or one missed alarm would breed the next', async () => {
    const { happens, pass, sent } = given();
    happens({ code: 'alarmMissed' }, { code: 'alarmStopped' });
    await pass(5000);
    expect(sent).toEqual([]);
  });

  test('sums up each Korean day once, not the day it began on', async () => {
    const { pass, sent } = given();
    await pass(37 * HOUR);
    const summaries = sent.flatMap(({ message }) => message.notices).filter(({ event }) => event === 'summary');
    expect(summaries.map(({ said }) => said.numbers)).toEqual([
      { day: '2026-11-21', trades: '0', wins: '0', pnl: '0' },
      { day: '2026-11-22', trades: '0', wins: '0', pnl: '0' },
    ]);
  });

  test('answers a test alarm with the reason why it did not work', async () => {
    const { desk, pass } = given({ answers: [{ kind: 'refused', why: 'HTTP 404' }] });
    expect(await desk.test('webhook')).toMatchObject({ code: 'alarmTestFailed', numbers: { why: 'HTTP 404' } });
    expect(await desk.test('webhook')).toMatchObject({ numbers: { why: 'rate limit: again in 1 s' } });
    await pass(1000);
    expect(await desk.test('webhook')).toBeUndefined();
  });
});
