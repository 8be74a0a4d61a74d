import { expect, test } from 'vitest';
import { dec } from '../../../shared/domain/decimal.ts';
import { tradeIdOf, venueOrderIdOf } from '../../../shared/domain/ids.ts';
import type { VenueOrder } from '../../../shared/domain/order.ts';
import { acceptedOnly, answers, asking, hedge, noAnswer, placing, refused } from '../../testkit/scenario/answers.ts';
import { foreignPosition } from '../../testkit/scenario/exchange.ts';
import { phase1, phase2 } from '../../testkit/scenario/given.ts';
import { emergencyClose, restart } from '../../testkit/scenario/operator.ts';
import { clockAt, type Stage } from '../../testkit/scenario/stage.ts';
import { marketOf } from '../../testkit/scenario/symbols.ts';
import { openStage } from '../../testkit/scenario.ts';
import type { Fact } from '../event.ts';

const SOL = marketOf('SOL');

test('closing a long of our symbol in HEDGE mode takes nothing off our short', () => {
  const stage = openStage({ given: phase1, world: [hedge] });
  stage.passUntil(clockAt('09:00:00'));
  answers(placing('marketClose'), refused(-4131), Infinity).play(stage);
  answers(placing('accountClose'), acceptedOnly, Infinity).play(stage);
  const long = {
    symbol: SOL,
    positionSide: 'LONG',
    amount: dec<'base'>('7'),
    entryPrice: dec<'quote per base'>('90'),
    at: stage.now,
  } as const;
  stage.world.scripts.push({
    left: 1,
    meant: (effect) => effect.type === 'ReadAccount',
    answer: (effect, world) =>
      world.obey(effect).map((fact): Fact => (fact.type === 'AccountRead' ? { ...fact, positions: [...fact.positions, long] } : fact)),
  });
  emergencyClose('account').play(stage);
  const { orderId, terms } = stage.order('accountClose');
  expect(terms).toMatchObject({ side: 'SELL', qty: '7', positionMode: 'HEDGE' });
  const order: VenueOrder = {
    ...{ symbol: SOL, book: 'plain', orderId, venueOrderId: venueOrderIdOf(1), side: 'SELL', type: 'MARKET', status: 'filled' },
    ...{ positionSide: 'LONG', reduceOnly: false, closePosition: false, price: undefined, trigger: undefined },
    ...{ qty: dec('7'), filledQty: dec('7'), averagePrice: dec('99'), spawnedVenueOrderId: undefined, at: stage.now },
  };
  const fill = { tradeId: tradeIdOf('long'), qty: dec<'base'>('7'), price: dec<'quote per base'>('99'), at: stage.now };
  const untold = { fee: undefined, feeAsset: undefined, realizedPnl: undefined, maker: undefined };
  stage.tell({ type: 'OrderFilled', order, fill: { ...fill, ...untold }, forced: false });
  expect(stage.state.durable.ladder?.position.qty).toBe('50');
  expect(stage.state.durable.ladder?.totals.exitQty).toBe('0');
});

test('the MDD stop stands until the position that it protects is gone', () => {
  const stage = openStage({ given: phase2 });
  stage.passUntil(clockAt('09:00:00'));
  answers(placing('marketClose'), refused(-4131), Infinity).play(stage);
  emergencyClose().play(stage);
  stage.passUntil(clockAt('09:00:20'));
  expect(stage.order('mddStop').status).toBe('working');
  expect(stage.order('breakEven').status).toBe('cancelled');
  stage.world.scripts.length = 0;
  stage.passUntil(clockAt('09:00:40'));
  expect(stage.order('mddStop').status).toBe('cancelled');
  expect(stage.state.durable.emergency?.state).toBe('flat');
});

test('one that was not confirmed goes on after a restart, and entries stay off', () => {
  const stage = openStage({ given: phase1 });
  stage.passUntil(clockAt('09:00:00'));
  answers(placing('marketClose'), noAnswer, Infinity).play(stage);
  answers(asking('QueryOrder'), noAnswer, Infinity).play(stage);
  emergencyClose().play(stage);
  stage.passUntil(clockAt('09:00:31'));
  expect(stage.state.durable.emergency?.state).toBe('notConfirmed');
  stage.world.scripts.length = 0;
  restart().play(stage);
  expect(stage.state.durable.emergency?.state).toBe('notConfirmed');
  stage.passUntil(clockAt('09:01:30'));
  expect(stage.state.durable.emergency?.state).toBe('flat');
  expect(stage.state.durable.entriesOff?.by).toBe('emergency');
});

/** An account-wide emergency close that found a long by other hands and closes it; every further read is ours to tell. */
function closingALink() {
  const stage = openStage({});
  stage.passUntil(clockAt('09:00:00'));
  foreignPosition('LINK', '5').play(stage);
  stage.passUntil(clockAt('09:00:00.500'));
  answers(placing('accountClose'), acceptedOnly, Infinity).play(stage);
  emergencyClose('account').play(stage);
  answers(asking('ReadAccount'), noAnswer, Infinity).play(stage);
  return stage;
}
const closes = (stage: Stage): number => Object.values(stage.state.durable.orders).filter(({ role }) => role === 'accountClose').length;
/** A picture with the long still in it. */
function tellOldPicture(stage: Stage, askedAt: number): void {
  const amount = dec<'base'>('5');
  const long = { symbol: marketOf('LINK'), positionSide: 'BOTH', amount, entryPrice: dec<'quote per base'>('1'), at: askedAt } as const;
  const { world } = stage;
  stage.tell({ type: 'AccountRead', askedAt, orders: [], positions: [long], balances: world.balances(), positionMode: 'ONE-WAY' });
}

test('a picture taken before the stream last spoke never leads to another account close', () => {
  const stage = openStage({});
  stage.passUntil(clockAt('09:00:00'));
  foreignPosition('LINK', '5').play(stage);
  answers(asking('ReadAccount'), noAnswer, Infinity).play(stage);
  emergencyClose('account').play(stage);
  const askedAt = stage.now;
  stage.passUntil(clockAt('09:00:01'));
  foreignPosition('LINK', '0').play(stage);
  tellOldPicture(stage, askedAt);
  expect(closes(stage)).toBe(0);
  tellOldPicture(stage, stage.now + 1);
  expect(closes(stage)).toBe(1);
});

test('a picture asked for before our close was filled never leads to a second one, although the stream was silent', () => {
  const stage = closingALink();
  const { orderId } = stage.order('accountClose');
  stage.passUntil(clockAt('09:00:01'));
  const askedAt = stage.now;
  stage.passUntil(clockAt('09:00:02'));
  const order = stage.world.orders.get(orderId);
  if (!order) throw new Error('it was not placed');
  const filled: VenueOrder = { ...order, status: 'filled', filledQty: dec('5'), averagePrice: dec('1') };
  stage.tell({ type: 'OrderFound', orderId, symbol: marketOf('LINK'), order: filled });
  expect(stage.order('accountClose').status).toBe('filled');
  tellOldPicture(stage, askedAt);
  expect(closes(stage)).toBe(1);
  tellOldPicture(stage, stage.now + 1);
  expect(closes(stage)).toBe(2);
});
