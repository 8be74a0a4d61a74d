import type { Api } from 'telegram';
import { err, ok } from '../../../../shared/domain/result.ts';
import type { TelegramAccountState, TelegramRefusal } from '../../../../shared/domain/telegram.ts';
import type { ClockPort } from '../../../ports/clock.ts';
import type { TelegramAccountPort, TelegramAnswer, TelegramCredentials, TelegramSessionKeeper } from '../../../ports/telegram-account.ts';
import { createChannelDirectory } from './channel-directory.ts';
import { createChannelHistory } from './channel-history.ts';
import { createLoginDialogue, type LoginDialogue, type LoginStep } from './login-dialogue.ts';
import { readSavedSession, writeSavedSession } from './saved-session.ts';
import { faultOf, floodRefusal, refusal, refusalOf } from './telegram-faults.ts';
import { type FeedState, Flooded, NotConnected, type TelegramFeed, type Timing, usualTiming } from './telegram-feed.ts';
import { loadLibrary, type Network } from './telegram-library.ts';
import { type LinkState, openLink, type TelegramLink } from './telegram-link.ts';

export interface UserAccountOptions {
  readonly clock: ClockPort;
  readonly keeper: TelegramSessionKeeper;
  /** One sentence that no call can answer with, for the operator's log. */
  readonly report: (what: string) => void;
  readonly timing?: Timing;
  /** Tests only: leads the sockets to loopback. */
  readonly network?: Network;
}

export interface UserAccount extends TelegramAccountPort {
  /** For `createUserMessages`. */
  readonly feed: TelegramFeed;
}

const fine: TelegramAnswer<undefined> = ok(undefined);
const no = (code: TelegramRefusal['code']): { readonly ok: false; readonly error: TelegramRefusal } => err(refusal(code));

