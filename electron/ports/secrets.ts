/** Everything that would hand somebody an account. A name, never a value, may be shown or logged. */
export type SecretName = 'telegram.session';

/** Absent and unreadable are not the same: what is only unreadable must never be overwritten by "there is none". */
export type SecretReading =
  | { readonly kind: 'present'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly why: string };

/** Where secrets rest between runs. Values go to the adapter that needs them and nowhere else: no view, log, journal or argument. */
export interface SecretsPort {
  /** `thisSession`: nothing is stored, because the machine has no safe place; `why` says so. */
  readonly kept: 'keychain' | 'keyFile' | 'thisSession';
  readonly why: string;
  read(name: SecretName): Promise<SecretReading>;
  /** Rejects with a reason, without the value, when it could not be stored: then the old one is still there. */
  write(name: SecretName, text: string): Promise<void>;
  forget(name: SecretName): Promise<void>;
}
