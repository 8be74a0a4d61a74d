import { expect, test } from 'vitest';
import { leadingMarketText } from '../testkit/scenario/messages.ts';
import { openStage } from '../testkit/scenario.ts';
import { readPost } from './telegram-reading.ts';

const { state, now } = openStage({});
const { entryChannelId, riskChannelId } = state.durable.settings;
const riskText = (ticker: string): string => `🥈 Binance : ${ticker}USDT.P 에서 숏 리스크관리 권장`;
const OTHER = -1_009_999_999_999;
const yesterday = now - 86_400_000;
const read = (channelId: number, text: string, edited = false) =>
  readPost(state, now, { channelId, messageId: 3, sentAt: yesterday, text, edited, caption: false }).reading;

test('a post of the entry channel is judged as if it were posted now, however old it is', () => {
  expect(read(entryChannelId, leadingMarketText('SOL'))).toMatchObject({
    ...{ channel: 'entry', chosen: true, signal: 'leadingMarket', symbol: 'SOLUSDT' },
    decision: { verdict: 'monitoring', said: { rule: 'W14' } },
  });
});

test('a post meets the rules of the channel in which it stands', () => {
  expect(read(riskChannelId, leadingMarketText('SOL'))).toMatchObject({
    ...{ channel: 'risk', chosen: true, signal: 'leadingMarket' },
    decision: { said: { code: 'wrongChannelForKind' } },
  });
  expect(read(entryChannelId, riskText('SOL')).decision?.said.code).toBe('wrongChannelForKind');
  expect(read(riskChannelId, riskText('SOL'))).toMatchObject({ signal: 'risk', symbol: 'SOLUSDT' });
});

test('in a channel that is not chosen its own kind decides which rules it meets', () => {
  expect(read(OTHER, leadingMarketText('SOL'))).toMatchObject({ channel: 'entry', chosen: false, decision: { verdict: 'monitoring' } });
  const risk = read(OTHER, riskText('SOL'));
  expect(risk).toMatchObject({ channel: 'risk', chosen: false, signal: 'risk' });
  expect(risk.decision?.said.code).not.toBe('wrongChannelForKind');
});

test('an edited post never acts, and a post that is no signal says so', () => {
  expect(read(entryChannelId, leadingMarketText('SOL'), true)).toMatchObject({ decision: { said: { code: 'messageEdited' } } });
  expect(read(entryChannelId, '안녕하세요')).toMatchObject({ signal: 'other', symbol: null, decision: { said: { code: 'unrecognised' } } });
});
