import { expect, test } from 'vitest';
import { readWith } from './read-with.ts';
import { telegramCommands, telegramQueries } from './telegram.ts';

const credentials = { apiId: 12345, apiHash: '0123456789abcdef0123456789abcdef' };

test('a phone number is taken with blanks and dashes and passed on without them', () => {
  expect(telegramCommands['telegram.begin'].parse({ ...credentials, phone: ' +82 (10) 1234-5678 ' })).toEqual({
    ...credentials,
    phone: '+821012345678',
  });
});

test.each([
  ['no api_id', { ...credentials, apiId: 0, phone: '+821012345678' }],
  ['a fractional api_id', { ...credentials, apiId: 1.5, phone: '+821012345678' }],
  ['a short api_hash', { ...credentials, apiHash: 'abc', phone: '+821012345678' }],
  ['letters for a number', { ...credentials, phone: 'my phone' }],
  ['something unasked for', { ...credentials, phone: '+821012345678', session: 'x' }],
])('%s is refused at the door', (_, input) => {
  expect(telegramCommands['telegram.begin'].safeParse(input).success).toBe(false);
});

test('a password keeps the blanks at its ends, a code does not', () => {
  expect(telegramCommands['telegram.password'].parse({ password: ' x ' })).toEqual({ password: ' x ' });
  expect(telegramCommands['telegram.code'].parse({ code: ' 12345\n' })).toEqual({ code: '12345' });
});

test('the last messages are ten of one channel when nothing else is said', () => {
  const schema = telegramQueries['telegram.lastMessages'];
  expect(schema.parse({ channelId: -1002171239233 })).toEqual({ channelId: -1002171239233, limit: 10 });
  expect(schema.safeParse({ channelId: 2171239233 }).success).toBe(false);
  expect(schema.safeParse({ channelId: -1002171239233, limit: 51 }).success).toBe(false);
});

test('what is refused is said in both languages', () => {
  const read = readWith(telegramCommands['telegram.begin'], { ...credentials, apiHash: 'abc', phone: '+821012345678' });
  expect(read).toMatchObject({
    error: { field: 'apiHash', reason: { ko: 'api_hash의 16진수 32자리여야 합니다', en: 'must be the 32 hexadecimal digits of api_hash' } },
  });
});
