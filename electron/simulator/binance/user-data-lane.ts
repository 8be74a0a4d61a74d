/** The way of user data to the sockets, with the accidents a test may order. */
export class UserDataLane {
  readonly #send: (accountId: string, frame: string) => void;
  #duplicates = 0;
  #losses = 0;
  #held: { readonly accountId: string; readonly frame: string }[] | undefined;

  constructor(send: (accountId: string, frame: string) => void) {
    this.#send = send;
  }

  push(accountId: string, frame: string): void {
    if (this.#losses > 0) {
      this.#losses -= 1;
      return;
    }
    const copies = this.#duplicates > 0 ? 2 : 1;
    if (copies === 2) this.#duplicates -= 1;
    for (let n = 0; n < copies; n += 1) {
      if (this.#held === undefined) this.#send(accountId, frame);
      else this.#held.push({ accountId, frame });
    }
  }

  duplicate(frames: number): void {
    this.#duplicates += frames;
  }
  lose(frames: number): void {
    this.#losses += frames;
  }
  hold(): void {
    this.#held ??= [];
  }
  release(order: 'inOrder' | 'reversed'): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const { accountId, frame } of order === 'reversed' ? held.reverse() : held) this.#send(accountId, frame);
  }
  clear(): void {
    this.#duplicates = 0;
    this.#losses = 0;
    this.release('inOrder');
  }
}
