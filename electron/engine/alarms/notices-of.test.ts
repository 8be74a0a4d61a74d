import { describe, expect, test } from 'vitest';
import { symbolOf } from '../../../shared/domain/ids.ts';
import type { LogEntry } from '../../core/log.ts';
import { type EngineState, initialState } from '../../core/state.ts';
import { mergedText } from './alarm-text.ts';
import { noticesOf } from './notices-of.ts';

const AT = 1_790_000_000_000;
const BTC = symbolOf('BTCUSDT');
type Note = Extract<LogEntry, { kind: 'note' }>;
const note = (change: Partial<Note>): LogEntry => ({ kind: 'note', level: 'info', rule: 'W33', code: 'recovered', numbers: {}, ...change });
const quiet = initialState();
const started: EngineState = { ...quiet, live: { ...quiet.live, now: AT, recovery: undefined } };
const told = (...log: readonly LogEntry[]) => noticesOf(AT, log, started, started).map(({ event, level }) => `${event} ${level}`);

describe('a line of the log', () => {
  test('is an alarm by its code, and never quieter than the core made it', () => {
    expect(told(note({ code: 'ladderStarted' }), note({ code: 'ladderStarted', level: 'critical' }))).toEqual([
      'entry attention',
      'entry critical',
    ]);
    expect(told(note({ code: 'fillCounted' }), note({ code: 'tradeClosed' }), note({ code: 'stageChanged', level: 'attention' }))).toEqual([
      'fill info',
      'exit attention',
      'stage attention',
    ]);
    expect(told(note({ code: 'messageSourceDown', level: 'critical' }), note({ code: 'banned', level: 'critical' }))).toEqual([
      'channel critical',
      'ban critical',
    ]);
  });

  test('of an accepted order is an alarm for a stop only', () => {
    expect(told(note({ code: 'orderAccepted', numbers: { role: 'mddStop' } }))).toEqual(['stopPlaced attention']);
    expect(told(note({ code: 'orderAccepted', numbers: { role: 'takeProfit' } }))).toEqual([]);
  });

  test('that is critical is an alarm even when nobody thought of it', () => {
    expect(told(note({ code: 'startTrouble', level: 'critical' }), note({ code: 'startTrouble', level: 'attention' }))).toEqual([
      'trouble critical',
    ]);
  });

  test('keeps the numbers, the rule and the symbol it was said with', () => {
    const [notice] = noticesOf(AT, [note({ code: 'firstFill', rule: 'W37', numbers: { qty: '1' }, symbol: BTC })], started, started);
    expect(notice).toEqual({
      at: AT,
      level: 'info',
      event: 'fill',
      said: { rule: 'W37', code: 'firstFill', numbers: { qty: '1' } },
      symbol: BTC,
    });
  });
});

describe('a lock that no line tells', () => {
  const banned: EngineState = { ...started, durable: { ...started.durable, bannedUntil: AT + 1 } };

  test('is told when a ban is over, because its end is only a time', () => {
    expect(noticesOf(AT, [], banned, started)).toEqual([
      {
        at: AT,
        level: 'attention',
        event: 'ban',
        said: { rule: 'D10', code: 'lockLifted', numbers: { until: String(AT + 1), by: 'lockBan' } },
      },
    ]);
    expect(noticesOf(AT, [], started, banned)).toEqual([]);
  });

  test('is told with the position of other hands that caused it, and again when that is gone', () => {
    const position = { symbol: BTC, positionSide: 'BOTH', amount: '-2', at: AT } as EngineState['live']['account']['positions'][number];
    const locked: EngineState = { ...started, live: { ...started.live, account: { ...started.live.account, positions: [position] } } };
    expect(noticesOf(AT, [], started, locked)).toMatchObject([
      { event: 'lockOn', said: { code: 'lockSet', numbers: { by: 'lockForeignPosition' } } },
    ]);
    expect(noticesOf(AT, [], locked, started)).toMatchObject([{ event: 'lockOff', symbol: BTC }]);
    expect(noticesOf(AT, [], started, { ...locked, live: { ...locked.live, recovery: { since: 0 } } })).toEqual([]);
  });
});

describe('the text of a message', () => {
  const notice = (why: string) => ({
    id: 'a',
    at: AT,
    level: 'info' as const,
    event: 'trouble' as const,
    said: { rule: 'D19', code: 'messageSourceDown' as const, numbers: { source: 'inbox', why } },
  });

  test('holds as many lines as fit and leaves the rest for the next', () => {
    const { text, count } = mergedText([notice('a'), notice('b'), notice('c'.repeat(900))], 'ko', 200);
    expect(count).toBe(2);
    expect(text.split('\n')).toHaveLength(2);
  });

  test('is cut to the limit, never through a character', () => {
    for (const length of [80, 81]) {
      const { text, count } = mergedText([notice('😀'.repeat(300))], 'en', length);
      expect([count, text.length <= length, /[\ud800-\udbff]…$/.test(text)]).toEqual([1, true, false]);
    }
  });
});
