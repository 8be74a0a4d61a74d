import { expect, test } from 'vitest';
import { dec, type Price } from '../../shared/domain/decimal.ts';
import { symbolOf } from '../../shared/domain/ids.ts';
import { defaultSettings } from '../../shared/domain/settings.ts';
import { createVirtualClock } from '../adapters/clock/virtual-clock.ts';
import { MemoryJournal } from '../adapters/journal/memory/memory-journal.ts';
import { locksOf } from '../core/gate/locks.ts';
import { emptyDurable } from '../core/state.ts';
import type { ExchangePort } from '../ports/exchange.ts';
import type { JournalPort, JournalRow } from '../ports/journal.ts';
import { fakeExchange } from '../testkit/flows/fake-exchange.ts';
import { Engine } from './engine.ts';
import { EngineLink } from './link.ts';

const BTC = symbolOf('BTCUSDT');
const BEGIN = 1_790_000_000_000;

function given(options: { readonly journal?: Partial<JournalPort>; readonly exchange?: Partial<ExchangePort> } = {}) {
  const clock = createVirtualClock(BEGIN);
  const exchange = fakeExchange(options.exchange);
  const memory = new MemoryJournal('unit01');
  const rows: JournalRow[] = [];
  /** What happened, in the order it happened: "append 1", "readClock", … */
  const order: string[] = [];
  const heard = new Proxy(exchange.port, {
    get: (port, name: keyof ExchangePort) => {
      const method = port[name] as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => {
        order.push(name);
        return method(...args);
      };
    },
  });
  const journal: JournalPort = {
    load: () => memory.load(),
    audit: (after, limit) => memory.audit(after, limit),
    trades: (limit) => memory.trades(limit),
    messages: (limit) => memory.messages(limit),
    close: () => order.push('journal closed'),
    ...options.journal,
    append(row, state) {
      options.journal?.append?.(row, state);
      order.push(`append ${row.event.seq}`);
      rows.push(row);
      memory.append(row, state);
    },
  };
  const reports: string[] = [];
  const settings = { read: () => ({ settings: defaultSettings, complaints: [] }), write: () => {} };
  const engine = new Engine({ clock, exchange: heard, messages: [], journal, settings }, (what) => reports.push(what));
  const start = (): void =>
    engine.start({ stage: 'live', settings: defaultSettings, orderTag: 'unit01', venue: 'http://127.0.0.1:1', troubles: [] });
  const link = () =>
    new EngineLink({ engine, journal, exchange: heard, clock, version: '0', loopback: true, accountTail: undefined, demo: undefined });
  return { clock, exchange, engine, link, start, rows, order, reports, memory };
}

test('every effect is performed after its event is in the journal, never before', () => {
  const { start, order } = given();
  start();
  expect(order[0]).toBe('append 1');
  expect(order.slice(1)).toEqual(expect.arrayContaining(['readClock', 'readMarkets', 'readMarkPrices']));
});

test('a journal that cannot be written halts the engine: nothing is sent, the state stays, the reason is told', async () => {
  const full = () => {
    throw new Error('the disk is full');
  };
  const { engine, exchange, start, link, order, reports, clock } = given({ journal: { append: full } });
  const shown = link();
  start();
  expect(engine.halted).toBe('the disk is full');
  expect(engine.seq).toBe(0);
  expect(exchange.calls.filter((call) => call !== 'open' && call !== 'weight')).toEqual([]);
  expect(reports.join()).toContain('the disk is full');
  expect((await shown.snapshot()).view.engine).toMatchObject({ state: 'halted', haltReason: 'the disk is full' });
  expect(await shown.send('entries.pause', {})).toMatchObject({
    ok: false,
    refusal: { code: 'engineHalted', numbers: { why: 'the disk is full' } },
  });
  const before = order.length;
  exchange.tells({ type: 'StreamOpened', stream: 'prices' });
  clock.advance(60_000);
  expect(order.slice(before).filter((what) => what !== 'weight')).toEqual([]);
});

