/** Dice that fall the same way for the same seed: nothing in the demo world may depend on chance it cannot repeat. */
export interface Prng {
  /** From 0 up to, not including, 1. */
  next(): number;
  between(low: number, high: number): number;
  /** A whole number, both ends included. */
  whole(low: number, high: number): number;
  /** Bell-shaped around 0 with deviation 1, never beyond ±3.5: no price jumps out of its filter. */
  bell(): number;
  pick<T>(list: readonly [T, ...T[]]): T;
}

export function createPrng(seed: number, name = ''): Prng {
  let state = hash(name, seed);
  // mulberry32: 32 bits of state are enough for prices on a screen, and it is the same in every engine.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    // Sum of four even throws: no logarithm or cosine, whose last bits differ between machines.
    bell: () => (next() + next() + next() + next() - 2) * Math.sqrt(3),
    pick: (list) => list[Math.floor(next() * list.length)] ?? list[0],
  };
}

function hash(name: string, seed: number): number {
  let value = 0x811c9dc5 ^ seed;
  for (let at = 0; at < name.length; at += 1) value = Math.imul(value ^ name.charCodeAt(at), 0x01000193);
  return value;
}
