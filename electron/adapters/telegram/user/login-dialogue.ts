import type { Api } from 'telegram';
import type { TelegramCodeRoute } from '../../../../shared/domain/telegram.ts';
import type { ClockPort } from '../../../ports/clock.ts';
import type { TelegramCredentials } from '../../../ports/telegram-account.ts';
import { within } from './deadline.ts';
import { faultOf, wordOf } from './telegram-faults.ts';
import type { Timing } from './telegram-feed.ts';
import { type Account, createClient, discard, type Library, type Network } from './telegram-library.ts';

export type LoginStep =
  | { readonly kind: 'code'; readonly via: TelegramCodeRoute; readonly length: number | null }
  | { readonly kind: 'password'; readonly hint: string | null }
  | { readonly kind: 'qr'; readonly url: string; readonly expiresAt: number }
  /** The caller owns the account now. */
  | { readonly kind: 'done'; readonly account: Account; readonly user: Api.User }
  | { readonly kind: 'refused'; readonly code: 'SIGN_UP_REQUIRED' | 'EMAIL_SETUP_REQUIRED' };

export interface LoginOptions {
  readonly library: Library;
  readonly credentials: TelegramCredentials;
  readonly network: Network | undefined;
  readonly clock: ClockPort;
  readonly timing: Timing;
  /** The QR code was scanned: ask `exportQr` again. */
  readonly scanned: () => void;
}

/** Each step rejects with what Telegram said, or because nobody answered; the dialogue itself stays usable. */
export interface LoginDialogue {
  sendCode(phone: string): Promise<LoginStep>;
  signIn(code: string): Promise<LoginStep>;
  checkPassword(password: string): Promise<LoginStep>;
  exportQr(): Promise<LoginStep>;
  discard(): void;
}

/** A QR code is renewed at least this often, whatever our clock thinks of Telegram's. */
const LONGEST_QR_MS = 30_000;
const SHORTEST_QR_MS = 5000;

