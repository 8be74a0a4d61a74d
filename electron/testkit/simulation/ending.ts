import { cmp, gte, isZero, lte, type Price, plusPercent, roundHalfUpTo, sub, times } from '../../../shared/domain/decimal.ts';
import { isLive } from '../../core/order/life.ts';
import type { EngineState, Ladder } from '../../core/state.ts';
import { symbols } from './price-walk.ts';
import { replayDiffers } from './replay.ts';
import type { World } from './world.ts';

/** A slow read of the account comes every minute; two of them heal whatever was never told. */
const LONGEST_HEALING_S = 400;
const AT_LEAST_S = 130;
const LARGEST_STATE = 60_000;

/** After the day: calm, then what must hold when nothing disturbs any more (R11), then the way out and a new beginning. */
export async function endOf(world: World): Promise<void> {
  const { witness } = world;
  if (world.broken) return;
  world.calms();
  await world.passes(AT_LEAST_S);
  await settles(world);
  if (world.broken) return;
  for (const sentence of uncovered(world)) witness.breaks('cover', sentence);
  if (world.broken) return;
  await restartsAlike(world);
  if (world.broken) return;
  await leaves(world);
  if (world.broken) return;
  await tradesAgain(world);
  if (world.broken) return;
  const differs = replayDiffers(world.journal);
  if (differs !== undefined) witness.breaks('10', differs);
  if (world.largestState > LARGEST_STATE) witness.breaks('memory', `the stored state grew to ${world.largestState} characters`);
}

const stateOf = (world: World): EngineState => world.life.engine.state;

function unresolved({ durable, live }: EngineState): readonly string[] {
  return [
    ...Object.values(durable.orders)
      .filter(({ status }) => isLive(status) && status !== 'working')
      .map(({ orderId, status }) => `${orderId} is ${status}`),
    ...(live.recovery ? ['the start-up is not finished'] : []),
    ...(live.prices.safetySince === undefined ? [] : ['there is no fresh price']),
    ...(durable.ladder?.doubt ? ['the position is doubted'] : []),
    ...(durable.ladder?.closing ? ['a close is running'] : []),
    ...(durable.ladder?.riskPending ? ['a risk message waits'] : []),
    ...(durable.preparation ? ['an entry is being prepared'] : []),
    ...(durable.exitCancelsFailed.length > 0 ? ['an exit could not be cancelled'] : []),
    ...(durable.emergency && durable.emergency.state !== 'flat' ? [`the emergency close is ${durable.emergency.state}`] : []),
  ];
}

/** Waits until nothing is under way; what stays so in calm is stuck. */
async function settles(world: World): Promise<void> {
  for (let waited = 0; waited < LONGEST_HEALING_S; waited += 5) {
    if (world.life.alive && unresolved(stateOf(world)).length === 0) return;
    await world.passes(5);
    if (world.broken) return;
  }
  world.witness.breaks(
    'stuck',
    `after ${AT_LEAST_S + LONGEST_HEALING_S} s of calm: ${world.life.alive ? unresolved(stateOf(world)).join(', ') : 'no process'}`,
  );
}

/** The exchange holds exactly what the engine believes, and exactly the orders that the law wants. */
function uncovered(world: World): readonly string[] {
  const { witness } = world;
  const { durable } = stateOf(world);
  const { ladder } = durable;
  const standing = [
    ...witness.ownOpenOrders().map(({ clientOrderId }) => clientOrderId),
    ...witness.ownWaitingStops().map(({ clientAlgoId }) => clientAlgoId),
  ];
  const believed = Object.values(durable.orders)
    .filter(({ status }) => isLive(status))
    .map(({ orderId }) => orderId as string);
  const missing = believed.filter((id) => !standing.includes(id)).map((id) => `${id} is believed to stand and does not`);
  const forgotten = standing.filter((id) => !believed.includes(id)).map((id) => `${id} stands and is believed to be gone`);
  const exposed = [...witness.exposedSymbols()]
    .filter((symbol) => symbol !== ladder?.symbol)
    .map((symbol) => `${symbol} is exposed and not watched over`);
  return [...missing, ...forgotten, ...exposed, ...(ladder ? uncoveredLadder(world, ladder) : [])];
}

