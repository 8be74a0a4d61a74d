import { describe, expect, test } from 'vitest';
import { alarmChoicesSchema, alarmCommands, alarmsFrom, alarmsSchema, faultOfAlarmUrl } from './alarms.ts';
import { readWith } from './read-with.ts';

const TOKEN = '123456:CANARY-token_abcdefgh';
const read = (input: unknown) => {
  const result = readWith(alarmsSchema, input);
  return result.ok
    ? alarmsFrom(result.value, (path) => `/profile/${path}`)
    : `${result.error.field}: ${result.error.reason.en} | ${result.error.reason.ko}`;
};

describe('the alarm channels of a profile', () => {
  test('a channel is heard from attention on unless it says otherwise', () => {
    expect(read({ telegram: { botToken: TOKEN, chatId: -100123 } })).toEqual({
      lang: 'ko',
      telegram: { level: 'attention', botToken: { text: TOKEN }, chatId: '-100123', apiUrl: 'https://api.telegram.org' },
    });
  });

  test('secret files are found from the profile', () => {
    expect(
      read({ lang: 'en', discord: { urlFile: 'discord.url' }, webhook: { url: 'https://a.example/x', secretFile: 'hook', level: 'info' } }),
    ).toEqual({
      lang: 'en',
      discord: { level: 'attention', url: { file: '/profile/discord.url' } },
      webhook: { level: 'info', url: 'https://a.example/x', secret: { file: '/profile/hook' } },
    });
  });

  test('a desktop channel that is off is none', () => {
    expect(read({ desktop: { enabled: false } })).toEqual({ lang: 'ko' });
    expect(read({ desktop: {} })).toEqual({ lang: 'ko', desktop: { level: 'attention' } });
  });

  test.each([
    [{ telegram: { botToken: TOKEN } }, 'telegram.chatId'],
    [{ telegram: { chatId: 1 } }, 'telegram.botToken: give exactly one'],
    [{ telegram: { chatId: 1, botToken: TOKEN, tokenFile: 'x' } }, 'telegram.botToken: give exactly one'],
    [{ telegram: { chatId: 'me', botToken: TOKEN } }, 'telegram.chatId: must be a chat id'],
    [{ telegram: { chatId: 1, botToken: 'bot' } }, 'telegram.botToken: must be a bot token'],
    [{ discord: { url: 'http://discord.example/api' } }, 'discord.url: must be an https URL'],
    [{ webhook: { url: 'https://a.example', secret: 'short' } }, 'webhook.secret: must be 16'],
    [{ webhook: { url: 'https://a.example', secret: '0123456789abcdef', levle: 'info' } }, 'webhook.levle'],
    [{ desktop: { level: 'loud' } }, 'desktop.level'],
  ])('%j is refused at its field, in both languages', (input, expected) => {
    const said = read(input);
    expect(said).toContain(expected);
    expect(said).toMatch(/\| .*[가-힣]/);
  });

  test('no refusal quotes the secret', () => {
    expect(read({ telegram: { chatId: 'x', botToken: `${TOKEN} ` } })).not.toContain('CANARY');
    expect(read({ discord: { url: 'ftp://CANARY.example' } })).not.toContain('CANARY');
  });
});

test.each([
  ['https://hooks.example/x', true],
  ['http://127.0.0.1:9/x', true],
  ['http://[::1]:9/', true],
  ['http://localhost:9/', true],
  ['http://127.0.0.1.example.com/', false],
  ['http://10.0.0.1/', false],
  ['https://user:pass@hooks.example/', false],
  ['file:///etc/passwd', false],
  ['not a url', false],
])('an alarm may go to %s: %s', (url, allowed) => {
  expect(faultOfAlarmUrl(url) === undefined).toBe(allowed);
});

describe('a channel that is set up on the screen', () => {
  const common = { enabled: true, level: 'info', lang: 'ko' } as const;
  const configure = (input: unknown) => {
    const result = readWith(alarmCommands['alarms.configure'], input);
    return result.ok ? result.value : `${result.error.field}: ${result.error.reason.en} | ${result.error.reason.ko}`;
  };

  test('an absent secret is allowed and stays absent, because it means: keep the stored one', () => {
    expect(configure({ channel: 'telegram', ...common, chatId: ' -1001 ' })).toEqual({
      channel: 'telegram',
      ...common,
      chatId: '-1001',
      apiUrl: 'https://api.telegram.org',
    });
    for (const channel of ['discord', 'webhook', 'desktop']) expect(configure({ channel, ...common })).toEqual({ channel, ...common });
  });

  test.each([
    [{ channel: 'telegram', ...common, chatId: 'me' }, 'chatId: must be a chat id'],
    [{ channel: 'telegram', ...common, chatId: 1, secret: 'CANARY' }, 'secret: must be a bot token'],
    [{ channel: 'telegram', ...common, chatId: 1, apiUrl: 'http://CANARY.example' }, 'apiUrl: must be an https URL'],
    [{ channel: 'discord', ...common, secret: 'http://CANARY.example/x' }, 'secret: must be an https URL'],
    [{ channel: 'webhook', ...common, url: 'https://CANARY:b@a.example' }, 'url: must not carry a user name'],
    [{ channel: 'webhook', ...common, secret: 'CANARY' }, 'secret: must be 16'],
    [{ channel: 'desktop', ...common, secret: 'CANARY' }, 'secret: '],
    [{ channel: 'pager', ...common }, 'channel: '],
    [{ channel: 'desktop', ...common, level: 'loud' }, 'level: '],
  ])('%j is refused at its field, in both languages, without quoting it', (input, expected) => {
    const said = configure(input);
    expect(said).toContain(expected);
    expect(said).toMatch(/\| .*[가-힣]/);
    expect(said).not.toContain('CANARY');
  });

  test('the stored set-up has no place for a secret', () => {
    const stored = (telegram: object) => alarmChoicesSchema.safeParse({ telegram: { ...common, chatId: '1', ...telegram } }).success;
    expect([stored({}), stored({ secret: TOKEN }), stored({ botToken: TOKEN })]).toEqual([true, false, false]);
  });
});
