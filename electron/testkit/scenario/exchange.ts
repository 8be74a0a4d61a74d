import { dec } from '../../../shared/domain/decimal.ts';
import { orderIdOf, venueOrderIdOf } from '../../../shared/domain/ids.ts';
import type { VenueOrder, VenuePosition } from '../../../shared/domain/order.ts';
import type { OrderRole } from '../../core/state.ts';
import type { Happening } from '../scenario.ts';
import { both } from './both.ts';
import type { Stage } from './stage.ts';
import { marketOf, price, qty } from './symbols.ts';
import { roleWords } from './words.ts';

/** A trade on an order of ours, at its limit price unless said. */
export const fills = (role: OrderRole, quantity: string, at?: string): Happening => ({
  words: both(
    `${roleWords[role][0]} 체결 ${quantity}${at ? ` @ ${at}` : ''}`,
    `${roleWords[role][1]} fills ${quantity}${at ? ` @ ${at}` : ''}`,
  ),
  play: (stage) => fill(stage, role, quantity, at),
});
/** Everything that is left of it. */
export const fillsWhole = (role: OrderRole, at?: string): Happening => ({
  words: both(`${roleWords[role][0]} 전량 체결${at ? ` @ ${at}` : ''}`, `${roleWords[role][1]} fills completely${at ? ` @ ${at}` : ''}`),
  play: (stage) => fill(stage, role, '1000000000', at),
});

function fill(stage: Stage, role: OrderRole, quantity: string, at: string | undefined): void {
  const { orderId, terms } = stage.order(role);
  const limit = terms.kind === 'limit' ? terms.price : terms.kind === 'stop' ? terms.trigger : dec<'quote per base'>('0');
  stage.tell(...stage.world.fill(orderId, qty(quantity), at === undefined ? limit : price(at)));
}

/** The trade is at the exchange but its event never comes; the position report does not either. */
export const fillsUnheard = (role: OrderRole, quantity: string): Happening => ({
  words: both(`${roleWords[role][0]} 체결 ${quantity} (알림 없음)`, `${roleWords[role][1]} fills ${quantity}, untold`),
  play: (stage) => {
    const { orderId, terms } = stage.order(role);
    stage.world.fill(orderId, qty(quantity), terms.kind === 'limit' ? terms.price : (stage.world.marks.get(terms.symbol) ?? dec('0')));
  },
});

/** The last trade is told once more. */
export const fillToldAgain = (role: OrderRole, tradeNumber: number): Happening => ({
  words: both(`${roleWords[role][0]} 같은 체결 재수신`, `the same trade of ${roleWords[role][1]} again`),
  play: (stage) => {
    const { orderId, trades } = stage.order(role);
    const order = stage.world.orders.get(orderId);
    const tradeId = trades[tradeNumber];
    if (!order || tradeId === undefined) throw new Error('no such trade');
    const fillAgain = { tradeId, qty: order.filledQty, price: order.averagePrice ?? dec<'quote per base'>('0'), at: stage.now };
    stage.tell({
      type: 'OrderFilled',
      order,
      fill: { ...fillAgain, fee: undefined, feeAsset: undefined, realizedPnl: undefined, maker: undefined },
      forced: false,
    });
  },
});

/** Cancelled, expired or rejected by other hands than ours. */
export const orderGone = (role: OrderRole, change: 'cancelled' | 'expired' | 'rejected' = 'cancelled'): Happening => ({
  words: both(`${roleWords[role][0]} 외부 취소 (${change})`, `${roleWords[role][1]} ${change} by others`),
  play: (stage) => {
    const { orderId } = stage.order(role);
    const order = stage.world.orders.get(orderId);
    if (!order) throw new Error(`${role} is not at the exchange`);
    const after: VenueOrder = { ...order, status: change };
    stage.world.orders.set(orderId, after);
    stage.tell({ type: 'OrderReported', change, order: after });
  },
});

/** A stop is reached: it becomes a market order and fills there. */
export const stopFires = (role: 'breakEvenStop' | 'mddStop', at?: string): Happening => ({
  words: both(`${roleWords[role][0]} 발동${at ? ` @ ${at}` : ''}`, `${roleWords[role][1]} fires${at ? ` @ ${at}` : ''}`),
  play: (stage) => {
    const { orderId } = stage.order(role);
    const order = stage.world.orders.get(orderId);
    if (!order) throw new Error(`${role} is not at the exchange`);
    const triggered: VenueOrder = { ...order, status: 'triggered', spawnedVenueOrderId: stage.world.newVenueId() };
    stage.world.orders.set(orderId, triggered);
    stage.tell({ type: 'OrderReported', change: 'triggered', order: triggered });
    fill(stage, role, '1000000000', at);
  },
});

