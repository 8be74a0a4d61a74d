import type { Prng } from './prng.ts';

/** Where the story wants a price: at `price`, by at most `stepPercent` a frame. Plain numbers: this is scenery, never money. */
export interface Pull {
  readonly price: number;
  readonly stepPercent: number;
  /** A lively approach wobbles; close to an order it must not. */
  readonly wobbles: boolean;
}

export interface PricePath {
  /** Mark price in hundredths of a tick: finer than the tick, as real mark prices are. */
  mark(): number;
  /** Nearest tick: where the last trade was. */
  last(): number;
  /** One frame further: by chance, or toward the pull. */
  move(pull: Pull | undefined): void;
}

export const HUNDREDTHS = 100;
/** Share of the way back to its usual level that a free price goes per frame: about half in three hours. */
const HOMESICKNESS = 0.000064;
const WOBBLE = 0.00015;
/** Inside the symbol's own price filter (1/100 to 50 times the start) whatever a script asks for. */
const LOWEST = 1 / 20;
const HIGHEST = 20;

export interface PathTerms {
  /** The level a free price comes back to, in ticks. */
  readonly usualTicks: number;
  readonly priceDigits: number;
  readonly volatility: number;
  /** Where it stands now, in hundredths of a tick; default is the usual level. */
  readonly mark: number | undefined;
}

export function createPricePath({ usualTicks, priceDigits, volatility, mark: start }: PathTerms, dice: Prng): PricePath {
  const usual = usualTicks * HUNDREDTHS;
  let mark = start ?? usual;

  const toward = ({ price, stepPercent, wobbles }: Pull): number => {
    const wanted = price * 10 ** priceDigits * HUNDREDTHS;
    const most = (mark * stepPercent) / 100;
    const way = wanted - mark;
    const wobble = wobbles ? mark * WOBBLE * dice.bell() : 0;
    return mark + Math.max(-most, Math.min(most, way)) + wobble;
  };

  return {
    mark: () => mark,
    last: () => Math.round(mark / HUNDREDTHS),
    move(pull) {
      const next = pull === undefined ? mark * (1 + volatility * dice.bell()) + (usual - mark) * HOMESICKNESS : toward(pull);
      mark = Math.round(Math.max(usual * LOWEST, Math.min(usual * HIGHEST, next)));
    },
  };
}
