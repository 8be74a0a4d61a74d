import type { Api } from 'telegram';
import type { TelegramLoss } from '../../../../shared/domain/telegram.ts';
import type { ClockPort } from '../../../ports/clock.ts';
import type { TelegramCredentials } from '../../../ports/telegram-account.ts';
import { within } from './deadline.ts';
import { faultOf } from './telegram-faults.ts';
import { type Ask, Flooded, NotConnected, type Timing } from './telegram-feed.ts';
import { type Account, createClient, discard, type Library, type Network } from './telegram-library.ts';

export type LinkState =
  | { readonly kind: 'connecting'; readonly why: string | null }
  | { readonly kind: 'up'; readonly user: Api.User; readonly waitUntil: number | undefined }
  | { readonly kind: 'lost'; readonly why: TelegramLoss };

export interface LinkOptions {
  readonly library: Library;
  readonly credentials: TelegramCredentials;
  readonly network: Network | undefined;
  readonly clock: ClockPort;
  readonly timing: Timing;
  readonly changed: (state: LinkState) => void;
  readonly updated: (update: Api.TypeUpdate) => void;
  /** Telegram moved the account to another data centre, which changes the session. Never empty. */
  readonly sessionChanged: (session: string) => void;
}

export interface TelegramLink {
  state(): LinkState;
  call<T>(what: string, ask: Ask<T>, deadlineMs?: number): Promise<T>;
  check(): void;
  /** Nothing is told afterwards. */
  close(): void;
}

const CONNECTED = 1;
/** The library tells its connection among the updates: 1 connected, -1 not, 0 the key was refused. Its class is not exported. */
const connectionIn = (update: unknown): number | undefined =>
  typeof update === 'object' && update !== null && !('className' in update) && 'state' in update && typeof update.state === 'number'
    ? update.state
    : undefined;

/**
 * Keeps one signed-in session connected: proves that the link is alive, replaces a client that is not, waits as long as Telegram
 * asks, and gives up only when the session is worth nothing. A session that was refused as duplicated is never tried again.
 */