/** The library's own `start()` is not used: it registers a new account when the number has none, and loops on a failing callback. */
export function createLoginDialogue({ library, credentials, network, clock, timing, scanned }: LoginOptions): LoginDialogue {
  const { Api } = library;
  let account: Account | undefined;
  let session = '';
  let sent: { readonly phone: string; readonly hash: string; readonly byEmail: boolean } | undefined;
  let over = false;

  /** A trader may take minutes for a code; a connection lost meanwhile is made anew with the same key, which keeps the code valid. */
  const connected = async (): Promise<Account> => {
    if (account?.client.connected) return account;
    if (account !== undefined) session = account.session() || session;
    discard(account);
    const fresh = await createClient(library, credentials, session, network);
    account = fresh;
    fresh.client.addEventHandler((update: unknown) => {
      if (!over && update instanceof Api.UpdateLoginToken) scanned();
    });
    await within(clock, timing.stepMs, 'connect', fresh.client.connect());
    return fresh;
  };

  const step = async (what: string, ask: (account: Account) => Promise<LoginStep>): Promise<LoginStep> => {
    try {
      const on = await connected();
      return await within(clock, timing.stepMs, what, ask(on));
    } catch (error) {
      if (wordOf(error) === 'SESSION_PASSWORD_NEEDED') return await askForPassword();
      if (faultOf(error).kind === 'broken') {
        // What was sent on a dead link may still be answered there; the next step begins on a fresh one.
        session = account?.session() || session;
        discard(account);
        account = undefined;
      }
      throw error;
    }
  };

  const askForPassword = (): Promise<LoginStep> =>
    step('account.getPassword', async ({ client }) => {
      const { hint } = await client.invoke(new Api.account.GetPassword());
      return { kind: 'password', hint: hint ?? null };
    });

  const signedIn = (on: Account, user: unknown): LoginStep => {
    if (!(user instanceof Api.User)) throw new Error('Telegram signed in, but did not say whom');
    // From here on the account belongs to the caller.
    account = undefined;
    over = true;
    return { kind: 'done', account: on, user };
  };

  const authorized = (on: Account, answer: Api.auth.TypeAuthorization): LoginStep =>
    answer instanceof Api.auth.Authorization ? signedIn(on, answer.user) : { kind: 'refused', code: 'SIGN_UP_REQUIRED' };

  const requestCode = async ({ client }: Account, phone: string): Promise<Api.auth.TypeSentCode> => {
    const request = () => client.invoke(new Api.auth.SendCode({ phoneNumber: phone, ...credentials, settings: new Api.CodeSettings({}) }));
    try {
      return await request();
    } catch (error) {
      // Telegram's word for "once more"; twice would be a loop.
      if (wordOf(error) === 'AUTH_RESTART') return request();
      throw error;
    }
  };

  return {
    sendCode: (phone) =>
      step('auth.sendCode', async (on) => {
        const answer = await requestCode(on, phone);
        if (answer instanceof Api.auth.SentCodeSuccess) return authorized(on, answer.authorization);
        if (!(answer instanceof Api.auth.SentCode)) throw new Error(`Telegram answered sendCode with ${answer.className}`);
        if (answer.type instanceof Api.auth.SentCodeTypeSetUpEmailRequired) return { kind: 'refused', code: 'EMAIL_SETUP_REQUIRED' };
        const via = routeOf(library, answer.type);
        sent = { phone, hash: answer.phoneCodeHash, byEmail: via === 'email' };
        return { kind: 'code', via, length: 'length' in answer.type ? answer.type.length : null };
      }),
    signIn: (code) =>
      step('auth.signIn', async (on) => {
        if (sent === undefined) throw new Error('no code was sent');
        const proof = sent.byEmail ? { emailVerification: new Api.EmailVerificationCode({ code }) } : { phoneCode: code };
        return authorized(on, await on.client.invoke(new Api.auth.SignIn({ phoneNumber: sent.phone, phoneCodeHash: sent.hash, ...proof })));
      }),
    checkPassword: (password) =>
      step('auth.checkPassword', async (on) => {
        // Fetched anew for each try: the exchange's numbers are good for one.
        const parameters = await on.client.invoke(new Api.account.GetPassword());
        const proof = await library.computeCheck(parameters, password);
        return authorized(on, await on.client.invoke(new Api.auth.CheckPassword({ password: proof })));
      }),
    exportQr: () =>
      step('auth.exportLoginToken', async (on) => {
        let answer = await on.client.invoke(new Api.auth.ExportLoginToken({ ...credentials, exceptIds: [] }));
        if (answer instanceof Api.auth.LoginTokenMigrateTo) {
          await on.client._switchDC(answer.dcId);
          answer = await on.client.invoke(new Api.auth.ImportLoginToken({ token: answer.token }));
        }
        if (answer instanceof Api.auth.LoginTokenSuccess) return authorized(on, answer.authorization);
        if (!(answer instanceof Api.auth.LoginToken)) throw new Error(`Telegram answered exportLoginToken with ${answer.className}`);
        const left = Math.min(Math.max(answer.expires * 1000 - clock.now(), SHORTEST_QR_MS), LONGEST_QR_MS);
        return { kind: 'qr', url: `tg://login?token=${answer.token.toString('base64url')}`, expiresAt: clock.now() + left };
      }),
    discard() {
      over = true;
      discard(account);
      account = undefined;
    },
  };
}

function routeOf({ Api }: Library, type: Api.auth.TypeSentCodeType): TelegramCodeRoute {
  if (type instanceof Api.auth.SentCodeTypeApp) return 'app';
  if (type instanceof Api.auth.SentCodeTypeSms || type instanceof Api.auth.SentCodeTypeSmsWord) return 'sms';
  if (type instanceof Api.auth.SentCodeTypeEmailCode) return 'email';
  if (type instanceof Api.auth.SentCodeTypeFragmentSms) return 'fragment';
  if (type instanceof Api.auth.SentCodeTypeCall || type instanceof Api.auth.SentCodeTypeMissedCall) return 'call';
  return 'other';
}
