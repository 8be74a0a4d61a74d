import type { ClockPort } from '../../ports/clock.ts';
import type { StreamFact } from '../../ports/exchange.ts';
import type { Dice } from './dice.ts';
import type { Story } from './story.ts';
import type { Witness } from './witness.ts';

interface StreamOptions {
  readonly clock: ClockPort;
  readonly dice: Dice;
  readonly story: Story;
  readonly witness: Witness;
  readonly alive: () => boolean;
}
type Tell = (fact: StreamFact) => void;

/** Both streams on a bad day: news twice, late, out of order, or not at all; silence that nobody notices at first. */
export class RoughStream {
  readonly #o: StreamOptions;
  readonly #silentUntil = { prices: 0, account: 0 };
  #missed = false;
  #blind = false;
  /** Facts are numbered as they leave the exchange. */
  #leftAt = 0;
  #heardTo = 0;

  constructor(options: StreamOptions) {
    this.#o = options;
  }

  hears(fact: StreamFact, tell: Tell): void {
    const { clock, dice, story, alive, witness } = this.#o;
    this.#leftAt += 1;
    const left = this.#leftAt;
    const say = (what: string): void => story.tell(clock.now(), 'wire', () => `${fact.type} ${what}`);
    const deliver = (): void => {
      if (!alive()) return;
      if (left < this.#heardTo) witness.suffered('news out of order');
      this.#heardTo = Math.max(this.#heardTo, left);
      tell(fact);
    };
    if (fact.type === 'StreamOpened' || fact.type === 'StreamLost') return deliver();
    if (fact.type === 'MarkPricesArrived' || fact.type === 'MarkPricesUnavailable') {
      if (this.#isSilent('prices', tell)) return;
      return deliver();
    }
    if (this.#isSilent('account', tell)) {
      this.#missed = true;
      return say('is not told: the stream is silent');
    }
    if (dice.strikes('lostNews')) {
      witness.suffered('news lost');
      return say('gets lost');
    }
    if (dice.strikes('twice')) {
      const ms = dice.of('late').whole(1, 3_000);
      clock.after(ms, deliver);
      witness.suffered('news twice');
      say(`will be told twice, ${ms} ms apart`);
    }
    if (!dice.strikes('lateNews')) return deliver();
    const ms = dice.of('late').whole(1, 1_500);
    say(`is told ${ms} ms late`);
    clock.after(ms, deliver);
  }

  /** A silence begins with a fact that should have been told, and ends by the watchdog: lost, opened again. */
  #isSilent(stream: 'prices' | 'account', tell: Tell): boolean {
    const { clock, dice, story, alive, witness } = this.#o;
    const now = clock.now();
    if (this.#silentUntil[stream] > now) return true;
    if (!dice.strikes(stream === 'prices' ? 'silentPrices' : 'silentAccount')) return false;
    const ms = dice.of('silence').whole(2_000, stream === 'prices' ? 25_000 : 40_000);
    this.#silentUntil[stream] = now + ms;
    if (stream === 'prices') this.#blind = dice.of('blind').next() < 0.4;
    witness.suffered(stream === 'prices' ? 'price stream silent' : 'account stream silent');
    story.tell(now, 'wire', () => `the ${stream} stream falls silent for ${ms} ms`);
    clock.after(ms, () => {
      if (!alive()) return;
      tell({ type: 'StreamLost', stream, why: 'silent' });
      clock.after(300, () => alive() && tell({ type: 'StreamOpened', stream }));
    });
    return true;
  }

  /** Some silences of the prices are deeper: what is asked for is not answered either (W23-1). */
  get blind(): boolean {
    return this.#blind && this.#silentUntil.prices > this.#o.clock.now();
  }

  get missed(): boolean {
    return this.#missed;
  }
}
