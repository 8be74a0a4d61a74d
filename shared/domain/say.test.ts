import { describe, expect, test } from 'vitest';
import type { SayCode } from './say.ts';
import { say } from './say.ts';
import { words } from './words.ts';

const codes = Object.keys(words) as SayCode[];
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

test('numbers stand where their names are', () => {
  const numbers = { rank: '3', limit: '10' };
  expect(say({ code: 'rankTooHigh', numbers }, 'ko')).toBe('24시간 상승 3위 — 상위 10위 이내는 제외');
  expect(say({ code: 'rankTooHigh', numbers }, 'en')).toBe('24 h gainers rank 3: within the top 10');
});

test('an absent number is shown as a dash, never as 0 or "undefined"', () => {
  expect(say({ code: 'rankTooHigh', numbers: { limit: '10' } }, 'en')).toBe('24 h gainers rank —: within the top 10');
});

test('text of a message is put in as it is, braces and all', () => {
  expect(say({ code: 'tickerUnreadable', numbers: { raw: '$& {raw} {limit}' } }, 'en')).toBe('No readable ticker: $& {raw} {limit}');
});

test('how a message source fares is a sentence within the sentence, in the same language; a plain text of an older journal stays', () => {
  const numbers = { source: 'telegram-user', why: 'sourceUserAgain', detail: 'ECONNREFUSED' };
  expect(say({ code: 'messageSourceDown', numbers }, 'ko')).toBe(
    '메시지 수신 telegram-user 장애: 텔레그램에 다시 연결하는 중: ECONNREFUSED',
  );
  const both = { source: 'telegram-bot', why: 'sourceBotAndRemark', by: 'sourceBotConflict', remark: 'sourceBotNumberless', count: '2' };
  expect(say({ code: 'messageSourceDown', numbers: both }, 'en')).toMatch(
    /is down: another program .* stop the other one; 2 updates without/,
  );
  expect(say({ code: 'messageSourceDown', numbers: { source: 'inbox', why: 'logged out' } }, 'en')).toContain('is down: logged out');
});

describe('every sentence', () => {
  test.each(codes)('%s says the same numbers in both languages', (code) => {
    expect(placeholders(words[code].ko)).toEqual(placeholders(words[code].en));
  });

  test.each(codes)('%s is complete once its numbers are there', (code) => {
    const numbers = Object.fromEntries(placeholders(words[code].ko).map((name) => [name, '7']));
    for (const lang of ['ko', 'en'] as const) expect(say({ code, numbers }, lang)).not.toMatch(/[{}—]$|\{/);
  });
});
