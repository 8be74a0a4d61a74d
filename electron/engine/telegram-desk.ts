import type { Reply } from '../../shared/contract/link.ts';
import type { ReadTelegramPost, TelegramAnswers, TelegramQuestion, TelegramRequest, TelegramView } from '../../shared/contract/telegram.ts';
import type { TelegramPost, TelegramRefusal } from '../../shared/domain/telegram.ts';
import type { LazySecretsPort } from '../ports/secrets.ts';
import type { TelegramAccountPort, TelegramAnswer } from '../ports/telegram-account.ts';

type Answer<V> = { readonly ok: true; readonly value: V } | { readonly ok: false; readonly refusal: TelegramRefusal };

const answerOf = <V>(answer: TelegramAnswer<V>): Answer<V> => (answer.ok ? answer : { ok: false, refusal: answer.error });

/** The trader's way to the Telegram account: signing in and out, and looking around in it. Nothing here trades. */
export class TelegramDesk {
  readonly #account: TelegramAccountPort;
  readonly #secrets: LazySecretsPort;
  readonly #postsGoTo: TelegramView['postsGoTo'];

  constructor(account: TelegramAccountPort, secrets: LazySecretsPort, postsGoTo: TelegramView['postsGoTo']) {
    this.#account = account;
    this.#secrets = secrets;
    this.#postsGoTo = postsGoTo;
  }

  /** Takes up the session of the last run. A session that cannot be opened is told and kept. */
  async resume(report: (what: string) => void): Promise<void> {
    const session = await this.#secrets.read('telegram.session');
    if (session.kind === 'unreadable') report(`Telegram session: ${session.why}`);
    if (session.kind !== 'present') return;
    const resumed = await this.#account.resume(session.text);
    if (!resumed.ok) report(`Telegram session: ${resumed.error.message.en}`);
  }

  view(): TelegramView {
    const { kept, why } = this.#secrets;
    return { account: this.#account.state(), sessionKept: kept, sessionWhy: why === '' ? null : why, postsGoTo: this.#postsGoTo };
  }

  watch(changed: () => void): () => void {
    return this.#account.watch(changed);
  }

  async send(given: TelegramRequest, seq: number): Promise<Reply> {
    const done = await this.#perform(given);
    return done.ok ? { ok: true, seq } : { ok: false, refusal: done.error };
  }

  /** `read`: what the engine makes of a post. */
  async ask(
    given: TelegramQuestion,
    read: (post: TelegramPost) => ReadTelegramPost,
  ): Promise<Answer<TelegramAnswers[keyof TelegramAnswers]>> {
    if (given.query === 'telegram.dialogs') return answerOf(await this.#account.dialogs());
    const posts = await this.#account.lastMessages(given.args.channelId, given.args.limit ?? 10);
    return answerOf(posts.ok ? { ok: true, value: posts.value.map(read) } : posts);
  }

  /** The machine slept: a link that died meanwhile is not left to the next probe. */
  woke(): void {
    this.#account.checkLink();
  }

  close(): Promise<void> {
    return this.#account.close();
  }

  async #perform({ command, args }: TelegramRequest): Promise<TelegramAnswer<unknown>> {
    switch (command) {
      case 'telegram.begin':
        await this.#secrets.open();
        return this.#account.begin(args);
      case 'telegram.beginQr':
        await this.#secrets.open();
        return this.#account.beginQr(args);
      case 'telegram.code':
        return this.#account.submitCode(args.code);
      case 'telegram.password':
        return this.#account.submitPassword(args.password);
      case 'telegram.cancel':
        await this.#account.cancel();
        return { ok: true, value: undefined };
      case 'telegram.signOut':
        return this.#account.signOut();
    }
  }
}
