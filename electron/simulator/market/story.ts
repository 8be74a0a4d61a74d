import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { type AccountSight, emptySight } from './account-sight.ts';
import { type Casting, createCasting, type Resting, shuffle } from './casting.ts';
import { entrySignalText, leadingMarketPost, riskText } from './channel-posts.ts';
import type { DemoMarket } from './demo-market.ts';
import type { DemoSymbol } from './demo-symbols.ts';
import { type Progress, playStep, type StepMemory } from './play-step.ts';
import { createPrng } from './prng.ts';
import { type Actor, createActor, type Sights } from './stage.ts';
import {
  type Chapter,
  chapters,
  type Flaw,
  interlude,
  opening,
  type Part,
  resumed,
  type Step,
  tidyEntryOrder,
  tidyPosition,
} from './story-script.ts';

export interface StoryPost {
  readonly channel: 'entry' | 'risk';
  readonly text: string;
}

export interface Story {
  /** Plays one frame and says what the channels post. Call before the market moves. */
  play(now: number, account: AccountSight): readonly StoryPost[];
  setSpeed(speed: number): void;
  /** Title of the chapter and what it does now, for the log and the tests. */
  /** For the next run: which markets the engine may still have cooling down. */
  resting(): Resting;
  where(): { readonly title: string; readonly step: Step['does'] | undefined };
}

export interface StoryTerms {
  readonly seed: number;
  readonly startAt: number;
  readonly speed: number;
  /** A market that had a message gets no other one for so long. */
  readonly restMs: number;
  /** What `resting` told of the last run. */
  readonly resting?: Resting;
}

/** A waiting market stays so far below its target that neither chance nor a new candle triggers it. */
const WELL_BELOW_TARGET = 0.9955;

interface Role {
  readonly terms: DemoSymbol;
  readonly actor: Actor;
  readonly flaw: Flaw | undefined;
  /** Kept below its target until its own rise begins. */
  waits: boolean;
}

export function createStory(market: DemoMarket, symbols: readonly DemoSymbol[], terms: StoryTerms): Story {
  const dice = createPrng(terms.seed, 'story');
  const casting: Casting = createCasting(symbols, terms, dice);
  let sights: Sights = { account: emptySight, speed: terms.speed, now: terms.startAt };
  let chapter: Chapter | undefined;
  let roles = new Map<Part, Role>();
  let position = 0;
  let memory: StepMemory = { frames: 0, seconds: 0, noted: undefined };
  let toCome: readonly Chapter[] = [opening, ...chapters];
  let tidied = false;
  let isFirst = true;
  let posts: StoryPost[] = [];

  const roleOf = (symbol: DemoSymbol, flaw?: Flaw): Role => ({
    terms: symbol,
    actor: createActor(symbol.symbol, market, () => sights),
    flaw,
    waits: flaw === undefined,
  });

  const begin = (next: Chapter, cast: Map<Part, Role>): void => {
    chapter = next;
    roles = cast;
    position = 0;
    memory = { frames: 0, seconds: 0, noted: undefined };
  };

  /** `undefined` when the markets it needs are all resting. */
  const cast = (next: Chapter): Map<Part, Role> | undefined => {
    const drawn = new Map<Part, Role>();
    for (const part of next.parts) {
      if (part === 'X') {
        const rejected = casting.reject(sights.now);
        // A chapter can do without its rejected message.
        if (rejected !== undefined) drawn.set(part, roleOf(rejected.symbol, rejected.flaw));
        continue;
      }
      const lead = casting.lead(sights.now);
      if (lead === undefined) {
        // Else a chapter of two would use up, one by one, every market that gets free.
        for (const role of drawn.values()) casting.giveBack(role.terms);
        return undefined;
      }
      drawn.set(part, roleOf(lead));
    }
    return drawn;
  };

  const leftOpen = (): { readonly chapter: Chapter; readonly symbol: MarketSymbol } | undefined => {
    const { positions, orders } = sights.account;
    const held = positions[0]?.symbol;
    const waiting = orders.find((order) => order.enters)?.symbol;
    const symbol = held ?? waiting;
    if (symbol === undefined) return undefined;
    // Nobody had time to open anything by hand before the first frame: it is a trade that a stop of the program broke off.
    if (isFirst) return { chapter: resumed, symbol };
    return { chapter: held === undefined ? tidyEntryOrder : tidyPosition, symbol };
  };

  const beginNext = (): void => {
    const open = tidied ? undefined : leftOpen();
    const known = symbols.find((symbol) => symbol.symbol === open?.symbol);
    // Once, then the story goes on all the same: what the trader opened by hand may not answer to a message.
    tidied = open !== undefined && !isFirst;
    isFirst = false;
    if (open !== undefined && known !== undefined) {
      begin(open.chapter, new Map([['A', { ...roleOf(known), waits: false }]]));
      return;
    }
    if (toCome.length === 0) toCome = shuffle(chapters, dice);
    const next = toCome[0] as Chapter;
    const drawn = cast(next);
    if (drawn === undefined) {
      begin(interlude, new Map([['X', roleOf(casting.anyone(), 'category')]]));
      return;
    }
    toCome = toCome.slice(1);
    begin(next, drawn);
  };

  const end = (): void => {
    for (const { actor } of roles.values()) market.pull(actor.symbol, undefined);
    chapter = undefined;
    roles = new Map();
  };

  const keepWaitingOnesDown = (): void => {
    for (const { actor, waits } of roles.values()) {
      const targets = waits ? actor.targets() : undefined;
      if (targets !== undefined) actor.goTo(Math.min(actor.mark(), targets.low * WELL_BELOW_TARGET), 0.12);
    }
  };

  const playPart = (step: Exclude<Step, { does: 'wait' }>, role: Role): Progress => {
    const { symbol } = role.actor;
    switch (step.does) {
      case 'entrySignal':
        posts.push({ channel: 'entry', text: entrySignalText(symbol) });
        return 'done';
      case 'leadingMarket': {
        const post = leadingMarketPost(role.terms, role.flaw, dice);
        market.setFunding(symbol, post.funding);
        role.actor.fixTargets();
        posts.push({ channel: 'entry', text: post.text });
        return 'done';
      }
      case 'riskMessage':
        posts.push({ channel: 'risk', text: riskText(symbol) });
        return 'done';
      default:
        role.waits = false;
        return playStep(step, role.actor, memory);
    }
  };

  const playCurrent = (step: Step): Progress => {
    if (step.does === 'wait') return memory.seconds >= step.seconds ? 'done' : 'going';
    const role = roles.get(step.of);
    // A part that could not be cast is left out.
    return role === undefined ? 'done' : playPart(step, role);
  };

  const playFrame = (current: Chapter): void => {
    const progress = playCurrent(current.steps[position] as Step);
    memory.frames += 1;
    memory.seconds += sights.speed;
    if (progress === 'stuck') end();
    if (progress !== 'done') return;
    position += 1;
    memory = { frames: 0, seconds: 0, noted: undefined };
    if (position === current.steps.length) end();
  };

  return {
    play(now, account) {
      sights = { ...sights, now, account };
      posts = [];
      if (chapter === undefined) beginNext();
      keepWaitingOnesDown();
      if (chapter !== undefined) playFrame(chapter);
      return posts;
    },
    setSpeed(speed) {
      sights = { ...sights, speed };
    },
    resting: casting.resting,
    where: () => ({ title: chapter?.title ?? '', step: chapter?.steps[position]?.does }),
  };
}
