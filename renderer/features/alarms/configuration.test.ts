import { describe, expect, test } from 'vitest';
import type { AlarmChannelView } from '../../../shared/contract/alarms.ts';
import { conditionOf, configurationOf } from './configuration.ts';

const row: AlarmChannelView = {
  channel: 'telegram',
  setUpIn: 'screen',
  configured: true,
  enabled: true,
  level: 'attention',
  chatId: '-1001',
  apiUrl: 'https://bot.example',
  host: null,
  secret: 'present',
  waiting: 0,
  delivered: 0,
  missed: 0,
  last: null,
};

describe('what is sent to the engine', () => {
  test('the switch changes nothing but itself, and no secret goes with it', () => {
    expect(configurationOf(row, 'en', { enabled: false })).toEqual({
      channel: 'telegram',
      enabled: false,
      level: 'attention',
      lang: 'en',
      chatId: '-1001',
      apiUrl: 'https://bot.example',
    });
  });

  test('an emptied hidden field means "keep", an emptied server means Telegram itself', () => {
    const typed = { chatId: '@mine', apiUrl: ' ', secret: '  ' };
    expect(configurationOf(row, 'ko', { typed })).toEqual({
      channel: 'telegram',
      enabled: true,
      level: 'attention',
      lang: 'ko',
      chatId: '@mine',
    });
    const webhook = { ...row, channel: 'webhook' } as const;
    expect(configurationOf(webhook, 'ko', { level: 'info', typed: { url: ' https://a.example ', secret: '' } })).toEqual({
      channel: 'webhook',
      enabled: true,
      level: 'info',
      lang: 'ko',
      url: 'https://a.example',
    });
  });
});

test.each([
  [{ configured: false, enabled: false }, 'alarmNotSetUp'],
  [{ enabled: false, last: { kind: 'stopped', at: 1, why: 'x' } }, 'alarmOffNow'],
  [{ last: { kind: 'stopped', at: 1, why: 'HTTP 401' } }, 'alarmStandsStill'],
  [{ secret: 'absent' }, 'alarmStandsStill'],
  [{ secret: 'unreadable' }, 'alarmStandsStill'],
  [{ secret: 'reading' }, 'alarmOn'],
  [{ last: { kind: 'failed', at: 1, why: 'HTTP 500' } }, 'alarmOn'],
  [{}, 'alarmOn'],
] as const)('a channel with %j is shown as %s', (change, condition) => {
  expect(conditionOf({ ...row, ...change })).toBe(condition);
});
