import { add, isZero, sub } from '../../../shared/domain/decimal.ts';
import { type MarketSymbol, tradeIdOf, venueOrderIdOf } from '../../../shared/domain/ids.ts';
import type { VenueOrder } from '../../../shared/domain/order.ts';
import type { OrderRole } from '../../core/state.ts';
import type { Happening } from '../scenario.ts';
import { both } from './both.ts';
import { foreignOrder } from './exchange.ts';
import type { Stage } from './stage.ts';
import { marketOf, price, qty } from './symbols.ts';
import type { Answer } from './world.ts';

interface Told {
  readonly words: readonly [ko: string, en: string];
  readonly answer: Answer;
}

/** The order stands at the exchange, the answer never comes. */
export const acceptedUnheard: Told = {
  words: both('접수됐지만 응답 없음', 'accepted, but the answer is lost'),
  answer: (effect, world) => {
    if (effect.type === 'PlaceOrder') world.register(effect.orderId, effect.terms);
    return [];
  },
};

/** The first try stands; the exchange refuses the second for its id. */
export const standsAsDuplicate: Told = {
  words: both('거절 -4116 (첫 시도는 접수됨)', 'no -4116 (the first try stands)'),
  answer: (effect, world) => {
    if (effect.type !== 'PlaceOrder') throw new Error('only orders have ids');
    world.register(effect.orderId, effect.terms);
    const { orderId, terms } = effect;
    return [{ type: 'OrderRefused', orderId, symbol: terms.symbol, reason: 'duplicateOrderId', code: -4116, message: 'duplicate' }];
  },
};

/** Cancelled, without a word of what it had filled, as conditional orders are answered. */
export const cancelledWordlessly: Told = {
  words: both('취소됨 (체결 수량은 말하지 않음)', 'cancelled, quantities untold'),
  answer: (effect, world) => {
    if (effect.type !== 'CancelOrder') throw new Error('only cancels');
    const order = world.orders.get(effect.orderId);
    if (order) world.orders.set(effect.orderId, { ...order, status: 'cancelled' });
    return [{ type: 'CancelAccepted', orderId: effect.orderId, symbol: effect.symbol, order: undefined }];
  },
};

/** It is told as cancelled while it still stands. */
export const cancelledOnlyInWords: Told = {
  words: both('취소됐다고 하지만 남아 있음', 'said to be cancelled, yet it stands'),
  answer: (effect) => {
    if (effect.type !== 'CancelOrder') throw new Error('only cancels');
    return [{ type: 'CancelAccepted', orderId: effect.orderId, symbol: effect.symbol, order: undefined }];
  },
};

/** The exchange itself ended it a moment before, untold. */
export const goneBefore: Told = {
  words: both('거절 -2011 (거래소가 이미 끝냄)', 'no -2011 (the exchange ended it before)'),
  answer: (effect, world) => {
    if (effect.type !== 'CancelOrder') throw new Error('only cancels');
    const order = world.orders.get(effect.orderId);
    if (order) world.orders.set(effect.orderId, { ...order, status: 'expired' });
    return world.obey(effect);
  },
};

/** A position by other hands goes, as much of it as the order carries. */
export const closesForeign: Told = {
  words: both('남의 포지션이 그만큼 닫힘', 'closes that much of the foreign position'),
  answer: (effect, world) => {
    if (effect.type !== 'PlaceOrder' || effect.terms.kind !== 'market') throw new Error('only market orders');
    const { orderId, terms } = effect;
    const { symbol } = terms;
    const held = world.foreignPositions.get(symbol);
    if (!held) throw new Error(`no position in ${symbol}`);
    const amount = terms.side === 'BUY' ? add(held.amount, terms.qty) : sub(held.amount, terms.qty);
    const position = { ...held, amount };
    if (isZero(amount)) world.foreignPositions.delete(symbol);
    else world.foreignPositions.set(symbol, position);
    const order: VenueOrder = { ...world.register(orderId, terms), status: 'filled', filledQty: terms.qty, averagePrice: price('10') };
    world.orders.set(orderId, order);
    return [
      { type: 'OrderAccepted', orderId, venueOrderId: order.venueOrderId, symbol },
      { type: 'OrderReported', change: 'new', order },
      { type: 'PositionReported', position, reason: 'ORDER' },
    ];
  },
};

/** A market order that finds nothing to trade against. */
export const expiresUnfilled: Told = {
  words: both('체결 없이 만료', 'expires unfilled'),
  answer: (effect, world) => {
    if (effect.type !== 'PlaceOrder') throw new Error('only orders expire');
    const order: VenueOrder = { ...world.register(effect.orderId, effect.terms), status: 'expired' };
    world.orders.set(effect.orderId, order);
    return [
      { type: 'OrderAccepted', orderId: effect.orderId, venueOrderId: order.venueOrderId, symbol: order.symbol },
      { type: 'OrderReported', change: 'expired', order },
    ];
  },
};