interface ForeignOrder {
  readonly id: string;
  readonly side?: 'BUY' | 'SELL';
  readonly reduceOnly?: boolean;
  readonly book?: 'plain' | 'conditional';
  readonly closePosition?: boolean;
}

/** An order by other hands appears on the account. */
export const foreignOrder = (coin: string, options: ForeignOrder): Happening => {
  const { id, side = 'SELL', reduceOnly = false, book = 'plain', closePosition = false } = options;
  const flags = `${side}${reduceOnly ? ' reduceOnly' : ''}${closePosition ? ' closePosition' : ''}${book === 'conditional' ? ' STOP' : ''}`;
  return {
    words: both(`수동 주문 ${coin} ${flags}`, `hand-made order ${coin} ${flags}`),
    play: (stage) => {
      const order: VenueOrder = {
        symbol: marketOf(coin),
        book,
        orderId: orderIdOf(`hand-${id}`),
        venueOrderId: venueOrderIdOf(id),
        side,
        type: book === 'conditional' ? 'STOP_MARKET' : 'LIMIT',
        status: 'open',
        positionSide: 'BOTH',
        reduceOnly,
        closePosition,
        price: dec('1'),
        trigger: undefined,
        qty: closePosition ? undefined : dec('1'),
        filledQty: dec('0'),
        averagePrice: undefined,
        spawnedVenueOrderId: undefined,
        at: stage.now,
      };
      stage.world.foreignOrders.set(order.venueOrderId, order);
      stage.tell({ type: 'OrderReported', change: 'new', order });
    },
  };
};
export const foreignOrderGone = (id: string): Happening => ({
  words: both('수동 주문 취소됨', 'the hand-made order is cancelled'),
  play: (stage) => {
    const venueOrderId = venueOrderIdOf(id);
    const order = stage.world.foreignOrders.get(venueOrderId);
    if (!order) throw new Error(`no hand-made order ${id}`);
    stage.world.foreignOrders.delete(venueOrderId);
    stage.tell({ type: 'OrderReported', change: 'cancelled', order: { ...order, status: 'cancelled' } });
  },
});

/** A position by other hands; "0" ends it, a minus is a short. */
export const foreignPosition = (coin: string, amount: string, positionSide: VenuePosition['positionSide'] = 'BOTH'): Happening => ({
  words: both(`수동 포지션 ${coin} ${amount}${sideText(positionSide)}`, `hand-made position ${coin} ${amount}${sideText(positionSide)}`),
  play: (stage) => {
    const symbol = marketOf(coin);
    const position: VenuePosition = { symbol, positionSide, amount: qty(amount), entryPrice: price('1'), at: stage.now };
    if (amount === '0') stage.world.foreignPositions.delete(symbol);
    else stage.world.foreignPositions.set(symbol, position);
    stage.tell({ type: 'PositionReported', position, reason: 'ORDER' });
  },
});

const sideText = (side: VenuePosition['positionSide']): string => (side === 'BOTH' ? '' : ` ${side}`);

/** Our own short is changed by other hands (a manual close, a liquidation); the exchange reports the new quantity. */
export const positionBecomes = (quantity: string, coin = 'SOL'): Happening => ({
  words: both(`외부에서 ${coin} 수량이 ${quantity}(으)로`, `${coin} quantity becomes ${quantity} by others`),
  play: (stage) => {
    const symbol = marketOf(coin);
    const average = stage.world.shorts.get(symbol)?.average ?? price('0');
    stage.world.shorts.set(symbol, { qty: qty(quantity), average });
    stage.tell({ type: 'PositionReported', position: stage.world.position(symbol), reason: 'ORDER' });
  },
});

/** The state of a message source as its adapter tells it. */
export const messageSource = (healthy: boolean, why = ''): Happening => ({
  words: healthy ? both('텔레그램 정상', 'Telegram is up') : both(`텔레그램 장애: ${why}`, `Telegram is down: ${why}`),
  play: (stage) => stage.tell({ type: 'MessageSourceChanged', source: 'inbox', healthy, why }),
});
