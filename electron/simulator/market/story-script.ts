/** The demo story as data. A part is a role in a chapter; which market plays it is drawn when the chapter begins. */
export type Part = 'A' | 'B' | 'X';

/** Why the filters reject a leading-market message: funding W13, rank W11, category W09, noInfo W10, notTrading W04. */
export type Flaw = 'funding' | 'rank' | 'category' | 'noInfo' | 'notTrading';

export type Step =
  | { readonly does: 'wait'; readonly seconds: number }
  /** 💥: shown, never acted on. */
  | { readonly does: 'entrySignal'; readonly of: Part }
  /** 🔥: starts monitoring, unless it has the chapter's flaw. */
  | { readonly does: 'leadingMarket'; readonly of: Part }
  /** 🥈 */
  | { readonly does: 'riskMessage'; readonly of: Part }
  | { readonly does: 'riseUntilEntryOrder'; readonly of: Part }
  /** Buyers take so much of the resting entry order; without a percentage all of it. */
  | { readonly does: 'fillEntry'; readonly of: Part; readonly percent?: number }
  | { readonly does: 'riseUntilSecondOrder'; readonly of: Part }
  /** To the entry order that rests already, if there is one. */
  | { readonly does: 'returnToEntryOrder'; readonly of: Part }
  | { readonly does: 'fallUntilClosed'; readonly of: Part }
  | { readonly does: 'riseUntilClosed'; readonly of: Part }
  | { readonly does: 'fallUntilExitOrder'; readonly of: Part }
  /** Sellers serve so much of the resting exit order and then draw back. */
  | { readonly does: 'fillExit'; readonly of: Part; readonly percent: number }
  | { readonly does: 'driftFromAverage'; readonly of: Part; readonly percent: number }
  | { readonly does: 'awaitClosed'; readonly of: Part }
  | { readonly does: 'awaitNoOrder'; readonly of: Part };

export interface Chapter {
  readonly title: string;
  /** A and B are markets that pass the filters; X is one that the flaw of the day rejects. */
  readonly parts: readonly Part[];
  readonly steps: readonly Step[];
}

const wait = (seconds: number): Step => ({ does: 'wait', seconds });
const entrySignal = (of: Part): Step => ({ does: 'entrySignal', of });
const leadingMarket = (of: Part): Step => ({ does: 'leadingMarket', of });
const riskMessage = (of: Part): Step => ({ does: 'riskMessage', of });
const announced = (of: Part): readonly Step[] => [entrySignal(of), wait(2), leadingMarket(of)];
const entered: readonly Step[] = [wait(6), { does: 'riseUntilEntryOrder', of: 'A' }, wait(2), { does: 'fillEntry', of: 'A' }, wait(4)];

/** The first trade is closed about a hundred seconds after the start. */
export const opening: Chapter = {
  title: 'An ignored signal, a rejected one, two monitored; one fills in parts and takes its profit',
  parts: ['A', 'B', 'X'],
  steps: [
    wait(6),
    entrySignal('A'),
    wait(4),
    ...announced('X'),
    wait(7),
    leadingMarket('A'),
    wait(7),
    ...announced('B'),
    wait(8),
    { does: 'riseUntilEntryOrder', of: 'A' },
    wait(2),
    { does: 'fillEntry', of: 'A', percent: 40 },
    wait(5),
    { does: 'fillEntry', of: 'A' },
    wait(4),
    { does: 'fallUntilClosed', of: 'A' },
    wait(10),
  ],
};

export const secondEntry: Chapter = {
  title: 'The price rises 15 %, the second entry fills in full, the break-even exit follows',
  parts: ['A', 'X'],
  steps: [
    ...announced('X'),
    wait(6),
    ...announced('A'),
    ...entered,
    { does: 'riseUntilSecondOrder', of: 'A' },
    wait(2),
    { does: 'fillEntry', of: 'A' },
    wait(8),
    { does: 'fallUntilClosed', of: 'A' },
    wait(10),
  ],
};

export const riskInProfit: Chapter = {
  title: 'A risk message in profit moves the stop to break-even; the price comes back to it',
  parts: ['A', 'X'],
  steps: [
    ...announced('A'),
    ...entered,
    { does: 'driftFromAverage', of: 'A', percent: -2 },
    riskMessage('A'),
    wait(8),
    { does: 'riseUntilClosed', of: 'A' },
    wait(6),
    ...announced('X'),
    wait(6),
  ],
};

