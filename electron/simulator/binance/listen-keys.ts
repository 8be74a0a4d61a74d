import { randomBytes } from 'node:crypto';

interface Lease {
  readonly key: string;
  readonly accountId: string;
  readonly until: number;
}

/** One key per account. It lives for a while after its last POST or PUT; when it ends its sockets stay open but silent. */
export class ListenKeys {
  readonly #lifeMs: number;
  readonly #byAccount = new Map<string, Lease>();

  constructor(lifeMs: number) {
    this.#lifeMs = lifeMs;
  }

  /** A POST while a key is alive gives the same key and extends it. */
  open(accountId: string, now: number): string {
    const alive = this.#alive(accountId, now);
    const lease = { key: alive?.key ?? randomBytes(32).toString('hex'), accountId, until: now + this.#lifeMs };
    this.#byAccount.set(accountId, lease);
    return lease.key;
  }

  /** False when there is none to extend. */
  extend(accountId: string, now: number): boolean {
    if (this.#alive(accountId, now) === undefined) return false;
    this.open(accountId, now);
    return true;
  }

  /** The key that ended. */
  end(accountId: string): string | undefined {
    const lease = this.#byAccount.get(accountId);
    this.#byAccount.delete(accountId);
    return lease?.key;
  }

  accountOf(key: string, now: number): string | undefined {
    return [...this.#byAccount.values()].find((lease) => lease.key === key && lease.until > now)?.accountId;
  }

  expired(now: number): readonly string[] {
    return [...this.#byAccount.values()].filter((lease) => lease.until <= now).map((lease) => lease.accountId);
  }

  #alive(accountId: string, now: number): Lease | undefined {
    const lease = this.#byAccount.get(accountId);
    return lease !== undefined && lease.until > now ? lease : undefined;
  }
}
