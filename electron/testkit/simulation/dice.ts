import { createPrng, type Prng } from '../../simulator/market/prng.ts';
import type { Trouble, Weather } from './weather.ts';

/**
 * Separate dice for each trouble, so that leaving one out changes as little as possible of the others. `calm` ends all troubles.
 */
export class Dice {
  readonly #seed: number;
  readonly #weather: Weather;
  readonly #dice = new Map<string, Prng>();
  calm = false;
  /** Chances that take the place of the day's. */
  storm: Partial<Record<Trouble, number>> | undefined;

  constructor(seed: number, weather: Weather) {
    this.#seed = seed;
    this.#weather = weather;
  }

  of(name: string): Prng {
    const known = this.#dice.get(name);
    if (known) return known;
    const fresh = createPrng(this.#seed, name);
    this.#dice.set(name, fresh);
    return fresh;
  }

  possible(trouble: Trouble): boolean {
    return this.#chance(trouble) > 0 && !this.calm;
  }

  strikes(trouble: Trouble): boolean {
    return this.possible(trouble) && this.of(trouble).next() < this.#chance(trouble);
  }

  #chance(trouble: Trouble): number {
    return (this.storm ?? this.#weather.chance)[trouble] ?? 0;
  }
}