export const riskInLoss: Chapter = {
  title: 'A risk message at a loss closes at market',
  parts: ['A', 'X'],
  steps: [
    ...announced('X'),
    wait(5),
    ...announced('A'),
    ...entered,
    { does: 'driftFromAverage', of: 'A', percent: 2 },
    riskMessage('A'),
    { does: 'awaitClosed', of: 'A' },
    wait(8),
  ],
};

export const riskOnEntryOrder: Chapter = {
  title: 'A risk message cancels an entry order nobody filled',
  parts: ['A', 'B'],
  steps: [
    ...announced('A'),
    wait(5),
    ...announced('B'),
    wait(6),
    { does: 'riseUntilEntryOrder', of: 'A' },
    wait(8),
    riskMessage('A'),
    { does: 'awaitNoOrder', of: 'A' },
    wait(8),
  ],
};

export const riskOnMonitored: Chapter = {
  title: 'A risk message releases a monitored market; the other one goes on to its profit',
  parts: ['A', 'B'],
  steps: [
    ...announced('B'),
    wait(4),
    ...announced('A'),
    wait(8),
    riskMessage('B'),
    wait(6),
    { does: 'riseUntilEntryOrder', of: 'A' },
    wait(3),
    { does: 'fillEntry', of: 'A' },
    wait(4),
    { does: 'fallUntilClosed', of: 'A' },
    wait(10),
  ],
};

export const stalledExit: Chapter = {
  title: 'The take-profit fills in part and stalls; after five seconds the rest goes at market',
  parts: ['A', 'X'],
  steps: [
    ...announced('A'),
    wait(4),
    ...announced('X'),
    ...entered,
    { does: 'fallUntilExitOrder', of: 'A' },
    wait(1),
    { does: 'fillExit', of: 'A', percent: 35 },
    { does: 'awaitClosed', of: 'A' },
    wait(8),
  ],
};

export const partialSecondEntry: Chapter = {
  title: 'The second entry fills only in part: break-even at once, without an MDD stop',
  parts: ['A'],
  steps: [
    ...announced('A'),
    ...entered,
    { does: 'riseUntilSecondOrder', of: 'A' },
    wait(1),
    { does: 'fillEntry', of: 'A', percent: 30 },
    wait(4),
    { does: 'fallUntilClosed', of: 'A' },
    wait(10),
  ],
};

/** The program was stopped in the middle of a trade: what the first or second entry lacks is filled, then the trade comes to its own exit. */
export const resumed: Chapter = {
  title: 'A trade of the last run goes on to its exit',
  parts: [],
  steps: [
    wait(8),
    { does: 'returnToEntryOrder', of: 'A' },
    { does: 'fillEntry', of: 'A' },
    wait(4),
    { does: 'fallUntilClosed', of: 'A' },
    wait(10),
  ],
};

/** Something stands open that no chapter left on purpose: the channel does what the law counts on, it sends the risk message. */
export const tidyPosition: Chapter = {
  title: 'What was left open is closed by a risk message',
  parts: [],
  steps: [{ does: 'driftFromAverage', of: 'A', percent: 1 }, riskMessage('A'), { does: 'awaitClosed', of: 'A' }, wait(5)],
};
export const tidyEntryOrder: Chapter = {
  title: 'An entry order left standing is cancelled by a risk message',
  parts: [],
  steps: [riskMessage('A'), { does: 'awaitNoOrder', of: 'A' }, wait(5)],
};

/** Every market cools down: signals only, until one is free again. */
export const interlude: Chapter = { title: 'Signals only', parts: [], steps: [wait(12), entrySignal('X'), wait(12)] };

/** In this order the first time, then shuffled for ever. */
export const chapters: readonly [Chapter, ...Chapter[]] = [
  secondEntry,
  riskInProfit,
  riskOnEntryOrder,
  riskInLoss,
  riskOnMonitored,
  stalledExit,
  partialSecondEntry,
];
export const flaws: readonly [Flaw, ...Flaw[]] = ['funding', 'category', 'rank', 'noInfo', 'notTrading'];
