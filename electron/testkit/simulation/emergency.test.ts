import { beforeAll, describe, expect, test } from 'vitest';
import type { LockKind, PhaseWord } from '../../../shared/domain/record.ts';
import { type Press, pressIn, pressUnder, type Storm } from './emergency-press.ts';
import type { World } from './world.ts';

const phases: readonly PhaseWord[] = ['IDLE', 'MONITORING', 'ENTRY_ORDER', 'PHASE1', 'PHASE2', 'EXITING'];

/** Chances per call, fact, event or second that let a fault strike between the press and its end. */
const storms: readonly Storm[] = [
  { fault: 'answer lost after execution', chances: { lostAnswer: 0.5 } },
  { fault: 'request lost', chances: { lostRequest: 0.5 } },
  { fault: 'request late', chances: { delay: 0.7 } },
  { fault: 'answer late', chances: { delay: 0.7 } },
  { fault: 'answer later than anybody waits', chances: { delay: 0.9 } },
  { fault: 'refused with 5xx', chances: { refusal: 0.6 } },
  { fault: 'refused with another code', chances: { refusal: 0.6 } },
  { fault: 'new order not found yet', chances: { lostAnswer: 0.6, lostNews: 0.9, falseNotFound: 0.9 } },
  { fault: 'ban', chances: { ban: 0.6 } },
  { fault: 'news twice', chances: { twice: 0.8 } },
  { fault: 'news out of order', chances: { lateNews: 0.7 } },
  { fault: 'news lost', chances: { lostNews: 0.7 } },
  { fault: 'account stream silent', chances: { silentAccount: 0.7 } },
  { fault: 'price stream silent', chances: { silentPrices: 0.7 } },
  { fault: 'stream cut', chances: { cutStream: 0.6 } },
  { fault: 'stale snapshot', chances: { stalePicture: 1 } },
  { fault: 'partial snapshot', chances: { holedPicture: 1 } },
  { fault: 'crash before write', chances: { crash: 0.2 } },
  { fault: 'crash before effects', chances: { crash: 0.2 } },
  { fault: 'crash after effects', chances: { crash: 0.2 } },
  { fault: 'clock jump of seconds', chances: { clockJump: 0.6 } },
  { fault: 'clock jump of an hour', chances: { clockSetAnHour: 0.6 } },
  { fault: 'another hand', chances: { hand: 0.5 } },
  { fault: 'book too thin', chances: { thinDepth: 1 } },
];
const endings: readonly string[] = ['flat', 'partlyClosed', 'notConfirmed'];
const MOST_WORLDS = 40;

const refuses = (world: World, kind: 'read' | 'cancel', code: number): void => {
  for (let times = 0; times < 5; times += 1) world.life.faults.refuse(kind, code);
  world.life.faults.cutStream('account', 200);
};
const ask = (world: World, fact: Parameters<World['life']['engine']['request']>[0]): void => void world.life.engine.request(fact);

/** How each kind of lock is brought about, and where; tried once a second until it is on. */
const locks: Readonly<Record<LockKind, readonly [PhaseWord, (world: World) => void]>> = {
  recovery: ['PHASE1', (world) => world.restarts()],
  safety: ['PHASE1', ({ dice }) => (dice.storm = { silentPrices: 1, lostRequest: 1 })],
  position: ['PHASE2', () => {}],
  entryOrder: ['ENTRY_ORDER', () => {}],
  foreignPosition: ['PHASE1', ({ people, now }) => now - people.handAt > 60_000 && people.sellsByHand()],
  foreignEntryOrder: ['PHASE1', ({ dice }) => (dice.storm = { hand: 1 })],
  unknownOrder: ['MONITORING', ({ dice }) => (dice.storm = { lostAnswer: 0.35, lostNews: 1 })],
  operator: ['PHASE1', (world) => ask(world, { type: 'EntriesPauseRequested' })],
  emergency: ['EXITING', (world) => ask(world, { type: 'EmergencyCloseRequested', scope: 'bot' })],
  auth: ['PHASE1', (world) => refuses(world, 'read', -2015)],
  ban: ['PHASE1', (world) => world.life.faults.ban(30_000)],
  protective: ['PHASE1', (world) => refuses(world, 'read', -1008)],
  exitCancelFailed: [
    'ENTRY_ORDER',
    (world) => {
      refuses(world, 'cancel', -1008);
      if (!world.life.engine.state.durable.emergency) ask(world, { type: 'EmergencyCloseRequested', scope: 'bot' });
    },
  ],
};

const presses: { readonly phase: PhaseWord; readonly under: string; readonly press: Press }[] = [];

beforeAll(async () => {
  for (const phase of phases)
    for (const [at, storm] of storms.entries())
      for (let tried = 0, struck = false; tried < MOST_WORLDS && !struck; tried += 1) {
        const press = await pressIn(phase, storm, 1 + at * MOST_WORLDS + tried);
        if (!press) continue;
        presses.push({ phase, under: storm.fault, press });
        struck = press.struck;
      }
  for (const [lock, [phase, bring]] of Object.entries(locks))
    for (let seed = 1, reached = false; seed <= MOST_WORLDS && !reached; seed += 1) {
      const press = await pressUnder(lock as LockKind, phase, bring, seed);
      if (press) presses.push({ phase, under: lock, press });
      reached = press !== undefined;
    }
}, 240_000);

const replayOf = ({ phase, under, press }: (typeof presses)[number], what: string): string =>
  `${phase}, ${under}, seed ${press.seed}, scope ${press.scope}: ${what}`;
const wrong = (judge: (press: Press) => string | undefined): readonly string[] =>
  presses.flatMap((each) => {
    const what = judge(each.press);
    return what === undefined ? [] : [replayOf(each, what)];
  });

describe('the emergency close, pressed in every phase under every fault,', () => {
  test('was really pressed in each phase while each fault struck', () => {
    const rows = storms.map(({ fault }) => {
      const cells = phases.map((phase) => presses.find((each) => each.phase === phase && each.under === fault && each.press.struck));
      return { fault, said: cells.map((cell) => (cell ? `${cell.press.saidInStorm} (${cell.press.scope} ${cell.press.seed})` : '—')) };
    });
    console.log([['fault', ...phases].join(' | '), ...rows.map(({ fault, said }) => [fault, ...said].join(' | '))].join('\n'));
    expect(rows.flatMap(({ fault, said }) => said.flatMap((cell, at) => (cell === '—' ? [`${phases[at]} under ${fault}`] : [])))).toEqual(
      [],
    );
  });

  test('was pressed under every kind of lock', () => {
    const seen = new Set(presses.flatMap(({ under, press }) => press.locks.filter((kind) => under === kind)));
    expect((Object.keys(locks) as LockKind[]).filter((kind) => !seen.has(kind))).toEqual([]);
  });

  test('never opens a position, never says flat while something stands, and names what may stand', () => {
    expect(wrong(({ broken }) => broken[0] && `${broken[0].rule}: ${broken[0].what}`)).toEqual([]);
  });

  test('ends flat or says NOT CONFIRMED while the fault lasts', () => {
    expect(wrong(({ saidInStorm }) => (endings.includes(saidInStorm) ? undefined : saidInStorm))).toEqual([]);
  });

  test('ends flat on the books of the exchange when the fault is over', () => {
    expect(
      wrong(({ saidInCalm, left }) => (saidInCalm === 'flat' && left.length === 0 ? undefined : `${saidInCalm}, left: ${left.join(', ')}`)),
    ).toEqual([]);
  });
});
