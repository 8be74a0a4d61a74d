/** Everything that would hand somebody an account. A name, never a value, may be shown or logged. */
export type SecretName =
  | 'telegram.session'
  | 'exchange.apiKey'
  | 'exchange.apiSecret'
  | 'alarm.telegram.botToken'
  | 'alarm.discord.url'
  | 'alarm.webhook.url'
  | 'alarm.webhook.secret';

/** Absent and unreadable are not the same: what is only unreadable must never be overwritten by "there is none". */
export type SecretReading =
  | { readonly kind: 'present'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly why: string };

/** Where secrets rest between runs. Values go to the adapter that needs them and nowhere else: no view, log, journal or argument. */
export interface SecretsPort {
  /**
   * `thisSession`: nothing is stored, because the machine has no safe place; `why` says so. Null: not known yet, because the place is
   * opened only when somebody needs it.
   */
  readonly kept: 'keychain' | 'keyFile' | 'thisSession' | null;
  readonly why: string;
  read(name: SecretName): Promise<SecretReading>;
  /** Rejects with a reason, without the value, when it could not be stored: then the old one is still there. */
  write(name: SecretName, text: string): Promise<void>;
  forget(name: SecretName): Promise<void>;
}

/** A place that is opened by the first who needs it: a folder that never keeps a secret gets no key. */
export interface LazySecretsPort extends SecretsPort {
  /** So that `kept` is known before there is something to keep. Never rejects: a place that cannot be opened is `thisSession`. */
  open(): Promise<void>;
}
