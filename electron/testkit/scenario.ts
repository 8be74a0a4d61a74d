import type { Settings } from '../../shared/domain/settings.ts';
import type { Stage as StageWord } from '../../shared/domain/stage.ts';
import type { LawId } from '../core/scenarios/law-ids.ts';
import { type Both, both, joined } from './scenario/both.ts';
import { clockAt, clockText, Stage } from './scenario/stage.ts';

/**
 * Scenarios: tables a trader can read, and the tables are what runs.
 *
 * A chapter file `core/scenarios/<name>.scenario.ts` exports one `Chapter`; `core/scenarios/scenarios.test.ts` lists the chapters,
 * plays every row through `step` and compares the third column, written by hand in English, with what really happened. The same
 * rendering, Korean first, is `docs/scenarios/<name>.md` (written anew with VIGIL_WRITE_SCENARIOS=1, otherwise only compared).
 *
 * A row is `[time of day, what happens, what the engine does]`. Up to and with that time prices repeat and the clock ticks each second
 * (and whenever the core asks), then the thing happens, then the world answers every effect at once. The third column is everything
 * the engine did since the row before: things at the row's own time as they are, earlier ones with their time in front
 * ("09:00:05 cancel entry1"), joined by "; ", and "—" for nothing. White space is not compared.
 *
 * `given` brings the engine to where the table begins (`given.ts`: monitoring, entryOrder, phase1, phase2, exiting); the engine has
 * started and is recovered unless `given` is `unstarted`. `world` changes the exchange before that. `cases` instead of `rows` are many
 * small tables of one line, each on an engine of its own at 09:00:00.
 *
 * What may happen: `messages.ts` (leadingMarket, risk, entrySignal, post), `prices.ts` (mark, marks, time, streams, REST), `clocks.ts`
 * (sleep, clocks that are set, late frames), `exchange.ts` (fills, orders and positions by other hands, reports), `answers.ts`
 * (answers(placing('entry1'), refused(-2019)), unknown, noAnswer, conditions, hedge, market rules, candles), `operator.ts` (settings, pause, resume, emergency close, restart).
 * Symbols: SOL, LINK, DOGE, BTC and OLD (not tradable). SOL: tick 0.01, target 100 in both modes, trigger 99.9, mark 99 until told
 * otherwise, wallet 10,000 USDT, so the first entry sells 50.
 */
export interface Scenario {
  readonly title: Both;
  readonly why?: Both;
  readonly ids: readonly LawId[];
  readonly given?: Given;
  readonly world?: readonly Happening[];
  readonly settings?: Partial<Settings>;
  readonly stage?: StageWord;
  /** Also show reads by effect type ('ReadAccount') and notes by code ('symbolMapped'). */
  readonly show?: readonly string[];
  /** Phase changes of this one are told without its name; SOL unless said. */
  readonly mainSymbol?: string;
  readonly rows?: readonly Row[];
  readonly cases?: readonly Case[];
}

export type Row = readonly [at: string, happens: Happening, does: string];
export type Case = readonly [happens: Happening, does: string];

export interface Happening {
  readonly words: Both;
  readonly play: (stage: Stage) => void;
}

/** How the engine came to where the table begins; its rows are played, not compared. */
export interface Given {
  readonly words: Both;
  readonly started: boolean;
  readonly rows: readonly (readonly [at: string, happens: Happening])[];
}

export interface Chapter {
  /** File name of the chapter without its endings. */
  readonly name: string;
  readonly title: Both;
  readonly scenarios: readonly Scenario[];
}

export interface PlayedRow {
  readonly at: string;
  readonly happens: Both;
  readonly expected: string;
  readonly does: Both;
}

/** The engine starts here; `given` rows lie between this and the first row. */
const START = '08:00:00';
/** A start may need a few beats; nothing of a table happens before. */
const START_TAKES_MS = 5000;
const CASE_TIME = '09:00:00';

export function playScenario(scenario: Scenario): readonly PlayedRow[] {
  if (scenario.rows !== undefined) return playRows(scenario, scenario.rows);
  return (scenario.cases ?? []).flatMap(([happens, does]) => playRows(scenario, [[CASE_TIME, happens, does]]));
}

function playRows(scenario: Scenario, rows: readonly Row[]): readonly PlayedRow[] {
  const stage = openStage(scenario);
  return rows.map(([at, happens, expected]) => {
    playAt(stage, at, happens);
    const said = stage.takeSaid();
    return {
      at,
      happens: happens.words,
      expected: squeeze(expected),
      does: said.length === 0 ? both('—', '—') : squeezed(joined(said, '; ')),
    };
  });
}

export function openStage(scenario: Pick<Scenario, 'given' | 'world' | 'settings' | 'stage' | 'show' | 'mainSymbol'>, from = START): Stage {
  const stage = new Stage(scenario, clockAt(from));
  for (const change of scenario.world ?? []) change.play(stage);
  if (scenario.given?.started !== false) {
    stage.start();
    stage.passUntil(stage.now + START_TAKES_MS);
    if (stage.state.live.recovery) throw new Error('the engine did not recover');
  }
  for (const [at, happens] of scenario.given?.rows ?? []) playAt(stage, at, happens);
  stage.takeSaid();
  return stage;
}

function playAt(stage: Stage, at: string, happens: Happening): void {
  const when = clockAt(at);
  if (when < stage.now) throw new Error(`${at} is before ${clockText(stage.now)}`);
  stage.passUntil(when);
  happens.play(stage);
  stage.settle();
}

const squeezed = ([ko, en]: Both): Both => both(squeeze(ko), squeeze(en));
export const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Two or more things at the same moment, in their order. */
export const together = (...happenings: readonly Happening[]): Happening => ({
  words: joined(
    happenings.map(({ words }) => words),
    ' + ',
  ),
  play: (stage) => {
    for (const { play } of happenings) play(stage);
  },
});

/** The same thing under other words, where a table needs a plainer label. */
export const called = (ko: string, en: string, ...happenings: readonly Happening[]): Happening => ({
  words: both(ko, en),
  play: together(...happenings).play,
});
