import { Socket } from 'node:net';
import { StringSession } from 'telegram/sessions/index.js';
import type { TelegramAccountState } from '../../../../../shared/domain/telegram.ts';
import type { MessageFact } from '../../../../core/event.ts';
import type { ClockPort } from '../../../../ports/clock.ts';
import type { MessagesPort } from '../../../../ports/messages.ts';
import { inEnglish } from '../../testing/words-of-health.ts';
import { writeSavedSession } from '../saved-session.ts';
import type { Seen } from '../seen-file.ts';
import { type Timing, usualTiming } from '../telegram-feed.ts';
import { createUserAccount, type UserAccount } from '../user-account.ts';
import { createUserMessages } from '../user-messages.ts';
import { believe } from './believe.ts';
import { type FakeOptions, type FakeTelegram, startFakeTelegram } from './fake-telegram.ts';

export const ENTRY = -1002171239233;
export const RISK = -1003096527269;
export const credentials = { apiId: 12345, apiHash: '0123456789abcdef0123456789abcdef' };

/** Pauses are twentieths of the usual ones; the deadlines are not, because a busy machine answers late. */
export const quick: Timing = {
  probeEveryMs: 400,
  probeMs: 1500,
  callMs: 2000,
  stepMs: 2000,
  connectMs: 4000,
  retryMs: 50,
  longestRetryMs: 250,
  pollEveryMs: 750,
};
/** Only an answer or a push can bring a post: nothing is polled. */
export const neverPolls: Timing = { ...quick, pollEveryMs: 1_000_000 };
export { usualTiming };

type Told = Extract<Parameters<Parameters<MessagesPort['open']>[0]>[0], { type: 'MessageSourceChanged' }>;
/** The sentence in English. */
type Health = Omit<Told, 'why'> & { readonly why: string };

export interface Scene {
  readonly telegram: FakeTelegram;
  readonly account: UserAccount;
  /** Every state the account went through. */
  readonly states: readonly TelegramAccountState[];
  readonly told: readonly MessageFact[];
  readonly health: readonly Health[];
  readonly saved: readonly string[];
  readonly forgotten: () => number;
  readonly reports: readonly string[];
  readonly seen: () => Seen;
  /** A session that the fake takes for its own. */
  readonly session: string;
  readonly texts: () => readonly string[];
  readonly healthy: () => boolean;
  openMessages(): void;
  /** Resumes the session and reads until the first catch-up is through. */
  signIn(): Promise<void>;
  end(): Promise<void>;
}

export interface SceneOptions extends Partial<FakeOptions> {
  readonly clock: ClockPort;
  readonly timing?: Timing;
  readonly seen?: Seen;
  readonly lastHandled?: Readonly<Record<number, number>>;
  readonly keeperFails?: boolean;
  /** The client has no key yet and makes one with the server, as it does with Telegram. */
  readonly makesKey?: boolean;
}

export async function openScene({
  clock,
  timing = quick,
  seen = {},
  lastHandled = {},
  keeperFails = false,
  makesKey = false,
  ...fake
}: SceneOptions): Promise<Scene> {
  const telegram = await startFakeTelegram({ channels: { [ENTRY]: 'Gold VIP', [RISK]: '리스크' }, ...fake });
  const states: TelegramAccountState[] = [];
  const told: MessageFact[] = [];
  const health: Health[] = [];
  const saved: string[] = [];
  const reports: string[] = [];
  let stored = seen;
  let forgotten = 0;
  const account = createUserAccount({
    clock,
    timing,
    network: makesKey ? { ...telegram.network, prepare: async () => believe(telegram.serverKey()) } : telegram.network,
    report: (what) => reports.push(what),
    keeper: {
      saveSession(text) {
        if (keeperFails) throw new Error('no keychain');
        saved.push(text);
      },
      forgetSession() {
        forgotten += 1;
        if (keeperFails) throw new Error('no keychain');
      },
    },
  });
  account.watch((state) => states.push(state));
  const messages = createUserMessages({
    feed: account.feed,
    clock,
    channels: () => [ENTRY, RISK],
    seen: {
      read: () => stored,
      write(next) {
        stored = next;
      },
    },
    lastHandled: (channelId) => lastHandled[channelId],
    pollEveryMs: timing.pollEveryMs,
  });
  const session = new StringSession('');
  await telegram.network.prepare(session);
  const healthy = (): boolean => health.at(-1)?.healthy === true;
  const openMessages = (): void =>
    messages.open((fact) => void (fact.type === 'MessageReceived' ? told.push(fact) : health.push({ ...fact, why: inEnglish(fact.why) })));
  return {
    telegram,
    account,
    states,
    told,
    health,
    saved,
    forgotten: () => forgotten,
    reports,
    seen: () => stored,
    session: writeSavedSession(credentials, session.save()),
    texts: () => told.map(({ text }) => text),
    healthy,
    openMessages,
    async signIn() {
      openMessages();
      await account.resume(writeSavedSession(credentials, session.save()));
      await until(healthy);
    },
    async end() {
      await messages.close();
      await account.close();
      await telegram.close();
    },
  };
}

/** Rejects with the condition's text when it does not become true. Returns how long it took, ms. */
export async function until(condition: () => boolean, limitMs = 20_000): Promise<number> {
  const from = performance.now();
  while (!condition()) {
    if (performance.now() - from > limitMs) throw new Error(`not within ${limitMs} ms: ${condition}`);
    await pause(5);
  }
  return performance.now() - from;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Refuses every connection that would leave this machine, and keeps where it wanted to go. */
export function trapOtherSockets(): readonly string[] {
  const attempts: string[] = [];
  const connect = Socket.prototype.connect;
  Socket.prototype.connect = function trapped(this: Socket, ...args: unknown[]): Socket {
    const [first, second] = args.flat();
    const host = typeof first === 'object' && first !== null && 'host' in first ? first.host : second;
    if (host === '127.0.0.1') return Reflect.apply(connect, this, args) as Socket;
    attempts.push(String(host));
    throw new Error(`a connection to ${String(host)} was attempted`);
  };
  return attempts;
}
