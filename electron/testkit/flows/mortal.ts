import type { ClockPort } from '../../ports/clock.ts';
import type { ExchangePort, StreamFact } from '../../ports/exchange.ts';
import type { JournalPort } from '../../ports/journal.ts';
import type { MessagesPort } from '../../ports/messages.ts';

/**
 * The process around one engine. A killed process does not stop its engine: it writes nothing more, hears nothing more and its
 * connections break, while what it had already sent goes its way.
 */
export class Mortal {
  alive = true;
  readonly clock: ClockPort;
  readonly #timers = new Set<() => void>();
  #exchange: ExchangePort | undefined;

  constructor(clock: ClockPort) {
    this.clock = {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      after: (delayMs, run) => {
        const cancel = clock.after(delayMs, () => {
          this.#timers.delete(cancel);
          run();
        });
        this.#timers.add(cancel);
        return () => {
          this.#timers.delete(cancel);
          cancel();
        };
      },
    };
  }

  async dies(): Promise<void> {
    if (!this.alive) return;
    this.alive = false;
    for (const cancel of this.#timers) cancel();
    await this.#exchange?.close();
  }

  exchange(port: ExchangePort, overhears: (fact: StreamFact) => void = () => {}): ExchangePort {
    this.#exchange = port;
    return {
      ...port,
      open: (tell) =>
        port.open((fact) => {
          overhears(fact);
          if (this.alive) tell(fact);
        }),
    };
  }
  messages(port: MessagesPort): MessagesPort {
    return { source: port.source, open: (tell) => port.open((fact) => this.alive && tell(fact)), close: () => port.close() };
  }
  /** The engine halts on this refusal, as dead as a process: no effect of the event is performed. */
  journal(port: JournalPort): JournalPort {
    return {
      append: (row, state) => {
        if (!this.alive) throw new Error('the process was killed');
        port.append(row, state);
      },
      load: () => port.load(),
      audit: (after, limit) => port.audit(after, limit),
      trades: (limit) => port.trades(limit),
      messages: (limit) => port.messages(limit),
      close: () => port.close(),
    };
  }
}
