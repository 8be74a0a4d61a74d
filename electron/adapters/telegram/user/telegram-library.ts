import type { TelegramClient } from 'telegram';
import type { StringSession } from 'telegram/sessions/index.js';
import type { TelegramCredentials } from '../../../ports/telegram-account.ts';

export type Library = Awaited<ReturnType<typeof loadLibrary>>;
export type { TelegramClient };

type ClientParams = NonNullable<ConstructorParameters<typeof TelegramClient>[3]>;

/** Where the sockets lead. Absent: Telegram's own data centres. Tests lead them to loopback. */
export interface Network {
  readonly networkSocket: NonNullable<ClientParams['networkSocket']>;
  /** A session that has its keys already, so that the key exchange is left out. */
  readonly prepare: (session: StringSession) => Promise<void>;
}

/** About 90 MB of memory: only when somebody signs in or a saved session is taken up. */
export async function loadLibrary() {
  const { Api, TelegramClient: Client, Logger, sessions, helpers, password } = await import('telegram');
  return { Api, Client, Logger, Session: sessions.StringSession, bigInt: helpers.returnBigInt, computeCheck: password.computeCheck };
}

export interface Account {
  readonly client: TelegramClient;
  /** "" while there is no key; never to be stored then. */
  readonly session: () => string;
}

/**
 * A client that neither reconnects nor waits by itself: it fails at once, and the link decides what comes next. Its own
 * reconnecting has no bound that would keep the promise of 20 s, and its silent sleeping through FLOOD_WAIT looks like a dead link.
 */
export async function createClient(
  library: Library,
  { apiId, apiHash }: TelegramCredentials,
  saved: string,
  network: Network | undefined,
): Promise<Account> {
  const session = new library.Session(saved);
  await network?.prepare(session);
  const client = new library.Client(session, apiId, apiHash, {
    baseLogger: new library.Logger('none' as never),
    autoReconnect: false,
    connectionRetries: 1,
    reconnectRetries: 0,
    // Two, because a move to another data centre takes the second.
    requestRetries: 2,
    floodSleepThreshold: 0,
    // Seconds for the TCP connection alone.
    timeout: 5,
    securityChecks: true,
    deviceModel: 'Vigil',
    appVersion: '1.0',
    ...(network ? { networkSocket: network.networkSocket } : {}),
  });
  // Faults come back from the calls; the library must not print them.
  client.onError = async () => {};
  return { client, session: () => session.save() };
}

/** Lets go of sockets and timers; the session stays valid. */
export function discard(account: Account | undefined): void {
  account?.client.destroy().catch(() => {});
}
