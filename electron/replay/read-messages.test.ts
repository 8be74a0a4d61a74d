import { describe, expect, test } from 'vitest';
import { exportPage } from '../engine/lab.ts';
import { leadingMarket, riskFor } from '../testkit/flows/channel.ts';
import { readMessages, symbolsSpokenOf } from './read-messages.ts';

const line = (more: Record<string, unknown>): string =>
  JSON.stringify({ channelId: -1, messageId: 1, date: 1_790_000_000.25, text: 'a', ...more });
const read = (...lines: readonly string[]) => readMessages('m.jsonl', new TextEncoder().encode(lines.join('\n')), 1000);

describe('a file of messages', () => {
  test('may be lines of the inbox: each arrives some time after it was posted', () => {
    const { messages, bad, stamped } = read(line({}), line({ messageId: 2, edited: true, caption: true }), '');
    expect({ bad, stamped }).toEqual({ bad: [], stamped: 0 });
    expect(messages).toMatchObject([
      { arrivesAt: 1_790_000_001_250, fact: { sentAt: 1_790_000_000_250, edited: false, backlog: false } },
      { arrivesAt: 1_790_000_001_250, fact: { messageId: 2, edited: true, caption: true } },
    ]);
  });

  test('may be our own export', () => {
    const row = { seq: 4, receivedAt: 1_790_000_009_000, sentAt: 1_790_000_000_250, channelId: -1, messageId: 7, text: 't', edited: true };
    const { lines } = exportPage({ messages: () => [{ ...row, verdict: undefined }] }, 0, 10);
    const { messages, bad } = read(...lines.map((each) => JSON.stringify(each)));
    expect(bad).toEqual([]);
    expect(messages).toMatchObject([
      { arrivesAt: 1_790_000_009_000, fact: { channelId: -1, messageId: 7, sentAt: 1_790_000_000_250, edited: true, text: 't' } },
    ]);
  });

  test('that says when each was received is played at that time', () => {
    const { messages, stamped } = read(line({ receivedAt: 1_790_000_500_001 }));
    expect([messages[0]?.arrivesAt, stamped]).toEqual([1_790_000_500_001, 1]);
  });

  test('is put in the order of time, and what came in the same millisecond stays in the order of the file', () => {
    const { messages } = read(line({ messageId: 9, date: 20 }), line({ messageId: 2, date: 10 }), line({ messageId: 1, date: 10 }));
    expect(messages.map(({ fact }) => fact.messageId)).toEqual([2, 1, 9]);
  });

  test('with bad lines names each with its number and reason, and reads the others', () => {
    const { messages, bad } = read('{', line({}), line({ messageId: 0 }), '', line({ receivedAt: 'soon' }), line({ text: 3 }));
    expect(messages).toHaveLength(1);
    expect(bad).toEqual([
      { where: 'm.jsonl:1', why: 'not JSON' },
      { where: 'm.jsonl:3', why: 'messageId: must be a whole number above 0, got 0' },
      { where: 'm.jsonl:5', why: 'receivedAt: must be whole milliseconds since 1970' },
      { where: 'm.jsonl:6', why: 'text: must be a string, got 3' },
    ]);
  });
});

test('the symbols spoken of are those of entry and risk messages that can be read', () => {
  const texts = [leadingMarket('sol'), riskFor('LINK'), leadingMarket('SOL'), 'good morning', leadingMarket('b t c')];
  const { messages } = read(...texts.map((text, n) => line({ messageId: n + 1, text })));
  expect(symbolsSpokenOf(messages)).toEqual(['LINKUSDT', 'SOLUSDT']);
});
