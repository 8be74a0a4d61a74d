import { expect, test } from 'vitest';
import { keysCommands } from './keys.ts';
import { readWith } from './read-with.ts';

const pair = { apiKey: 'CANARYkey', apiSecret: 'CANARYsecret' };
const read = (args: object) => readWith(keysCommands['keys.save'], args);

test('what is pasted loses the blanks around it', () => {
  expect(read({ apiKey: ' CANARYkey\n', apiSecret: '\tCANARYsecret ' })).toEqual({ ok: true, value: pair });
});

test('addresses become origins on this machine', () => {
  const given = { ...pair, restUrl: 'http://localhost:8080/', spotUrl: 'http://127.0.0.1:8081' };
  expect(read(given)).toEqual({ ok: true, value: { ...pair, restUrl: 'http://localhost:8080', spotUrl: 'http://127.0.0.1:8081' } });
});

test.each([
  [
    { restUrl: 'https://fapi.binance.com' },
    'restUrl',
    /only loopback venues are supported in this version/,
    /이 버전은 이 컴퓨터 안의 거래소만/,
  ],
  [{ spotUrl: 'https://api.binance.com' }, 'spotUrl', /only loopback venues are supported in this version/, /이 버전은/],
  [{ restUrl: 'http://127.0.0.1:1/fapi' }, 'restUrl', /without a path/, /경로가 없는/],
  [{ apiKey: 'CANARY key' }, 'apiKey', /printable ASCII without spaces/, /공백 없는 ASCII/],
  [{ apiSecret: '  ' }, 'apiSecret', /./, /./],
  [{ apiSecret: 'CANARY한글' }, 'apiSecret', /printable ASCII/, /ASCII/],
  [{ secret: 'x' }, 'secret', /./, /./],
])('%j is refused at %s, in both languages and without the secrets', (changed, field, en, ko) => {
  const result = read({ ...pair, ...changed });
  expect(result).toMatchObject({ ok: false, error: { field, reason: { en: expect.stringMatching(en), ko: expect.stringMatching(ko) } } });
  expect(JSON.stringify(result)).not.toContain('CANARY');
});
