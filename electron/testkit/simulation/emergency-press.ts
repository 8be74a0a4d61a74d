import type { LockKind, PhaseWord } from '../../../shared/domain/record.ts';
import { locksOf } from '../../core/gate/locks.ts';
import { phaseOf } from '../../core/position/ladder.ts';
import type { EngineState } from '../../core/state.ts';
import type { FaultKind, Trouble } from './weather.ts';
import type { Broken } from './witness.ts';
import { World } from './world.ts';

/** What rages around the button, and the fault that must have been seen after it was pressed. */
export interface Storm {
  readonly fault: FaultKind;
  readonly chances: Partial<Record<Trouble, number>>;
}

export interface Press {
  readonly seed: number;
  readonly scope: 'bot' | 'account';
  /** At the moment of the press. */
  readonly phase: PhaseWord;
  /** At the moment of the press. */
  readonly locks: readonly LockKind[];
  /** The storm really struck between the press and its end. */
  readonly struck: boolean;
  /** What was said while the storm lasted. */
  readonly saidInStorm: string;
  readonly saidInCalm: string;
  /** What the exchange's own books hold at the end. */
  readonly left: readonly string[];
  readonly broken: readonly Broken[];
}

/** Phases come and go; one that does not come in this time comes in another world. */
const LONGEST_WAIT_S = 900;
const LONGEST_LOCK_S = 150;
/** Everything is up by then. */
const LONGEST_START_S = 5;
/** NOT CONFIRMED is due after 30 s; a storm may kill and set back clocks on the way. */
const STORM_S = 60;
/** A process that dies again and again before it wrote the press down may need longer to say anything. */
const LONGEST_STORM_S = 240;
const CALM_S = 240;

const wordOf = ({ durable }: EngineState): PhaseWord =>
  durable.ladder ? phaseOf(durable, durable.ladder) : durable.monitors.length > 0 || durable.preparation ? 'MONITORING' : 'IDLE';

/** One world in which the button is pressed in this phase, under this storm; undefined when the phase never came. */
export async function pressIn(phase: PhaseWord, storm: Storm, seed: number): Promise<Press | undefined> {
  return inWorld(seed, async (world) => {
    const { dice } = world;
    // Some storms have begun before, so that their locks are on.
    const early = dice.of('press').next() < 0.5;
    const came = await comesTo(world, phase, (second) => {
      if (early && second > LONGEST_START_S && second % 10 === 0) dice.storm = second % 20 === 0 ? storm.chances : {};
    });
    if (!came) return undefined;
    return pressesWithSomethingToClose(world, seed, storm);
  });
}

/** The same under one kind of lock as well, which `bring` is tried for once a second from this phase on; undefined when it never came. */
export async function pressUnder(
  lock: LockKind,
  phase: PhaseWord,
  bring: (world: World) => void,
  storm: Storm,
  seed: number,
): Promise<Press | undefined> {
  return inWorld(seed, async (world) => {
    if (!(await comesTo(world, phase, () => {}))) return undefined;
    for (let second = 0; second < LONGEST_LOCK_S && !world.broken; second += 1) {
      const isOn = (): boolean => world.life.alive && locksNow(world).includes(lock);
      if (!isOn() && world.life.alive) bring(world);
      // At once: a lock may be gone, or its cause over, a second later.
      if (isOn()) return pressesWithSomethingToClose(world, seed, storm);
      await world.livesOn();
    }
    return undefined;
  });
}

async function inWorld(seed: number, run: (world: World) => Promise<Press | undefined>): Promise<Press | undefined> {
  const world = new World(seed);
  world.dice.storm = {};
  try {
    return await run(world);
  } finally {
    await world.ends();
  }
}

async function comesTo(world: World, phase: PhaseWord, eachSecond: (second: number) => void): Promise<boolean> {
  const from = world.dice.of('press').whole(LONGEST_START_S, 60);
  for (let second = 0; second <= LONGEST_WAIT_S && !world.broken; second += 1) {
    if (second >= from && world.life.alive && wordOf(world.life.engine.state) === phase) return true;
    eachSecond(second);
    await world.livesOn();
  }
  return false;
}

const locksNow = (world: World): readonly LockKind[] => [...new Set(locksOf(world.life.engine.state).map(({ kind }) => kind))];

/** Where we hold nothing, another hand does. */
function pressesWithSomethingToClose(world: World, seed: number, storm: Storm): Promise<Press> {
  if (!world.life.engine.state.durable.ladder) world.people.sellsByHand();
  return presses(world, seed, storm);
}

async function presses(world: World, seed: number, storm: Storm): Promise<Press> {
  const { dice, witness } = world;
  const state = (): EngineState => world.life.engine.state;
  const isOver = (): boolean => world.life.alive && state().durable.emergency?.state === 'flat';
  const scope = state().durable.ladder && dice.of('press').next() < 0.5 ? 'bot' : 'account';
  const locks = locksNow(world);
  const phase = wordOf(state());
  const seen = { ...witness.faults };
  dice.storm = storm.chances;
  world.people.presses(scope);
  const said = (): boolean => world.life.alive && !['running', undefined].includes(state().durable.emergency?.state);
  for (let second = 0; !world.broken && !isOver() && (second < STORM_S || (second < LONGEST_STORM_S && !said())); second += 1) {
    await world.livesOn();
    // Killed before it was written: the trader sees no emergency close and presses again.
    if (world.life.alive && state().durable.emergency === undefined) world.people.presses(scope);
  }
  const saidInStorm = state().durable.emergency?.state ?? 'nothing';
  const struck = (witness.faults[storm.fault] ?? 0) > (seen[storm.fault] ?? 0);
  world.calms();
  for (let second = 0; second < CALM_S && !world.broken && !isOver(); second += 1) {
    await world.passes(1);
    if (world.life.alive && state().durable.emergency === undefined) world.people.presses(scope);
  }
  const { emergency } = state().durable;
  const left = world.left(scope, emergency?.symbols ?? []);
  return { seed, scope, phase, locks, struck, saidInStorm, saidInCalm: emergency?.state ?? 'nothing', left, broken: witness.broken };
}
