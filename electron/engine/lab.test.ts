import { describe, expect, test } from 'vitest';
import type { MessageRow } from '../ports/journal.ts';
import { monitoring } from '../testkit/scenario/given.ts';
import { leadingMarketText } from '../testkit/scenario/messages.ts';
import { standardCandles } from '../testkit/scenario/symbols.ts';
import { openStage } from '../testkit/scenario.ts';
import { exportPage, type LabQuestion, labAnswer } from './lab.ts';

const { state, now } = openStage({});
const exchange = {
  readCandles: async (symbol: Parameters<typeof standardCandles>[0], limit: number) => ({
    kind: 'read' as const,
    value: standardCandles(symbol, now, limit),
  }),
};
const ask = (text: string, more: Partial<LabQuestion> = {}, given = state) =>
  labAnswer(given, exchange, now, () => undefined, { text, channel: 'entry', sentAt: undefined, ...more });

describe('a message in the lab', () => {
  test('that would pass shows the target of both modes as they would be now', async () => {
    const { decision, market, mapping } = await ask(leadingMarketText('SOL'));
    expect(decision).toMatchObject({ verdict: 'monitoring', said: { rule: 'W14' } });
    expect(mapping).toMatchObject({ symbol: 'SOLUSDT', status: 'TRADING PERPETUAL USDT' });
    expect(market?.targets).toMatchObject([
      { mode: 'aggressive', ok: true, target: '100', trigger: '99.9', numbers: { high: '100' } },
      { mode: 'conservative', ok: true, target: '100', trigger: '99.9', numbers: { atr: '1' } },
    ]);
  });
  test('is judged as a new post, though the channel has told others before', async () => {
    const watched = openStage({ given: monitoring });
    const { decision } = await labAnswer(watched.state, exchange, watched.now, () => undefined, {
      ...{ text: leadingMarketText('LINK'), channel: 'entry', sentAt: undefined },
    });
    expect(decision?.verdict).toBe('monitoring');
  });
  test('with its own posting time may be too old', async () => {
    const { decision } = await ask(leadingMarketText('SOL'), { sentAt: now - 3_600_000 });
    expect(decision).toMatchObject({ verdict: 'history', said: { rule: 'D2', code: 'messageTooOld' } });
  });
  test('that was edited never acts, and its words are read all the same', async () => {
    const { decision, kind, mapping } = await ask(leadingMarketText('SOL'), { edited: true });
    expect(decision).toMatchObject({ verdict: 'ignored', said: { code: 'messageEdited' } });
    expect([kind, mapping?.symbol]).toEqual(['leadingMarket', 'SOLUSDT']);
  });
  test('of a symbol that the exchange does not know has no target, and no candles are asked for', async () => {
    const silent = { readCandles: () => Promise.reject(new Error('asked')) };
    const question = { text: leadingMarketText('NOPE'), channel: 'entry', sentAt: undefined } as const;
    expect((await labAnswer(state, silent, now, () => undefined, question)).market).toBeNull();
  });
  test('says so when the candles cannot be read', async () => {
    const broken = {
      readCandles: async () => ({ kind: 'unread', part: 'candles', reason: 'banned', code: 429, message: 'banned', status: 429 }) as never,
    };
    const question = { text: leadingMarketText('SOL'), channel: 'entry', sentAt: undefined } as const;
    const { market } = await labAnswer(state, broken, now, () => undefined, question);
    expect(market).toMatchObject({ targets: [], unread: 'banned' });
  });
});

describe('the export of received messages', () => {
  const row = (seq: number, edited = false): MessageRow => ({
    ...{ seq, receivedAt: 5000, sentAt: 4500 + seq, channelId: -1, messageId: seq, text: `t${seq}`, edited },
    verdict: undefined,
  });
  const journal = { messages: (limit: number) => [row(9), row(7, true), row(4)].slice(0, limit) };
  test('is oldest first, page by page, in the words of the inbox file', () => {
    const first = exportPage(journal, 0, 2);
    expect(first).toEqual({
      lines: [
        { channelId: -1, messageId: 4, date: 4.504, receivedAt: 5000, text: 't4' },
        { channelId: -1, messageId: 7, date: 4.507, receivedAt: 5000, text: 't7', edited: true },
      ],
      next: 7,
    });
    expect(exportPage(journal, 7, 2)).toEqual({
      lines: [{ channelId: -1, messageId: 9, date: 4.509, receivedAt: 5000, text: 't9' }],
      next: null,
    });
  });
});
