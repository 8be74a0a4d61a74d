import type { LockKind, PhaseWord } from '../../../shared/domain/record.ts';
import type { Storm } from './emergency-press.ts';
import type { World } from './world.ts';

export const phases: readonly PhaseWord[] = ['IDLE', 'MONITORING', 'ENTRY_ORDER', 'PHASE1', 'PHASE2', 'EXITING'];

/** Chances per call, fact, event or second that let a fault strike between the press and its end. */
export const storms: readonly Storm[] = [
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

const refuses = (world: World, kind: 'read' | 'cancel', code: number): void => {
  for (let times = 0; times < 5; times += 1) world.life.faults.refuse(kind, code);
  world.life.faults.cutStream('account', 200);
};
const ask = (world: World, fact: Parameters<World['life']['engine']['request']>[0]): void => void world.life.engine.request(fact);

export interface LockStory {
  /** Where the world stands when the lock is brought about, in turn; the lock itself may move it on. */
  readonly from: readonly PhaseWord[];
  /** Tried once a second until the lock is on. */
  readonly bring: (world: World) => void;
}
const anywhere: readonly PhaseWord[] = phases;
const held: readonly PhaseWord[] = ['PHASE1', 'PHASE2', 'EXITING'];

/** How each kind of lock is brought about, and where it can be. */
export const locks: Readonly<Record<LockKind, LockStory>> = {
  recovery: { from: anywhere, bring: (world) => world.restarts() },
  safety: { from: anywhere, bring: ({ dice }) => (dice.storm = { silentPrices: 1, lostRequest: 1 }) },
  position: { from: held, bring: () => {} },
  entryOrder: { from: ['ENTRY_ORDER'], bring: () => {} },
  foreignPosition: { from: anywhere, bring: ({ people, now }) => now - people.handAt > 60_000 && people.sellsByHand() },
  foreignEntryOrder: { from: anywhere, bring: ({ dice }) => (dice.storm = { hand: 1 }) },
  unknownOrder: { from: ['MONITORING', 'ENTRY_ORDER', ...held], bring: ({ dice }) => (dice.storm = { lostAnswer: 0.35, lostNews: 1 }) },
  operator: { from: anywhere, bring: (world) => ask(world, { type: 'EntriesPauseRequested' }) },
  emergency: { from: anywhere, bring: (world) => ask(world, { type: 'EmergencyCloseRequested', scope: 'bot' }) },
  auth: { from: anywhere, bring: (world) => refuses(world, 'read', -2015) },
  ban: { from: anywhere, bring: (world) => world.life.faults.ban(30_000) },
  protective: { from: anywhere, bring: (world) => refuses(world, 'read', -1008) },
  exitCancelFailed: {
    from: ['ENTRY_ORDER', 'EXITING'],
    bring: (world) => {
      refuses(world, 'cancel', -1008);
      if (!world.life.engine.state.durable.emergency) ask(world, { type: 'EmergencyCloseRequested', scope: 'bot' });
    },
  },
};
export const lockKinds = Object.keys(locks) as readonly LockKind[];
