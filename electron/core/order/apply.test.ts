import { describe, expect, test } from 'vitest';
import { dec } from '../../../shared/domain/decimal.ts';
import { tradeIdOf } from '../../../shared/domain/ids.ts';
import type { VenueOrder } from '../../../shared/domain/order.ts';
import { entryOrder } from '../../testkit/scenario/given.ts';
import type { Stage } from '../../testkit/scenario/stage.ts';
import { openStage } from '../../testkit/scenario.ts';
import type { Fact } from '../event.ts';

/** One of three trades of the open entry order (50 @ 100), as the stream tells it: its own quantity and the sum so far. */
function trade(stage: Stage, id: number, qty: string, sum: string, price = '100', status: VenueOrder['status'] = 'open'): Fact {
  const venue = stage.world.orders.get(stage.order('entry1').orderId);
  if (!venue) throw new Error('no entry order');
  return {
    type: 'OrderFilled',
    order: { ...venue, status, filledQty: dec(sum), averagePrice: dec('100') },
    fill: {
      tradeId: tradeIdOf(id),
      qty: dec(qty),
      price: dec(price),
      fee: dec('0.5'),
      feeAsset: 'USDT',
      realizedPnl: undefined,
      maker: true,
      at: stage.now,
    },
    forced: false,
  };
}
const held = (stage: Stage) => {
  const { position, totals } = stage.state.durable.ladder ?? {};
  return { qty: position?.qty, average: position?.average, entryQty: totals?.entryQty, fees: totals?.fees };
};
const threeTrades = { qty: '30', average: '100', entryQty: '30', fees: '1.5' };

describe('fills of an order of ours', () => {
  const tell = (...order: readonly number[]): Stage => {
    const stage = openStage({ given: entryOrder });
    const trades = [trade(stage, 1, '5', '5'), trade(stage, 2, '10', '15'), trade(stage, 3, '15', '30')];
    for (const n of order) {
      const next = trades[n - 1];
      if (next) stage.tell(next);
    }
    return stage;
  };
  test.each([
    ['in their order', [1, 2, 3]],
    ['the last one first', [3, 1, 2]],
    ['backwards', [3, 2, 1]],
    ['each told twice', [1, 1, 2, 2, 3, 3]],
    ['all told again in another order', [1, 2, 3, 2, 1, 3]],
  ])('%s come to the same position and fees', (_, order) => {
    expect(held(tell(...order))).toEqual(threeTrades);
  });

  test('a lost trade is caught up by the sum of the next one, without its fee', () => {
    expect(held(tell(1, 3))).toEqual({ ...threeTrades, fees: '1' });
  });

  test('a trade that a query had already counted adds its fee and nothing else', () => {
    const stage = openStage({ given: entryOrder });
    const record = stage.order('entry1');
    const venue = stage.world.orders.get(record.orderId);
    if (!venue) throw new Error('no entry order');
    const found: VenueOrder = { ...venue, filledQty: dec('15'), averagePrice: dec('100') };
    stage.tell({ type: 'OrderFound', orderId: record.orderId, symbol: record.terms.symbol, order: found });
    stage.tell(trade(stage, 1, '5', '5'), trade(stage, 2, '10', '15'), trade(stage, 3, '15', '30'));
    expect(held(stage)).toEqual(threeTrades);
  });

  test('fees in another coin are not added to USDT', () => {
    const stage = openStage({ given: entryOrder });
    const told = trade(stage, 1, '5', '5');
    if (told.type !== 'OrderFilled') throw new Error('a fill');
    stage.tell({ ...told, fill: { ...told.fill, feeAsset: 'BNB' } });
    expect(held(stage).fees).toBeUndefined();
  });

  test('the price of the trade counts, not the limit', () => {
    const stage = openStage({ given: entryOrder });
    stage.tell(trade(stage, 1, '10', '10', '101'), trade(stage, 2, '10', '20', '103'));
    expect(held(stage).average).toBe('102');
  });
});

describe('old news after the end', () => {
  test('"accepted" and "new" after the complete fill change nothing', () => {
    const stage = openStage({ given: entryOrder });
    const record = stage.order('entry1');
    const venue = stage.world.orders.get(record.orderId);
    if (!venue) throw new Error('no entry order');
    stage.tell(trade(stage, 1, '50', '50', '100', 'filled'));
    const before = held(stage);
    stage.tell(
      { type: 'OrderAccepted', orderId: record.orderId, venueOrderId: venue.venueOrderId, symbol: venue.symbol },
      { type: 'OrderReported', change: 'new', order: venue },
    );
    expect(stage.order('entry1').status).toBe('filled');
    expect(held(stage)).toEqual(before);
  });

  test('a fill told after the cancel of a partly filled entry still counts', () => {
    const stage = openStage({ given: entryOrder });
    stage.tell(trade(stage, 1, '5', '5'));
    const record = stage.order('entry1');
    const venue = stage.world.orders.get(record.orderId);
    if (!venue) throw new Error('no entry order');
    const gone: VenueOrder = { ...venue, status: 'cancelled', filledQty: dec('5'), averagePrice: dec('100') };
    stage.tell({ type: 'OrderReported', change: 'cancelled', order: gone });
    stage.tell(trade(stage, 2, '10', '15', '100', 'cancelled'));
    expect(stage.order('entry1').status).toBe('cancelled');
    expect(held(stage).qty).toBe('15');
  });
});
