import type { EngineEvent, Fact } from '../core/event.ts';
import { watchedSymbols } from '../core/market/watched-symbols.ts';
import { MAX_MESSAGE_LENGTH } from '../core/signal/arrival-rules.ts';
import type { EngineState } from '../core/state.ts';

/** Facts wait here and come out one at a time, in the order they were told; whoever tells one while another is handled just adds to the line. */
export class Inbox {
  readonly #waiting: Fact[] = [];
  #draining = false;

  /** Returns at once when a drain is already running further up the stack. */
  receive(fact: Fact, handle: (fact: Fact) => void): void {
    this.#waiting.push(fact);
    if (this.#draining) return;
    this.#draining = true;
    try {
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) handle(next);
    } finally {
      this.#draining = false;
    }
  }

  clear(): void {
    this.#waiting.length = 0;
  }
}

/** Number and time of arrival. What the core does not need is left out here, so that the journal stays small. */
export function stamp(fact: Fact, seq: number, at: number, state: EngineState): EngineEvent {
  if (fact.type === 'MarkPricesArrived') {
    const prices: Record<string, string> = {};
    for (const symbol of watchedSymbols(state)) {
      const price = fact.prices[symbol];
      if (price !== undefined) prices[symbol] = price;
    }
    return { ...fact, prices: prices as typeof fact.prices, seq, at };
  }
  // One character more than the limit is enough for the core to refuse it.
  if (fact.type === 'MessageReceived' && fact.text.length > MAX_MESSAGE_LENGTH)
    return { ...fact, text: fact.text.slice(0, MAX_MESSAGE_LENGTH + 1), seq, at };
  return { ...fact, seq, at };
}
