import type { Actor } from './stage.ts';
import type { Step } from './story-script.ts';

/** `stuck`: what the step waits for does not come (entries paused, other settings, closed by hand); the chapter ends. */
export type Progress = 'going' | 'done' | 'stuck';

/** What a step knows of its own past. */
export interface StepMemory {
  /** Frames since it began; 0 in the first one. */
  frames: number;
  /** Story seconds since it began. */
  seconds: number;
  /** Quantity it found at the beginning. */
  noted: string | undefined;
}

/** Steps that only post or wait are played by the story itself. */
export type MarketStep = Exclude<Step, { does: 'wait' | 'entrySignal' | 'leadingMarket' | 'riskMessage' }>;

/** Below the entry trigger (0.1 % under the target) by more than a wobble. */
const JUST_BELOW_TRIGGER = 0.9982;
/** Close to a resting order, on the side where it does not fill. */
const ASIDE = 0.0007;
const LONGEST_MOVE_SECONDS = 200;
const FEWEST_MOVE_FRAMES = 40;
const LONGEST_WAIT_FRAMES = 30;

export function playStep(step: MarketStep, actor: Actor, memory: StepMemory): Progress {
  const progress = play(step, actor, memory);
  return progress === 'going' && isTooLong(step, memory) ? 'stuck' : progress;
}

function isTooLong(step: MarketStep, { frames, seconds }: StepMemory): boolean {
  switch (step.does) {
    case 'fillEntry':
    case 'fillExit':
    case 'awaitClosed':
    case 'awaitNoOrder':
      return frames >= LONGEST_WAIT_FRAMES;
    default:
      // Both: at twenty-fold speed the story seconds are over before the engine could answer.
      return seconds >= LONGEST_MOVE_SECONDS && frames >= FEWEST_MOVE_FRAMES;
  }
}

function play(step: MarketStep, actor: Actor, memory: StepMemory): Progress {
  switch (step.does) {
    case 'riseUntilEntryOrder':
      return riseUntilEntryOrder(actor);
    case 'riseUntilSecondOrder':
      return riseUntilSecondOrder(actor, memory);
    case 'returnToEntryOrder':
      return returnToEntryOrder(actor);
    case 'fillEntry':
      return fillEntry(actor, step.percent, memory);
    case 'fallUntilExitOrder':
      return fallUntilExitOrder(actor);
    case 'fillExit':
      return fillExit(actor, step.percent, memory);
    case 'fallUntilClosed':
      return moveUntilClosed(actor, 0.6);
    case 'riseUntilClosed':
      return moveUntilClosed(actor, 1.2);
    case 'driftFromAverage':
      return driftFromAverage(actor, step.percent);
    case 'awaitClosed':
      return actor.position() === undefined ? 'done' : 'going';
    case 'awaitNoOrder':
      return actor.entryOrder() === undefined ? 'done' : 'going';
  }
}

function riseUntilEntryOrder(actor: Actor): Progress {
  if (standsUnderEntryOrder(actor) || actor.position() !== undefined) return 'done';
  const targets = actor.targets();
  if (targets === undefined) return 'stuck';
  return approach(actor, targets.low * JUST_BELOW_TRIGGER, targets.high * 1.012, 0.09);
}

function riseUntilSecondOrder(actor: Actor, memory: StepMemory): Progress {
  const position = actor.position();
  if (position === undefined) return 'stuck';
  memory.noted ??= position.amount;
  if (standsUnderEntryOrder(actor) || position.amount !== memory.noted) return 'done';
  const average = Number(position.entryPrice);
  return approach(actor, average * 1.1475, average * 1.17, 0.4);
}

/** Walks up to where a trigger may lie, creeps from there, and gives up at the far end. */
function approach(actor: Actor, near: number, far: number, percentPerSecond: number): Progress {
  const mark = actor.mark();
  if (mark >= far) return 'stuck';
  // A little less than near: the wobble of the walk must not trigger, the creeping shall.
  if (mark < near * 0.9998) actor.goTo(near, percentPerSecond);
  else actor.creepTo(far);
  return 'going';
}

function standsUnderEntryOrder(actor: Actor): boolean {
  const order = actor.entryOrder();
  if (order === undefined) return false;
  actor.standAt(Number(order.price) * (1 - ASIDE));
  return true;
}

function returnToEntryOrder(actor: Actor): Progress {
  const order = actor.entryOrder();
  if (order === undefined) return 'done';
  const beside = Number(order.price) * (1 - ASIDE);
  actor.goTo(beside, 0.4);
  return Math.abs(actor.mark() / beside - 1) < ASIDE ? 'done' : 'going';
}

function fillEntry(actor: Actor, percent: number | undefined, memory: StepMemory): Progress {
  const order = actor.entryOrder();
  if (order === undefined) return actor.position() === undefined ? 'stuck' : 'done';
  memory.noted ??= order.remaining;
  if (percent !== undefined && order.remaining !== memory.noted) {
    actor.standAt(Number(order.price) * (1 - ASIDE));
    return 'done';
  }
  if (percent === undefined) actor.standAt(Number(order.price) * (1 + ASIDE));
  else actor.serveThinly(order, percent);
  return 'going';
}

function fallUntilExitOrder(actor: Actor): Progress {
  const position = actor.position();
  if (position === undefined) return 'done';
  const order = actor.exitOrder();
  if (order !== undefined) {
    actor.standAt(Number(order.price) * (1 + ASIDE));
    return 'done';
  }
  const average = Number(position.entryPrice);
  if (actor.mark() <= average * 0.94) return 'stuck';
  if (actor.mark() > average * 0.953) actor.goTo(average * 0.9525, 0.14);
  else actor.creepTo(average * 0.93);
  return 'going';
}

function fillExit(actor: Actor, percent: number, memory: StepMemory): Progress {
  const order = actor.exitOrder();
  if (order === undefined) return 'done';
  memory.noted ??= order.remaining;
  if (order.remaining !== memory.noted) {
    actor.standAt(Number(order.price) * (1 + ASIDE));
    return 'done';
  }
  actor.serveThinly(order, percent);
  return 'going';
}

function moveUntilClosed(actor: Actor, share: number): Progress {
  const position = actor.position();
  if (position === undefined) return 'done';
  const average = Number(position.entryPrice);
  // The long way back from a second entry is quicker to watch.
  const far = share < 1 && actor.mark() > average * 1.03;
  actor.goTo(average * share, far ? 0.35 : 0.14);
  return 'going';
}

function driftFromAverage(actor: Actor, percent: number): Progress {
  const position = actor.position();
  if (position === undefined) return 'stuck';
  const wanted = Number(position.entryPrice) * (1 + percent / 100);
  actor.goTo(wanted, 0.2);
  return Math.abs(actor.mark() / wanted - 1) < 0.0008 ? 'done' : 'going';
}
