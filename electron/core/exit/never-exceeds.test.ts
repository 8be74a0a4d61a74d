import { expect, test } from 'vitest';
import { add, cmp, type Qty, sub, zero } from '../../../shared/domain/decimal.ts';
import { clockAt } from '../../testkit/scenario/stage.ts';
import { openStage, type Scenario } from '../../testkit/scenario.ts';
import { isLive } from '../order/life.ts';
import { emergency } from '../scenarios/emergency.scenario.ts';
import { exitOrders } from '../scenarios/exit-orders.scenario.ts';
import { fillsChapter } from '../scenarios/fills.scenario.ts';
import { outside } from '../scenarios/outside.scenario.ts';
import { phase2Chapter } from '../scenarios/phase2.scenario.ts';
import { priority } from '../scenarios/priority.scenario.ts';
import { recovery } from '../scenarios/recovery.scenario.ts';
import { riskChapter } from '../scenarios/risk.scenario.ts';
import type { Durable } from '../state.ts';

/** What all exits with a quantity that may still stand at the exchange could take out; a stop has none. */
function exitsOf({ orders, ladder }: Durable): Qty {
  let sum = zero<'base'>();
  for (const { terms, status, filledQty } of Object.values(orders))
    if (terms.symbol === ladder?.symbol && terms.kind !== 'stop' && terms.closes && isLive(status))
      sum = add(sum, sub(terms.qty, filledQty));
  return sum;
}

/** Steps after which more was asked out than is held. */
function excesses(scenario: Scenario): readonly string[] {
  const stage = openStage(scenario);
  const found: string[] = [];
  const sent = new Set<string>();
  stage.observe = (fact, before, { state, effects }) => {
    const { ladder } = state.durable;
    const placesExit = effects.some((effect) => effect.type === 'PlaceOrder' && effect.terms.closes);
    if (ladder && placesExit && cmp(exitsOf(state.durable), ladder.position.qty) > 0) found.push(`${fact.type}: ${exitsOf(state.durable)}`);
    for (const effect of effects) {
      if (effect.type !== 'PlaceOrder') continue;
      // Invariant 4: a second send is only for what was refused, or proved never to have been placed.
      const refusedBefore = before.durable.orders[effect.orderId]?.retryAt !== undefined;
      if (sent.has(effect.orderId) && !refusedBefore) found.push(`sent twice: ${effect.orderId}`);
      sent.add(effect.orderId);
    }
  };
  for (const [at, happens] of scenario.rows ?? []) {
    stage.passUntil(clockAt(at));
    happens.play(stage);
    stage.settle();
  }
  return found;
}

const chapters = [fillsChapter, phase2Chapter, riskChapter, exitOrders, priority, outside, recovery, emergency];
const scenarios = chapters.flatMap((chapter) =>
  chapter.scenarios.map((scenario) => [`${chapter.name}: ${scenario.title[1]}`, scenario] as const),
);
/** The exchange keeps these from overshooting (reduceOnly, positionSide); holding the close back for ever would cost more. */
const deliberate = ['A cancel that gets no answer holds the market close back for 3 s, not longer'];

test.each(scenarios)('exits never ask for more than the position, and no id goes out twice: %s', (_, scenario) => {
  expect(excesses(scenario)).toHaveLength(deliberate.includes(scenario.title[1]) ? 1 : 0);
});