export function openLink(
  options: LinkOptions,
  start: { readonly session: string } | { readonly account: Account; readonly user: Api.User },
): TelegramLink {
  const { library, credentials, network, clock, timing } = options;
  let session = 'account' in start ? start.account.session() : start.session;
  let account: Account | undefined;
  let state: LinkState = { kind: 'connecting', why: null };
  /** Raised with every client: what an older one still says is not heard. */
  let turn = 0;
  let failures = 0;
  let waitUntil = 0;
  let asking = 0;
  let probing = false;
  let closed = false;
  let stopTimer = (): void => {};
  let stopWaiting = (): void => {};

  const become = (next: LinkState): void => {
    if (closed) return;
    state = next;
    options.changed(next);
  };

  const keepSession = (): void => {
    const now = account?.session() ?? '';
    if (now === '' || now === session) return;
    session = now;
    options.sessionChanged(now);
  };

  const listen = (fresh: Account, mine: number): void => {
    fresh.client.addEventHandler((update: unknown) => {
      if (closed || mine !== turn) return;
      const connection = connectionIn(update);
      if (connection !== undefined) {
        // With requests under way the socket's end shows in them; and a move to another data centre closes it on purpose.
        if (connection !== CONNECTED && asking === 0) probe();
      } else options.updated(update as Api.TypeUpdate);
    });
  };

  const goUp = (fresh: Account, user: Api.User): void => {
    account = fresh;
    failures = 0;
    keepSession();
    become({ kind: 'up', user, waitUntil: stillWaiting() });
    scheduleProbe();
  };

  const stillWaiting = (): number | undefined => (waitUntil > clock.now() ? waitUntil : undefined);

  const wait = (seconds: number): number => {
    waitUntil = Math.max(waitUntil, clock.now() + seconds * 1000);
    stopWaiting();
    stopWaiting = clock.after(waitUntil - clock.now(), () => {
      if (state.kind === 'up') become({ ...state, waitUntil: stillWaiting() });
    });
    if (state.kind === 'up') become({ ...state, waitUntil });
    return waitUntil;
  };

  const lose = (why: TelegramLoss): void => {
    letGo();
    become({ kind: 'lost', why });
  };

  const letGo = (): void => {
    turn += 1;
    stopTimer();
    discard(account);
    account = undefined;
  };

  const connect = async (): Promise<void> => {
    turn += 1;
    const mine = turn;
    stopTimer();
    let fresh: Account | undefined;
    try {
      fresh = await createClient(library, credentials, session, network);
      listen(fresh, mine);
      await within(clock, timing.connectMs, 'connect', fresh.client.connect());
      // Proves life and authorisation, and spares every update a question of its own.
      const user = await within(clock, timing.callMs, 'users.getUsers', fresh.client.getMe());
      if (closed || mine !== turn) return discard(fresh);
      goUp(fresh, user);
    } catch (error) {
      const forgotten = fresh !== undefined && session !== '' && fresh.session() === '';
      discard(fresh);
      if (closed || mine !== turn) return;
      retryAfter(error, forgotten);
    }
  };

  const retryAfter = (error: unknown, forgotten: boolean): void => {
    const fault = faultOf(error);
    // A server that does not know the key any more says so by a bare transport code, on which the library drops the key.
    if (forgotten) return lose('revoked');
    if (fault.kind === 'lost') return lose(fault.why);
    if (fault.kind === 'flood') {
      const until = wait(fault.seconds);
      become({ kind: 'connecting', why: new Flooded(until).message });
      stopTimer = clock.after(until - clock.now(), () => void connect());
      return;
    }
    failures += 1;
    become({ kind: 'connecting', why: fault.kind === 'said' ? fault.word : fault.why });
    stopTimer = clock.after(Math.min(timing.retryMs * 2 ** (failures - 1), timing.longestRetryMs), () => void connect());
  };

  const drop = (why: string): void => {
    const forgotten = account?.session() === '';
    letGo();
    if (forgotten) return become({ kind: 'lost', why: 'revoked' });
    become({ kind: 'connecting', why });
    void connect();
  };

  const scheduleProbe = (): void => {
    stopTimer();
    stopTimer = clock.after(timing.probeEveryMs, probe);
  };

  const probe = (): void => {
    if (closed || probing || state.kind !== 'up') return;
    const mine = turn;
    probing = true;
    proveLife()
      .catch(() => {})
      .finally(() => {
        probing = false;
        if (!closed && mine === turn) scheduleProbe();
      });
  };

  /** Asked of the account, a revoked session shows too. While Telegram asks to wait only the transport is asked, which counts for nothing. */
  const proveLife = (): Promise<unknown> =>
    stillWaiting() === undefined
      ? ask('updates.getState', (client) => client.invoke(new library.Api.updates.GetState()), timing.probeMs)
      : ask('ping', (client) => client.invoke(new library.Api.Ping({ pingId: library.bigInt(clock.now()) })), timing.probeMs);

  const ask = async <T>(what: string, question: Ask<T>, deadlineMs: number): Promise<T> => {
    const client = account?.client;
    if (closed || client === undefined) throw new NotConnected(state.kind === 'connecting' ? (state.why ?? 'connecting') : state.kind);
    const mine = turn;
    asking += 1;
    try {
      const answer = await within(clock, deadlineMs, what, question(client, library));
      if (mine === turn) keepSession();
      return answer;
    } catch (error) {
      const fault = faultOf(error);
      if (closed || mine !== turn) throw error;
      if (fault.kind === 'flood') throw new Flooded(wait(fault.seconds));
      if (fault.kind === 'lost') lose(fault.why);
      if (fault.kind === 'broken') drop(fault.why);
      throw error;
    } finally {
      asking -= 1;
    }
  };

  if ('account' in start) {
    turn += 1;
    listen(start.account, turn);
    goUp(start.account, start.user);
  } else void connect();

  return {
    state: () => state,
    async call(what, question, deadlineMs = timing.callMs) {
      const until = stillWaiting();
      if (until !== undefined) throw new Flooded(until);
      return ask(what, question, deadlineMs);
    },
    check() {
      if (closed || state.kind === 'lost') return;
      if (state.kind === 'up') probe();
      else if (failures > 0 && stillWaiting() === undefined) void connect();
    },
    close() {
      closed = true;
      stopWaiting();
      letGo();
    },
  };
}