test('a halt says in words what the trader can do, by the kind of trouble', async () => {
  for (const [trouble, code] of [
    ['diskFull', 'haltDiskFull'],
    ['readOnly', 'haltReadOnly'],
    ['databaseBusy', 'haltDatabaseBusy'],
    ['journalBroken', 'haltJournalBroken'],
    ['constructor', 'haltFault'],
  ]) {
    const append = (): void => {
      throw Object.assign(new Error('raw text'), { trouble });
    };
    const { start, link } = given({ journal: { append } });
    start();
    expect((await link().snapshot()).view.engine).toMatchObject({ state: 'halted', haltReason: 'raw text', halt: { code } });
  }
});

test('a watcher that fails stops neither the engine nor the other watchers', () => {
  const { engine, start, reports } = given();
  let heard = 0;
  engine.watch(() => {
    throw new Error('a broken screen');
  });
  engine.watch(() => {
    heard += 1;
  });
  start();
  expect(engine.halted).toBeUndefined();
  expect(heard).toBeGreaterThan(0);
  expect(reports.join()).toContain('a broken screen');
});

test('a fault that nobody caught is shown and makes the engine ask the exchange again; the third in five minutes halts it', () => {
  const { engine, start, rows, clock } = given();
  start();
  engine.fault('exchange', new Error('first'));
  expect(rows.at(-1)?.event).toMatchObject({ type: 'PortFaulted', port: 'exchange', why: 'first' });
  expect(rows.at(-1)?.log).toEqual([expect.objectContaining({ code: 'portFaulted', level: 'critical' })]);
  clock.advance(6 * 60_000);
  engine.fault('exchange', new Error('second'));
  engine.fault('exchange', new Error('third'));
  expect(engine.halted).toBeUndefined();
  engine.fault('exchange', new Error('fourth'));
  expect(engine.halt).toMatchObject({ why: 'fourth', said: { code: 'haltFault' } });
});

test('a port that cannot be opened does not take the process along', () => {
  const open = (): void => {
    throw new Error('no socket');
  };
  const { engine, start, rows } = given({ exchange: { open } });
  start();
  expect(engine.halted).toBeUndefined();
  expect(rows.map(({ event }) => event.type)).toContain('PortFaulted');
});

test('what a person must look at keeps entries off until they are resumed, also over a restart', () => {
  const { engine, memory } = given();
  const said = { rule: 'D21', code: 'journalSetAside', numbers: { copy: 'old', why: 'damaged' } } as const;
  const given1 = { stage: 'live', settings: defaultSettings, orderTag: 'unit01', venue: 'box', troubles: [] } as const;
  engine.start({ ...given1, entriesOff: [said] });
  const lock = { kind: 'operator', said };
  expect(locksOf(engine.state)).toEqual(expect.arrayContaining([expect.objectContaining(lock)]));
  const again = given({ journal: { load: () => memory.load() } });
  again.start();
  expect(locksOf(again.engine.state)).toEqual(expect.arrayContaining([expect.objectContaining(lock)]));
  again.engine.receive({ type: 'EntriesResumeRequested' });
  expect(locksOf(again.engine.state).map(({ kind }) => kind)).not.toContain('operator');
});

test('a halt in the middle of a run drops what was waiting', () => {
  let broken = false;
  const append = (): void => {
    if (broken) throw new Error('gone');
  };
  const { engine, start, rows, exchange } = given({ journal: { append } });
  start();
  engine.watch(() => {
    if (broken) return;
    broken = true;
    exchange.tells({ type: 'StreamOpened', stream: 'prices' });
    exchange.tells({ type: 'StreamOpened', stream: 'account' });
  });
  const seq = engine.seq;
  engine.receive({ type: 'EntriesPauseRequested' });
  expect(rows.at(-1)?.event.seq).toBe(seq + 1);
  expect(engine.halted).toBe('gone');
  expect(engine.state.live.streams.account.open).toBe(false);
});

