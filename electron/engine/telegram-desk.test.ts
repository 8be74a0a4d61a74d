import { describe, expect, test } from 'vitest';
import type { TelegramAccountState, TelegramPost } from '../../shared/domain/telegram.ts';
import type { SecretReading } from '../ports/secrets.ts';
import type { TelegramAccountPort } from '../ports/telegram-account.ts';
import { TelegramDesk } from './telegram-desk.ts';

const refused = { ok: false, error: { code: 'PHONE_CODE_INVALID', message: { ko: '코드가 틀립니다', en: 'Wrong code' } } } as const;

function deskWith(session: SecretReading, state: TelegramAccountState = { kind: 'signedOut' }) {
  const heard: unknown[] = [];
  const told: string[] = [];
  const note =
    (name: string, answer: unknown = { ok: true, value: undefined }) =>
    async (...args: unknown[]): Promise<never> => {
      heard.push([name, ...args]);
      return answer as never;
    };
  const account: TelegramAccountPort = {
    state: () => state,
    watch: () => () => undefined,
    begin: note('begin'),
    beginQr: note('beginQr'),
    submitCode: note('submitCode', refused),
    submitPassword: note('submitPassword'),
    cancel: note('cancel'),
    signOut: note('signOut'),
    resume: note('resume', session.kind === 'present' && session.text === 'old' ? refused : { ok: true, value: undefined }),
    dialogs: note('dialogs', refused),
    lastMessages: note('lastMessages', { ok: true, value: [{ messageId: 8 }, { messageId: 7 }] }),
    checkLink: () => void heard.push(['checkLink']),
    close: note('close'),
  };
  const secrets = {
    kept: 'keyFile',
    why: '',
    read: async () => session,
    write: async () => undefined,
    forget: async () => undefined,
    open: async () => void heard.push(['openSecrets']),
  } as const;
  return { desk: new TelegramDesk(account, secrets, 'demo'), heard, told, report: (line: string) => void told.push(line) };
}

describe('the desk of the Telegram account', () => {
  test('takes up the session of the last run', async () => {
    const { desk, heard, told, report } = deskWith({ kind: 'present', text: 'kept' });
    await desk.resume(report);
    expect([heard, told]).toEqual([[['resume', 'kept']], []]);
  });

  test.each([
    [{ kind: 'absent' }, [], []],
    [{ kind: 'unreadable', why: 'sealed with another key' }, [], ['Telegram session: sealed with another key']],
    [{ kind: 'present', text: 'old' }, [['resume', 'old']], ['Telegram session: Wrong code']],
  ] as const)('with a session that is %j it tries %j and tells %j', async (session, heardThen, toldThen) => {
    const { desk, heard, told, report } = deskWith(session);
    await desk.resume(report);
    expect([heard, told]).toEqual([heardThen, toldThen]);
  });

  test('hands each command on and gives refusals back as they are', async () => {
    const { desk, heard } = deskWith({ kind: 'absent' });
    const keys = { apiId: 1, apiHash: 'ab' };
    expect(await desk.send({ command: 'telegram.begin', args: { ...keys, phone: '+8210' } }, 5)).toEqual({ ok: true, seq: 5 });
    expect(await desk.send({ command: 'telegram.beginQr', args: keys }, 5)).toEqual({ ok: true, seq: 5 });
    expect(await desk.send({ command: 'telegram.code', args: { code: '123' } }, 5)).toEqual({ ok: false, refusal: refused.error });
    expect(await desk.send({ command: 'telegram.password', args: { password: ' p ' } }, 5)).toEqual({ ok: true, seq: 5 });
    expect(await desk.send({ command: 'telegram.cancel', args: {} }, 5)).toEqual({ ok: true, seq: 5 });
    expect(await desk.send({ command: 'telegram.signOut', args: {} }, 5)).toEqual({ ok: true, seq: 5 });
    expect(heard).toEqual([
      // Before anything is asked of Telegram: the trader is to know how long the sign-in will last.
      ['openSecrets'],
      ['begin', { ...keys, phone: '+8210' }],
      ['openSecrets'],
      ['beginQr', keys],
      ['submitCode', '123'],
      ['submitPassword', ' p '],
      ['cancel'],
      ['signOut'],
    ]);
  });

  test('answers questions, and refuses with the reason of the account', async () => {
    const { desk, heard } = deskWith({ kind: 'absent' });
    const read = ({ messageId }: TelegramPost) => ({ read: messageId }) as never;
    expect(await desk.ask({ query: 'telegram.dialogs', args: {} }, read)).toEqual({ ok: false, refusal: refused.error });
    const last = await desk.ask({ query: 'telegram.lastMessages', args: { channelId: -1_002_000_000_000 } }, read);
    expect(last).toEqual({ ok: true, value: [{ read: 8 }, { read: 7 }] });
    expect(heard.at(-1)).toEqual(['lastMessages', -1_002_000_000_000, 10]);
  });

  test('tries the link at once when the machine wakes up', () => {
    const { desk, heard } = deskWith({ kind: 'absent' });
    desk.woke();
    expect(heard).toEqual([['checkLink']]);
  });

  test('shows where the session rests and where the posts go, and no secret', () => {
    const { desk } = deskWith({ kind: 'present', text: 'kept' }, { kind: 'signedIn', name: 'Kim', phoneTail: '12' });
    expect(desk.view()).toEqual({
      account: { kind: 'signedIn', name: 'Kim', phoneTail: '12' },
      sessionKept: 'keyFile',
      sessionWhy: null,
      postsGoTo: 'demo',
    });
  });
});
