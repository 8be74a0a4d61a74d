import type { Result } from '../../shared/domain/result.ts';
import type { TelegramAccountState, TelegramDialog, TelegramPost, TelegramRefusal } from '../../shared/domain/telegram.ts';

export type TelegramAnswer<T> = Result<T, TelegramRefusal>;

export interface TelegramCredentials {
  readonly apiId: number;
  /** As secret as a password. */
  readonly apiHash: string;
}

/** Where the session rests: as secret as the whole account. Each may throw: then the trader is told that it is not kept. */
export interface TelegramSessionKeeper {
  /** Never called with an empty text. */
  saveSession(text: string): Promise<void> | void;
  forgetSession(): Promise<void> | void;
}

/**
 * One Telegram user account. Never throws, and answers within the deadline of its calls; what it cannot do is a refusal with a
 * sentence for the trader. One session belongs to one process (AUTH_KEY_DUPLICATED ends it).
 */
export interface TelegramAccountPort {
  state(): TelegramAccountState;
  /** Told after each change, not at once. Returns how to stop listening. */
  watch(listener: (state: TelegramAccountState) => void): () => void;
  /** ok: look at the state for what comes next (codeSent, or signedIn at once). */
  begin(sign: TelegramCredentials & { readonly phone: string }): Promise<TelegramAnswer<undefined>>;
  /** ok: the state is `qr` until it is scanned, then signedIn or passwordNeeded. */
  beginQr(sign: TelegramCredentials): Promise<TelegramAnswer<undefined>>;
  submitCode(code: string): Promise<TelegramAnswer<undefined>>;
  submitPassword(password: string): Promise<TelegramAnswer<undefined>>;
  /** Gives up a sign-in that is under way; without one it does nothing. */
  cancel(): Promise<void>;
  /** Always signed out here; SIGNED_OUT_HERE_ONLY and SESSION_NOT_FORGOTTEN say what is left to do by hand. */
  signOut(): Promise<TelegramAnswer<undefined>>;
  /** Takes up a saved session. ok: it was readable; connecting goes on by itself and for as long as it takes. */
  resume(savedSession: string): Promise<TelegramAnswer<undefined>>;
  /** Newest post first. */
  dialogs(): Promise<TelegramAnswer<readonly TelegramDialog[]>>;
  /** Newest first, 1–50. Says nothing to the engine. */
  lastMessages(channelId: number, limit?: number): Promise<TelegramAnswer<readonly TelegramPost[]>>;
  /** The machine woke up or the network came back: the link is tried at once. */
  checkLink(): void;
  /** Disconnects; the session stays valid. */
  close(): Promise<void>;
}
