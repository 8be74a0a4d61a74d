import { expect, test } from 'vitest';
import { stages } from '../domain/stage.ts';
import { commandNames, commands, queries, queryNames } from './commands.ts';

test('the commands and queries of the headless interface exist', () => {
  expect(commandNames).toEqual(
    expect.arrayContaining(['settings.update', 'entries.pause', 'entries.resume', 'emergency.close', 'stage.request', 'stage.rollback']),
  );
  expect(queryNames).toEqual(expect.arrayContaining(['audit', 'trades', 'messages', 'candles']));
});

test('no command and no query takes an unknown argument', () => {
  // A command with several shapes is strict when each of them is.
  const loose = [...Object.entries(commands), ...Object.entries(queries)].filter(([, schema]) =>
    ('options' in schema ? schema.options : [schema]).some((shape) => {
      const issues = shape.safeParse({ planted: 1 }).error?.issues ?? [];
      return !issues.some((issue) => issue.code === 'unrecognized_keys');
    }),
  );
  expect(loose.map(([name]) => name)).toEqual([]);
});

test('no command and no query takes anything but an object', () => {
  const schemas = [...Object.values(commands), ...Object.values(queries)];
  const taken = schemas.flatMap((schema) => [null, undefined, [], 'x', 1].filter((body) => schema.safeParse(body).success));
  expect(taken).toEqual([]);
});

test('the emergency close means the bot unless the account is asked for', () => {
  expect(commands['emergency.close'].parse({})).toEqual({ scope: 'bot' });
  expect(commands['emergency.close'].parse({ scope: 'account' })).toEqual({ scope: 'account' });
  expect(commands['emergency.close'].safeParse({ scope: 'everything' }).success).toBe(false);
});

test('settings are updated all or nothing', () => {
  expect(commands['settings.update'].safeParse({ settings: { mdd: '5', mode: 'wild' } }).success).toBe(false);
  expect(commands['settings.update'].parse({ settings: { mdd: '5.0' } })).toEqual({ settings: { mdd: '5' } });
  expect(commands['settings.update'].safeParse({}).success).toBe(false);
});

test('every stage can be asked for, and nothing else', () => {
  expect(stages.filter((stage) => !commands['stage.request'].safeParse({ stage }).success)).toEqual([]);
  expect(commands['stage.request'].safeParse({ stage: 'production' }).success).toBe(false);
});

test('questions about the past have a limit and a default', () => {
  expect(queries.audit.parse({})).toEqual({ after: 0, limit: 200 });
  expect(queries.trades.parse({})).toEqual({ limit: 200 });
  expect(queries.messages.parse({})).toEqual({ limit: 200 });
  for (const limit of [0, 1001, 1.5, '5', Number.NaN]) expect(queries.audit.safeParse({ limit }).success).toBe(false);
  for (const after of [-1, 0.5]) expect(queries.audit.safeParse({ after }).success).toBe(false);
});

test('candles are asked for by a plain symbol, because it goes into a request', () => {
  expect(queries.candles.parse({ symbol: '1000PEPEUSDT' })).toEqual({ symbol: '1000PEPEUSDT', interval: '3m', limit: 200 });
  for (const symbol of ['', 'btcusdt', 'BTC/USDT', 'BTCUSDT&x=1', 'BTCUSDT\n', 'A'.repeat(31)]) {
    expect([symbol, queries.candles.safeParse({ symbol }).success]).toEqual([symbol, false]);
  }
});