function uncoveredLadder(world: World, ladder: Ladder): readonly string[] {
  const { witness, venue } = world;
  const { durable } = stateOf(world);
  const { symbol, position, step, exitLimit } = ladder;
  const short = witness.shortOf(symbol);
  const wrong: string[] = [];
  if (cmp(short, position.qty) !== 0) wrong.push(`${symbol}: the exchange holds ${short}, the engine believes ${position.qty}`);
  const rules = venue.feed.rules(symbol);
  const mark = venue.feed.quote(symbol)?.mark;
  if (isZero(position.qty) || !rules || mark === undefined || position.average === undefined) return wrong;
  const onTick = (price: Price): Price => roundHalfUpTo(price, rules.tickSize);
  const { settings } = durable;
  const second = Object.values(durable.orders).find(
    ({ role, terms, status }) => role === 'entry2' && terms.symbol === symbol && status === 'filled',
  );
  const wanted = second ? onTick(plusPercent(position.average, settings.mdd)) : ladder.stop?.trigger;
  const stops = witness.ownWaitingStops(symbol);
  if (wanted !== undefined && !stops.some(({ triggerPrice }) => triggerPrice === wanted))
    wrong.push(`${symbol}: no stop stands at ${wanted}`);
  const takeProfit = onTick(plusPercent(position.average, `-${settings.tpRatio}` as typeof settings.tpRatio));
  const aim = step === 1 ? takeProfit : onTick(position.average);
  const fires =
    step === 1
      ? lte(mark, times(aim, '1.001'))
      : settings.breakEvenTrigger === 'atOrAbove'
        ? gte(mark, times(aim, '1.001'))
        : lte(mark, times(aim, '1.001'));
  const exits = witness.ownOpenOrders().filter(({ side, symbol: other }) => side === 'BUY' && other === symbol);
  if (!fires && !exitLimit.fired) return wrong;
  const right = exits.some(({ price, qty, filledQty }) => price === aim && cmp(sub(qty, filledQty), short) === 0);
  if (!right)
    wrong.push(`${symbol}: no exit of ${short} stands at ${aim}, only [${exits.map(({ qty, price }) => `${qty} at ${price}`).join(', ')}]`);
  return wrong;
}

/** 7 */
async function restartsAlike(world: World): Promise<void> {
  const before = essence(stateOf(world));
  world.restarts();
  await world.passes(30);
  await world.passes(65);
  await settles(world);
  if (world.broken) return;
  const after = essence(stateOf(world));
  if (before !== after) world.witness.breaks('7', `a restart changed the state\n  from ${before}\n  to   ${after}`);
  for (const sentence of uncovered(world)) world.witness.breaks('7', `after a restart ${sentence}`);
}

function essence({ durable }: EngineState): string {
  const { ladder, settings, lastMessageIds, cooldowns, entriesOff, stage } = durable;
  const orders = Object.values(durable.orders)
    .filter(({ status }) => isLive(status))
    .map(({ orderId, role, filledQty }) => ({ orderId, role, filledQty }));
  return JSON.stringify({
    ladder: ladder && { ...ladder, doubt: undefined },
    orders,
    settings,
    lastMessageIds,
    cooldowns,
    entriesOff,
    stage,
  });
}

/** The way out: by a risk message at a loss, by the emergency close of the bot, and for all that is left by that of the account. */
async function leaves(world: World): Promise<void> {
  const { witness, walk, people, dice } = world;
  const { ladder } = stateOf(world).durable;
  if (ladder?.position.average !== undefined && dice.of('ending').next() < 0.5) {
    const mark = Number(world.venue.feed.quote(ladder.symbol)?.mark);
    walk.jumps(ladder.symbol, (Number(ladder.position.average) * 1.005) / mark);
    // The engine decides on the last frame it heard.
    await world.passes(3);
    people.postsRisk(ladder.symbol);
    await world.passes(70);
    const left = world.left('bot', [ladder.symbol]);
    if (left.length > 0) witness.breaks('R04', `after a risk message at a loss the exchange has ${left.join(', ')}`);
  }
  for (const scope of ['bot', 'account'] as const) {
    world.life.engine.request({ type: 'EmergencyCloseRequested', scope });
    await world.passes(30);
    const { emergency } = stateOf(world).durable;
    if (emergency?.state !== 'flat')
      witness.breaks('D22', `the emergency close of the ${scope} is ${emergency?.state ?? 'forgotten'} after 30 s of calm`);
  }
  const left = world.left('account', symbols);
  if (left.length > 0) witness.breaks('D22', `after the emergency close the exchange has ${left.join(', ')}`);
}

/** Nothing of the day is left behind that would keep the next signal from being taken. */
async function tradesAgain(world: World): Promise<void> {
  const { life, witness, people, journal } = world;
  life.engine.request({ type: 'EntriesResumeRequested' });
  await world.passes(65);
  people.postsLeading(symbols[0]);
  await world.passes(2);
  const verdict = journal.messages(1)[0]?.verdict;
  if (verdict?.verdict !== 'monitoring')
    witness.breaks(
      'W14',
      `a good message after the end is ${verdict?.verdict ?? 'not judged'} (${verdict?.rule} ${verdict?.code} ${JSON.stringify(verdict?.numbers)})`,
    );
}
