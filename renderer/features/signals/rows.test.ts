import { expect, test } from 'vitest';
import type { VerdictView } from '../../../shared/contract/view.ts';
import { furtherThan, mergeMessages } from './rows.ts';

const message = (seq: number): VerdictView => ({ seq, channelId: 1, messageId: seq, receivedAt: seq }) as unknown as VerdictView;

test('a message that is pushed and asked for counts once, newest first', () => {
  const merged = mergeMessages([message(9), message(5)], [message(5), message(2)]);
  expect(merged.map(({ seq }) => seq)).toEqual([9, 5, 2]);
});

test('asking goes further back until the contract ends', () => {
  expect([furtherThan(0), furtherThan(300), furtherThan(1000)]).toEqual([300, 1000, undefined]);
});
