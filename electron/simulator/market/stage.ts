import { floorTo, maxOf, type Percent, percentOf, type Qty } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import type { AccountSight, OrderSight, PositionSight } from './account-sight.ts';
import type { DemoMarket } from './demo-market.ts';
import { estimateTargets, type Targets } from './target-estimate.ts';

/** What the story can see of one market, and how it moves it. Steps in percent per frame. */
export interface Actor {
  readonly symbol: MarketSymbol;
  mark(): number;
  targets(): Targets | undefined;
  /** From now on the targets are those of this moment, as the engine fixes them at a message. */
  fixTargets(): void;
  position(): PositionSight | undefined;
  entryOrder(): OrderSight | undefined;
  exitOrder(): OrderSight | undefined;
  /** Scripted motion, faster at a higher story speed. */
  goTo(price: number, percentPerSecond: number): void;
  /** Motion near an order: the same at every speed, because the engine looks once a frame and must not miss its 0.1 % window. */
  creepTo(price: number): void;
  /** There with the next frame, exactly. */
  standAt(price: number): void;
  /** With the next frame the market takes so much of the order at its price, and no more. */
  serveThinly(order: OrderSight, percent: number): void;
}

const CREEP_PERCENT = 0.05;
const WHOLE_WAY_PERCENT = 50;

export interface Sights {
  readonly account: AccountSight;
  readonly speed: number;
  readonly now: number;
}

export function createActor(symbol: MarketSymbol, market: DemoMarket, sights: () => Sights): Actor {
  let fixed: Targets | undefined;
  const estimate = (): Targets | undefined => {
    const { now } = sights();
    return estimateTargets(market.candles(symbol, '3m', 200, now), now);
  };
  const order = (enters: boolean): OrderSight | undefined =>
    sights().account.orders.find((open) => open.symbol === symbol && open.enters === enters);
  const stepOf = (): Qty => market.rules(symbol)?.stepSize ?? ('1' as Qty);

  const actor: Actor = {
    symbol,
    mark: () => Number(market.quote(symbol)?.mark ?? 0),
    targets: () => fixed ?? estimate(),
    fixTargets() {
      fixed = estimate();
    },
    position: () => sights().account.positions.find((open) => open.symbol === symbol),
    entryOrder: () => order(true),
    exitOrder: () => order(false),
    goTo(price, percentPerSecond) {
      market.pull(symbol, { price, stepPercent: percentPerSecond * sights().speed, wobbles: true });
    },
    creepTo(price) {
      market.pull(symbol, { price, stepPercent: CREEP_PERCENT, wobbles: false });
    },
    standAt(price) {
      market.pull(symbol, { price, stepPercent: WHOLE_WAY_PERCENT, wobbles: false });
    },
    serveThinly({ price, remaining, enters }, percent) {
      const qty = maxOf(floorTo(percentOf(remaining, String(percent) as Percent), stepOf()), stepOf());
      market.offerThinly(symbol, { side: enters ? 'bids' : 'asks', price, qty });
      actor.standAt(Number(price));
    },
  };
  return actor;
}
