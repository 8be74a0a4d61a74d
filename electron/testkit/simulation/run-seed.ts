import { endOf } from './ending.ts';
import type { Broken, Witness } from './witness.ts';
import { World, type WorldOptions } from './world.ts';

export interface Outcome {
  readonly seed: number;
  readonly broken: readonly Broken[];
  readonly counts: Witness['counts'];
  readonly exits: Witness['exits'];
  readonly faults: Witness['faults'];
  /** Virtual ms. */
  readonly lasted: number;
  readonly largestState: number;
  readonly story: readonly string[];
}

/** One whole world. The same seed gives the same world, event by event, as long as the code is the same. */
export async function runSeed(seed: number, options: WorldOptions = {}): Promise<Outcome> {
  const world = new World(seed, options);
  const began = world.now;
  await world.day();
  await endOf(world);
  for (const { rule, what } of world.witness.broken) world.story.tell(world.now, 'check', () => `!!! ${rule}: ${what}`);
  const { witness, story, largestState } = world;
  const lasted = world.now - began;
  await world.ends();
  const { broken, counts, exits, faults } = witness;
  return { seed, broken, counts, exits, faults, lasted, largestState, story: story.lines };
}