test('a fact told while another is handled waits for its turn and is numbered after it', () => {
  const { engine, start, rows } = given();
  start();
  const stopWatching = engine.watch(({ event }) => {
    if (event?.type === 'EntriesPauseRequested') {
      engine.receive({ type: 'StreamOpened', stream: 'prices' });
      // Still the first one's turn: the second has not been decided.
      expect(engine.state.live.streams.prices.open).toBe(false);
    }
  });
  engine.receive({ type: 'EntriesPauseRequested' });
  stopWatching();
  const [first, second] = rows.slice(-2);
  expect([first?.event.type, second?.event.type]).toEqual(['EntriesPauseRequested', 'StreamOpened']);
  expect((second?.event.seq ?? 0) - (first?.event.seq ?? 0)).toBe(1);
});

test('an adapter that answers in the same breath is heard after the event that asked', () => {
  const { start, rows, engine } = given({
    exchange: {
      readClock: () => {
        throw new Error('no such socket');
      },
    },
  });
  start();
  expect(rows.map(({ event }) => event.seq)).toEqual(rows.map((_, n) => n + 1));
  expect(engine.halted).toBeUndefined();
});

test('frames are thinned to watched symbols before they reach the journal; the screen sees them all', () => {
  const { engine, start, exchange } = given();
  start();
  const prices = { BTCUSDT: '100' as Price, ETHUSDT: '50' as Price };
  let seen: unknown;
  engine.watch(({ event }) => {
    seen = event?.type === 'MarkPricesArrived' ? event.prices : seen;
  });
  exchange.tells({ type: 'MarkPricesArrived', source: 'stream', venueAt: BEGIN, prices });
  expect(seen).toEqual({});
  expect(engine.displayMarks.get(BTC)).toEqual({ price: '100', at: BEGIN });
  expect(engine.displayMarks.size).toBe(2);
});

test('a stored state of a newer version halts before anything starts, and says so', () => {
  const newer = JSON.stringify({ ...emptyDurable, stateVersion: 99 });
  const { engine, start, exchange } = given({ journal: { load: () => ({ lastSeq: 7, state: newer }) } });
  start();
  expect(engine.halted).toMatch(/version 99/);
  expect(exchange.calls).toEqual([]);
});

test('stopping waits for what is under way, then closes exchange and journal and hears nothing more', async () => {
  let answer: () => void = () => {};
  const { engine, start, order, clock, rows } = given({
    exchange: {
      readClock: () =>
        new Promise((resolve) => {
          answer = () => resolve({ kind: 'read', value: { offsetMs: 5, roundTripMs: 1 } });
        }),
    },
  });
  start();
  const stopped = engine.stop();
  answer();
  await Promise.resolve();
  await new Promise((done) => setImmediate(done));
  expect(rows.some(({ event }) => event.type === 'ClockRead')).toBe(true);
  clock.advance(2000);
  await stopped;
  expect(order.slice(-2)).toEqual(['close', 'journal closed']);
  const { seq } = engine;
  engine.receive({ type: 'EntriesPauseRequested' });
  expect(engine.seq).toBe(seq);
});

test('of all that one event asks for, an exit goes first on the wire (D10)', () => {
  const position = { qty: dec('1'), average: dec('110') };
  const ladder = {
    symbol: BTC,
    mode: 'aggressive',
    messageId: 1,
    receivedAt: BEGIN,
    target: '110',
    positionMode: 'ONE-WAY',
    startedAt: BEGIN,
    openedAt: BEGIN,
    entry1: 'vgl-unit01-1-0',
    step: 1,
    position,
    second: { status: 'watching', retried: false },
    exitLimit: { fired: false },
    riskPending: false,
    closing: { reason: 'risk', since: BEGIN, failures: 1 },
    totals: { entryQty: '1', entryQuote: '110', exitQty: '0', exitQuote: '0' },
    exit: 'risk',
  };
  const stored = JSON.stringify({ ...emptyDurable, ladder });
  const { start, exchange, rows } = given({ journal: { load: () => ({ lastSeq: 0, state: stored }) } });
  start();
  // The core lists reads first; that is its order of thinking, not of sending.
  expect(rows[0]?.effects.map(({ type }) => type)).toContain('PlaceOrder');
  expect(rows[0]?.effects[0]?.type).not.toBe('PlaceOrder');
  expect(exchange.calls[0]).toBe('placeOrder');
});
