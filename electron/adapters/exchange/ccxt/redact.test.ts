import { expect, test } from 'vitest';
import { createRedactor } from './redact.ts';

const SECRET = 'a"b+/secret==';
const redact = createRedactor([SECRET, 'short']);

test.each([
  ['as it is', SECRET],
  ['in an address', encodeURIComponent(SECRET)],
  ['in JSON', JSON.stringify(SECRET).slice(1, -1)],
  ['in base64', Buffer.from(SECRET).toString('base64')],
])('a secret %s is taken out', (_, form) => {
  expect(redact(`no: ${form} is wrong`)).toMatch(/^no: …=* is wrong$/);
});

test('queries and named credentials go, addresses and plain words stay', () => {
  expect(redact('http://127.0.0.1:1/fapi/v1/order?symbol=X&signature=ab failed, short')).toBe(
    'http://127.0.0.1:1/fapi/v1/order failed, short',
  );
  expect(redact('apiKey=abc&x=1 "listenKey":"def"')).toBe('apiKey=…&x=1 "listenKey":"…"');
});