/** A trade by other hands on our symbol, with the position that follows; `forced` is a liquidation. */
export const foreignTrade = (side: 'BUY' | 'SELL', amount: string, at: string, forced = false): Happening => ({
  words: forced
    ? both(`강제 청산 ${side} ${amount} @ ${at}`, `liquidation ${side} ${amount} @ ${at}`)
    : both(`수동 체결 ${side} ${amount} @ ${at}`, `hand-made trade ${side} ${amount} @ ${at}`),
  play: (stage) => {
    const symbol = marketOf('SOL');
    const id = stage.world.newVenueId();
    const order = foreignVenueOrder(stage, symbol, id, side, amount, at);
    const fill = {
      tradeId: tradeIdOf(`hand-${id}`),
      qty: qty(amount),
      price: price(at),
      fee: undefined,
      feeAsset: undefined,
      realizedPnl: undefined,
      maker: undefined,
      at: stage.now,
    };
    stage.tell({ type: 'OrderFilled', order, fill, forced });
  },
});

const foreignVenueOrder = (
  stage: Stage,
  symbol: MarketSymbol,
  id: VenueOrder['venueOrderId'],
  side: 'BUY' | 'SELL',
  amount: string,
  at: string,
): VenueOrder => ({
  symbol,
  book: 'plain',
  orderId: `web_${id}` as VenueOrder['orderId'],
  venueOrderId: venueOrderIdOf(id),
  side,
  type: 'MARKET',
  status: 'filled',
  positionSide: 'BOTH',
  reduceOnly: false,
  closePosition: false,
  price: undefined,
  trigger: undefined,
  qty: qty(amount),
  filledQty: qty(amount),
  averagePrice: price(at),
  spawnedVenueOrderId: undefined,
  at: stage.now,
});

/** The exchange's own picture of our short, untold until somebody reads it. */
export const shortIs = (quantity: string, average: string): Happening => ({
  words: both(`거래소 SOL 숏 ${quantity} @ ${average} (알림 없음)`, `exchange holds SOL short ${quantity} @ ${average}, untold`),
  play: ({ world }) => {
    world.shorts.set(marketOf('SOL'), { qty: qty(quantity), average: price(average) });
  },
});
/** The same, and told at once. */
export const shortBecomes = (quantity: string, average: string): Happening => ({
  words: both(`외부에서 SOL 숏이 ${quantity} @ ${average}(으)로`, `SOL short becomes ${quantity} @ ${average} by others`),
  play: (stage) => {
    shortIs(quantity, average).play(stage);
    stage.tell({ type: 'PositionReported', position: stage.world.position(marketOf('SOL')), reason: 'ORDER' });
  },
});
/** One read shows nothing of an order that stands. */
export const readMisses = (role: OrderRole): Happening => ({
  words: both(`다음 계좌 조회 한 번이 ${role} 주문을 놓침`, `the next account read misses the ${role} order`),
  play: (stage) => {
    const { orderId } = stage.order(role);
    stage.world.scripts.push({
      left: 1,
      meant: (effect) => effect.type === 'ReadAccount',
      answer: (effect, world) =>
        world
          .obey(effect)
          .map((fact) =>
            fact.type === 'AccountRead' ? { ...fact, orders: fact.orders.filter((order) => order.orderId !== orderId) } : fact,
          ),
    });
  },
});
/** One read whose picture was taken before the last thing the stream told. */
export const readIsTorn = (words: readonly [ko: string, en: string], seconds: number): Happening => ({
  words,
  play: (stage) => {
    stage.world.scripts.push({
      left: 1,
      meant: (effect) => effect.type === 'ReadAccount',
      answer: (effect, world) =>
        world
          .obey(effect)
          .map((fact) =>
            fact.type === 'AccountRead' ? { ...fact, askedAt: world.now - seconds * 1000, orders: [], positions: [] } : fact,
          ),
    });
  },
});

/** A hand-made closePosition stop on our symbol. */
export const foreignStop: Happening = foreignOrder('SOL', { id: '77', side: 'BUY', book: 'conditional', closePosition: true });

/** Our own request budget held it back: the exchange was never asked, so there is no code of it. */
export const heldBack = (seconds: number): Told => ({
  words: both(`자체 예산이 ${seconds}초 미룸`, `held back for ${seconds} s by our own budget`),
  answer: (effect, world) => {
    if (effect.type !== 'ReadBalances') throw new Error('only balances');
    const no = { part: 'budget', why: 'held back', code: 0, reason: 'rateLimited', until: world.now + seconds * 1000 } as const;
    return [{ type: 'ReadFailed', what: 'balances', symbol: effect.symbol, ...no }];
  },
});

/** The read succeeds, and right before it the exchange asks for a pause. */
export const readUnderBan = (seconds: number): Told => ({
  words: both(`${seconds}초 금지 뒤 응답`, `a ban of ${seconds} s, then the answer`),
  answer: (effect, world) => [
    {
      type: 'ReadFailed',
      what: 'clock',
      part: 'adapter',
      why: 'code 429',
      code: 429,
      reason: 'rateLimited',
      until: world.now + seconds * 1000,
    },
    ...world.obey(effect),
  ],
});

/** Frames no longer hold this symbol. */
export const markUnknown = (coin: string): Happening => ({
  words: both(`시세에 ${coin}이(가) 없음`, `frames hold no ${coin}`),
  play: ({ world }) => {
    world.marks.delete(marketOf(coin));
  },
});
