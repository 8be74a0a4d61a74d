import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import type { DemoSymbol } from './demo-symbols.ts';
import type { Prng } from './prng.ts';
import { type Flaw, flaws } from './story-script.ts';

export interface Casting {
  /** A market that passes the filters and is not cooling down; it is taken. */
  lead(now: number): DemoSymbol | undefined;
  /** The next flaw that some free market can play; that market is taken. */
  reject(now: number): { readonly symbol: DemoSymbol; readonly flaw: Flaw } | undefined;
  /** It was drawn in vain: nothing was posted about it. */
  giveBack(symbol: DemoSymbol): void;
  /** For a 💥: never acted on, so nothing is taken. */
  anyone(): DemoSymbol;
  /** Which market rests until when. */
  resting(): Resting;
}

export type Resting = readonly (readonly [MarketSymbol, number])[];

/** A restart begins elsewhere in the round, also when what rested in the last run was not kept: the engine still remembers its cooldowns. */
const MS_PER_SYMBOL = 20_000;

/** Gives each market at most one part within the cooldown of the engine, which runs in real time at every story speed. */
export function createCasting(
  symbols: readonly DemoSymbol[],
  { restMs, startAt, resting = [] }: { readonly restMs: number; readonly startAt: number; readonly resting?: Resting },
  dice: Prng,
): Casting {
  const leads = roundFrom(
    shuffle(
      symbols.filter((symbol) => symbol.role === 'lead'),
      dice,
    ),
    Math.floor(startAt / MS_PER_SYMBOL),
  );
  const excluded = shuffle(
    symbols.filter((symbol) => symbol.role === 'excluded'),
    dice,
  );
  const notTradable = symbols.filter(({ rules }) => rules.status !== 'TRADING' || rules.contractType !== 'PERPETUAL');
  const freeAt = new Map<MarketSymbol, number>(resting);
  let deck: readonly Flaw[] = flaws;

  const take = (list: DemoSymbol[] | readonly DemoSymbol[], now: number): DemoSymbol | undefined => {
    // The one that rested longest; those never used come in the order of the list.
    let best: DemoSymbol | undefined;
    for (const symbol of list) if (best === undefined || freeOf(symbol) < freeOf(best)) best = symbol;
    if (best === undefined || freeOf(best) > now) return undefined;
    freeAt.set(best.symbol, now + restMs);
    return best;
  };
  const freeOf = (symbol: DemoSymbol): number => freeAt.get(symbol.symbol) ?? 0;
  const whoPlays = (flaw: Flaw): readonly DemoSymbol[] => (flaw === 'category' ? excluded : flaw === 'notTrading' ? notTradable : leads);

  return {
    resting: () => [...freeAt],
    lead: (now) => take(leads, now),
    reject(now) {
      for (const flaw of deck) {
        const symbol = take(whoPlays(flaw), now);
        if (symbol === undefined) continue;
        // To the back: the flaws take turns.
        deck = [...deck.filter((other) => other !== flaw), flaw];
        return { symbol, flaw };
      }
      return undefined;
    },
    giveBack: ({ symbol }) => {
      freeAt.delete(symbol);
    },
    anyone: () => dice.pick([...excluded, ...leads] as unknown as readonly [DemoSymbol, ...DemoSymbol[]]),
  };
}

export function shuffle<T>(list: readonly T[], dice: Prng): readonly T[] {
  const out = [...list];
  for (let at = out.length - 1; at > 0; at -= 1) {
    const other = dice.whole(0, at);
    [out[at], out[other]] = [out[other] as T, out[at] as T];
  }
  return out;
}

function roundFrom<T>(list: readonly T[], steps: number): readonly T[] {
  const at = list.length === 0 ? 0 : steps % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}