/** One account: either a sign-in is under way (`dialogue`), or a session is connected (`link`), or neither. */
export function createUserAccount({ clock, keeper, report, timing = usualTiming, network }: UserAccountOptions): UserAccount {
  let state: TelegramAccountState = { kind: 'signedOut' };
  let dialogue: LoginDialogue | undefined;
  let credentials: TelegramCredentials | undefined;
  let link: TelegramLink | undefined;
  let phoneTail = '';
  /** Raised when a sign-in begins or ends: the answers of an older one change nothing. */
  let turn = 0;
  let stopTimer = (): void => {};
  let bannedUntil = 0;
  const stateListeners = new Set<(state: TelegramAccountState) => void>();
  const feedListeners = new Set<(state: FeedState) => void>();
  const updateListeners = new Set<Parameters<TelegramFeed['onUpdate']>[0]>();

  const become = (next: TelegramAccountState): void => {
    state = next;
    for (const listener of stateListeners) listener(next);
    for (const listener of feedListeners) listener(feedState());
  };

  const feedState = (): FeedState => {
    const now = link?.state();
    if (now?.kind === 'up') return { kind: 'up', waitUntil: now.waitUntil };
    if (now?.kind === 'connecting') return now;
    return { kind: 'off', why: now?.kind === 'lost' ? now.why : 'signedOut' };
  };

  const feed: TelegramFeed = {
    state: feedState,
    watch(listener) {
      feedListeners.add(listener);
      return () => feedListeners.delete(listener);
    },
    onUpdate(listener) {
      updateListeners.add(listener);
      return () => updateListeners.delete(listener);
    },
    call: (what, ask, deadlineMs) => link?.call(what, ask, deadlineMs) ?? Promise.reject(new NotConnected('not signed in')),
  };
  const directory = createChannelDirectory(feed, clock, timing);
  const history = createChannelHistory(feed, directory);

  const letGo = (): void => {
    turn += 1;
    stopTimer();
    dialogue?.discard();
    dialogue = undefined;
    link?.close();
    link = undefined;
    directory.forget();
  };

  const keep = async (session: string): Promise<boolean> => {
    if (credentials === undefined || session === '') return false;
    try {
      await keeper.saveSession(writeSavedSession(credentials, session));
      return true;
    } catch {
      report('telegram: the session could not be stored; after a restart a new sign-in is needed');
      return false;
    }
  };

  const connect = async (sign: TelegramCredentials, start: Parameters<typeof openLink>[1]): Promise<void> => {
    const mine = turn;
    const library = await loadLibrary();
    if (mine !== turn) return;
    credentials = sign;
    const opened: TelegramLink = openLink(
      {
        library,
        credentials: sign,
        network,
        clock,
        timing,
        // What it says while it is being opened is told below.
        changed: (next) => mine === turn && link !== undefined && become(stateOf(next)),
        updated: (update) => {
          for (const listener of updateListeners) listener(update, library);
        },
        sessionChanged: (session) => void keep(session),
      },
      start,
    );
    link = opened;
    become(stateOf(opened.state()));
  };

  /** What a step of the sign-in leads to. The answer says only whether it could be done; the state says what comes next. */
  const follow = async (step: LoginStep): Promise<TelegramAnswer<undefined>> => {
    stopTimer();
    switch (step.kind) {
      case 'code':
        become({ kind: 'codeSent', viaApp: step.via === 'app', via: step.via, length: step.length, phoneTail });
        return fine;
      case 'password':
        become({ kind: 'passwordNeeded', hint: step.hint });
        return fine;
      case 'qr':
        become({ kind: 'qr', url: step.url, expiresAt: step.expiresAt });
        stopTimer = clock.after(step.expiresAt - clock.now(), () => void renewQr());
        return fine;
      case 'refused':
        letGo();
        become({ kind: 'signedOut' });
        return no(step.code);
      case 'done': {
        const sign = credentials;
        dialogue = undefined;
        if (sign === undefined) return no('WRONG_STATE');
        const kept = await keep(step.account.session());
        await connect(sign, { account: step.account, user: step.user });
        return kept ? fine : no('SESSION_NOT_KEPT');
      }
    }
  };

  /** `back`: where a failure leaves the trader; Telegram's wait is shown first. */
  const attempt = async (
    back: TelegramAccountState,
    run: (dialogue: LoginDialogue) => Promise<LoginStep>,
  ): Promise<TelegramAnswer<undefined>> => {
    const on = dialogue;
    if (on === undefined) return no('WRONG_STATE');
    try {
      const step = await run(on);
      // Cancelled meanwhile, or done by another step: a scanned QR code may be asked for twice.
      return dialogue === on ? await follow(step) : no('WRONG_STATE');
    } catch (error) {
      if (dialogue !== on) return no('WRONG_STATE');
      const fault = faultOf(error);
      if (fault.kind === 'flood') return waitFor(fault.seconds, back);
      const why = refusalOf(error);
      if (back.kind === 'signedOut' || why.code === 'PHONE_CODE_EXPIRED') {
        letGo();
        become({ kind: 'signedOut' });
      } else if (state.kind !== back.kind) become(back);
      return err(why);
    }
  };

  const waitFor = (seconds: number, back: TelegramAccountState): TelegramAnswer<undefined> => {
    bannedUntil = clock.now() + seconds * 1000;
    if (back.kind === 'signedOut') letGo();
    stopTimer();
    become({ kind: 'waiting', until: bannedUntil, during: 'signIn' });
    stopTimer = clock.after(seconds * 1000, () => become(back));
    return err(floodRefusal(bannedUntil, clock.now()));
  };

  const renewQr = async (): Promise<void> => {
    const shown = state;
    if (shown.kind !== 'qr') return;
    const answer = await attempt(shown, (on) => on.exportQr());
    // A dead network must not leave an expired code on screen.
    if (!answer.ok && state === shown) {
      if (clock.now() < shown.expiresAt) return;
      letGo();
      become({ kind: 'signedOut' });
    }
  };

  const start = async (
    sign: TelegramCredentials,
    run: (dialogue: LoginDialogue) => Promise<LoginStep>,
  ): Promise<TelegramAnswer<undefined>> => {
    if (link !== undefined && link.state().kind !== 'lost') return no('WRONG_STATE');
    if (bannedUntil > clock.now()) return err(floodRefusal(bannedUntil, clock.now()));
    letGo();
    const mine = turn;
    become({ kind: 'connecting', why: null, during: 'signIn' });
    const library = await loadLibrary();
    if (mine !== turn) return no('WRONG_STATE');
    credentials = { apiId: sign.apiId, apiHash: sign.apiHash };
    dialogue = createLoginDialogue({ library, credentials, network, clock, timing, scanned: () => void renewQr() });
    return attempt({ kind: 'signedOut' }, run);
  };

  const ask = async <T>(question: () => Promise<T>): Promise<TelegramAnswer<T>> => {
    try {
      return ok(await question());
    } catch (error) {
      return err(error instanceof Flooded ? floodRefusal(error.until, clock.now()) : refusalOf(error));
    }
  };

  return {
    feed,
    state: () => state,
    watch(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    begin({ phone, ...sign }) {
      phoneTail = phone.slice(-4);
      return start(sign, (on) => on.sendCode(phone));
    },
    beginQr: (sign) => start(sign, (on) => on.exportQr()),
    async submitCode(code) {
      return state.kind === 'codeSent' ? attempt(state, (on) => on.signIn(code)) : waitingOr('WRONG_STATE');
    },
    async submitPassword(password) {
      return state.kind === 'passwordNeeded' ? attempt(state, (on) => on.checkPassword(password)) : waitingOr('WRONG_STATE');
    },
    async cancel() {
      if (link !== undefined) return;
      letGo();
      become({ kind: 'signedOut' });
    },
    async signOut() {
      const ended = link === undefined || (await endRemotely(link));
      letGo();
      credentials = undefined;
      become({ kind: 'signedOut' });
      try {
        await keeper.forgetSession();
        return ended ? fine : no('SIGNED_OUT_HERE_ONLY');
      } catch {
        return no('SESSION_NOT_FORGOTTEN');
      }
    },
    async resume(saved) {
      const read = readSavedSession(saved);
      if (read === undefined) return no('SESSION_UNREADABLE');
      if (link !== undefined || dialogue !== undefined) return no('WRONG_STATE');
      become({ kind: 'connecting', why: null, during: 'reading' });
      await connect(read.credentials, { session: read.session });
      return fine;
    },
    dialogs: () => ask(() => directory.dialogs()),
    lastMessages: (channelId, limit = 10) =>
      ask(async () => [...(await history.newest(channelId, Math.min(Math.max(limit, 1), 50))).posts].reverse()),
    checkLink: () => link?.check(),
    async close() {
      letGo();
    },
  };

  function waitingOr(code: TelegramRefusal['code']): TelegramAnswer<undefined> {
    return bannedUntil > clock.now() ? err(floodRefusal(bannedUntil, clock.now())) : no(code);
  }
}

function stateOf(link: LinkState): TelegramAccountState {
  if (link.kind === 'connecting') return { ...link, during: 'reading' };
  if (link.kind === 'lost') return link;
  if (link.waitUntil !== undefined) return { kind: 'waiting', until: link.waitUntil, during: 'reading' };
  return { kind: 'signedIn', ...whoIs(link.user) };
}

const whoIs = ({ firstName, lastName, phone }: Api.User): { readonly name: string; readonly phoneTail: string | null } => ({
  name: [firstName, lastName].filter(Boolean).join(' '),
  phoneTail: phone ? phone.slice(-4) : null,
});

/** A session that is lost has ended there already. */
async function endRemotely(link: TelegramLink): Promise<boolean> {
  if (link.state().kind === 'lost') return true;
  try {
    await link.call('auth.logOut', (client, { Api }) => client.invoke(new Api.auth.LogOut()));
    return true;
  } catch {
    return false;
  }
}
