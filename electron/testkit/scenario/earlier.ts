import { orderIdOf, venueOrderIdOf } from '../../../shared/domain/ids.ts';
import type { VenueOrder } from '../../../shared/domain/order.ts';
import type { OrderRole } from '../../core/state.ts';
import type { Happening } from '../scenario.ts';
import { both } from './both.ts';
import { foreignOrder } from './exchange.ts';
import type { Stage } from './stage.ts';
import { marketOf, price, qty } from './symbols.ts';
import { roleWords } from './words.ts';

/** The last entry order of a symbol whose record the engine has already put away. */
function entryOf(stage: Stage, coin: string): VenueOrder {
  const found = [...stage.world.orders.values()].findLast(
    ({ symbol, side, orderId }) => symbol === marketOf(coin) && side === 'SELL' && !(orderId in stage.state.durable.orders),
  );
  if (!found) throw new Error(`no entry order of ${coin}`);
  return found;
}

/** A trade on the entry order of an earlier ladder, told when another one runs. */
export const fillsLate = (coin: string, quantity: string, at = '100'): Happening => ({
  words: both(`지난 ${coin} 진입 주문이 늦게 체결 ${quantity} @ ${at}`, `the earlier ${coin} entry fills late ${quantity} @ ${at}`),
  play: (stage) => stage.tell(...stage.world.fill(entryOf(stage, coin).orderId, qty(quantity), price(at))),
});
/** It stands at the exchange after all; nobody is told. */
export const standsAfterAll = (coin: string): Happening => ({
  words: both(`지난 ${coin} 진입 주문이 실제로는 남아 있음`, `the earlier ${coin} entry stands after all, untold`),
  play: (stage) => {
    const order = entryOf(stage, coin);
    stage.world.orders.set(order.orderId, { ...order, status: 'open' });
  },
});

/** Somebody moved an order of ours; nobody is told. */
export const movedTo = (role: OrderRole, to: string): Happening => ({
  words: both(`누가 ${roleWords[role][0]} 가격을 ${to}(으)로 옮김`, `somebody moves ${roleWords[role][1]} to ${to}`),
  play: (stage) => {
    const { orderId } = stage.order(role);
    const order = stage.world.orders.get(orderId);
    if (!order) throw new Error(`${role} is not at the exchange`);
    const moved = order.book === 'conditional' ? { trigger: price(to) } : { price: price(to) };
    stage.world.orders.set(orderId, { ...order, ...moved });
  },
});

/** A stop fires for all that is held while nobody listens. */
export const stopFiresUnheard = (role: 'breakEvenStop' | 'mddStop', at: string): Happening => ({
  words: both(`${roleWords[role][0]} 발동 @ ${at} (알림 없음)`, `${roleWords[role][1]} fires @ ${at}, untold`),
  play: (stage) => {
    stage.world.fill(stage.order(role).orderId, qty('1000000000'), price(at));
  },
});

const strangerTerms = {
  entry: {},
  exit: { side: 'BUY', reduceOnly: true },
  stop: { side: 'BUY', book: 'conditional', closePosition: true },
} as const;
const strangerWords = (coin: string) => ({
  entry: both(`우리 표식의 모르는 주문 ${coin}`, `an unknown order of ${coin} with our prefix`),
  exit: both(`우리 표식의 모르는 청산 주문 ${coin}`, `an unknown exit of ${coin} with our prefix`),
  stop: both(`이전 프로세스의 다른 가격 스탑 ${coin}`, `a stop of an earlier process at another price, ${coin}`),
});

/** An open order that bears our prefix and that no record of this data folder explains: the journal has lost it. */
export const ownStranger = (coin: string, kind: keyof typeof strangerTerms = 'entry'): Happening => ({
  words: strangerWords(coin)[kind],
  play: (stage) => {
    foreignOrder(coin, { id: '66', ...strangerTerms[kind] }).play(stage);
    const id = venueOrderIdOf('66');
    const order = stage.world.foreignOrders.get(id);
    if (order) stage.world.foreignOrders.set(id, { ...order, orderId: orderIdOf('vgl-gone01-1-0') });
  },
});
