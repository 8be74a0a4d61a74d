import { dec } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { symbolOf } from '../../../shared/domain/ids.ts';
import type { EngineState } from '../../core/state.ts';
import { type ScriptedMarket, scriptedRules } from '../../simulator/matching/scripted-market.ts';
import type { Dice } from './dice.ts';
import type { FaultKind } from './weather.ts';

/** Three coins with different grids; the second goes out in several market orders, the third has coarse lots. */
const coins = [
  { name: 'AAAUSDT', tick: 0.01, decimals: 2, start: 100, rules: {} },
  {
    name: 'BBBUSDT',
    tick: 0.0005,
    decimals: 4,
    start: 2.5,
    rules: {
      tickSize: dec<'quote per base'>('0.0005'),
      minPrice: dec<'quote per base'>('0.0005'),
      pricePrecision: 4,
      marketMaxQty: dec<'base'>('300'),
    },
  },
  {
    name: 'CCCUSDT',
    tick: 0.1,
    decimals: 1,
    start: 400,
    rules: {
      tickSize: dec<'quote per base'>('0.1'),
      minPrice: dec<'quote per base'>('0.1'),
      pricePrecision: 1,
      stepSize: dec<'base'>('0.01'),
      minQty: dec<'base'>('0.01'),
      marketStepSize: dec<'base'>('0.01'),
      marketMinQty: dec<'base'>('0.01'),
      quantityPrecision: 2,
    },
  },
] as const;

export const symbols: readonly [MarketSymbol, MarketSymbol, MarketSymbol] = [symbolOf('AAAUSDT'), symbolOf('BBBUSDT'), symbolOf('CCCUSDT')];
export const tickerOf = (symbol: MarketSymbol): string => symbol.replace(/USDT$/, '');

const CANDLE_MS = 180_000;

/** Lists the coins with a past of some range, so that both modes find targets above the price. */
export function listCoins(market: ScriptedMarket, dice: Dice): void {
  const chance = dice.of('past');
  for (const coin of coins) {
    market.list(scriptedRules(coin.name, coin.rules), String(coin.start));
    const at = (factor: number): string => (coin.start * factor).toFixed(coin.decimals);
    const last = Math.floor(market.now / CANDLE_MS) * CANDLE_MS - CANDLE_MS;
    const range = chance.between(0.002, 0.03);
    for (let back = 0; back < 6; back += 1)
      market.setCandles(coin.name, '3m', [
        [last - back * CANDLE_MS, at(1), at(1 + chance.between(0, range)), at(1 - chance.between(0, range)), at(1)],
      ]);
  }
}

/** Moves the prices where something happens: to triggers, through orders, to exits, beyond the stop, or anywhere. */
export class PriceWalk {
  readonly #market: ScriptedMarket;
  readonly #dice: Dice;
  readonly #suffered: (fault: FaultKind) => void;
  readonly #goals = new Map<MarketSymbol, { readonly price: number; readonly pace: number; until: number }>();
  readonly #thin = new Set<MarketSymbol>();

  constructor(market: ScriptedMarket, dice: Dice, suffered: (fault: FaultKind) => void) {
    this.#suffered = suffered;
    this.#market = market;
    this.#dice = dice;
  }

  /** One second of trading. */
  second(state: EngineState | undefined): void {
    this.#market.advance(1000);
    for (const coin of coins) {
      const symbol = symbolOf(coin.name);
      const now = this.#markOf(symbol);
      const goal = this.#goalOf(symbol, now, state);
      const jitter = this.#dice.of('jitter').bell() * 0.0004;
      const way = (goal.price - now) / now;
      const move = Math.max(-goal.pace, Math.min(goal.pace, way)) + jitter;
      this.#setMark(symbol, Math.max(coin.start / 3, Math.min(coin.start * 3, now * (1 + move))));
    }
  }

  /** Prices stand still and everything fills from now on. */
  calms(): void {
    for (const symbol of this.#thin) this.#market.freeDepth(symbol);
    this.#thin.clear();
    this.#goals.clear();
  }

  /** To exactly this share of the price now. */
  jumps(symbol: MarketSymbol, factor: number): void {
    this.#setMark(symbol, this.#markOf(symbol) * factor);
  }

  #markOf(symbol: MarketSymbol): number {
    return Number(this.#market.quote(symbol)?.mark);
  }

  #setMark(symbol: MarketSymbol, price: number): void {
    const coin = coins.find(({ name }) => name === symbol) ?? coins[0];
    const text = (Math.round(price / coin.tick) * coin.tick).toFixed(coin.decimals);
    const mark = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
    this.#market.setMark(symbol, mark);
    if (this.#dice.strikes('thinDepth')) {
      this.#thin.add(symbol);
      this.#suffered('book too thin');
      const qty = (): string =>
        this.#dice
          .of('depth')
          .between(0, 200 / coin.start)
          .toFixed(2)
          .replace(/\.?0+$/, '') || '0';
      this.#market.setDepth(symbol, { bids: [[mark, qty()]], asks: [[mark, qty()]] });
    } else if (this.#thin.has(symbol)) {
      this.#thin.delete(symbol);
      this.#market.freeDepth(symbol);
    }
  }

  #goalOf(symbol: MarketSymbol, now: number, state: EngineState | undefined): { readonly price: number; readonly pace: number } {
    const dice = this.#dice.of('goals');
    const known = this.#goals.get(symbol);
    if (known && known.until > this.#market.now) return known;
    const goal = {
      price: this.#wish(symbol, now, state),
      pace: dice.pick([0.001, 0.004, 0.01, 0.05]),
      until: this.#market.now + dice.whole(4, 25) * 1000,
    };
    this.#goals.set(symbol, goal);
    return goal;
  }

  #wish(symbol: MarketSymbol, now: number, state: EngineState | undefined): number {
    const dice = this.#dice.of('wishes');
    const anywhere = now * (1 + dice.bell() * 0.01);
    const monitor = state?.durable.monitors.find((each) => each.symbol === symbol);
    if (monitor?.plan.status === 'waiting') return dice.next() < 0.8 ? Number(monitor.plan.target) * dice.between(0.9985, 1.01) : anywhere;
    const ladder = state?.durable.ladder;
    if (ladder?.symbol !== symbol || !state) return anywhere;
    const average = Number(ladder.position.average ?? 0);
    if (average === 0) return dice.next() < 0.75 ? Number(ladder.target) * dice.between(1, 1.02) : anywhere;
    const { tpRatio, secondEntryPercent, mdd } = state.durable.settings;
    const goals =
      ladder.step === 1
        ? [
            1 - Number(tpRatio) / 100 - 0.004,
            1 + Number(secondEntryPercent) / 100 + 0.01,
            1 + Number(secondEntryPercent) / 100 + 0.01,
            1.002,
            0.995,
          ]
        : [1, 1.002, 1 + Number(mdd) / 100 + 0.01, 0.99];
    return average * dice.pick(goals as [number, ...number[]]) * (1 + dice.bell() * 0.001);
  }
}
