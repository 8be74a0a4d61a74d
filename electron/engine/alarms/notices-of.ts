import type { Level, LockKind, Said } from '../../../shared/domain/record.ts';
import type { SayCode } from '../../../shared/domain/say.ts';
import { type Lock, locksOf } from '../../core/gate/locks.ts';
import type { LogEntry } from '../../core/log.ts';
import type { EngineState } from '../../core/state.ts';
import type { AlarmEvent, Notice } from '../../ports/alarm.ts';

export type NoticeWithoutId = Omit<Notice, 'id'>;
type Note = Extract<LogEntry, { kind: 'note' }>;

/** What a sentence of the core is as an alarm; `atLeast` where the log's level is for a list and an alarm is for somebody who is away. */
const alarmOf: Readonly<Partial<Record<SayCode, { readonly event: AlarmEvent; readonly atLeast?: Level }>>> = {
  ladderStarted: { event: 'entry', atLeast: 'attention' },
  secondTriggerFired: { event: 'entry', atLeast: 'attention' },
  secondSkipped: { event: 'entry' },
  entryGivenUp: { event: 'entry' },
  fillCounted: { event: 'fill' },
  firstFill: { event: 'fill' },
  phase1Begun: { event: 'fill' },
  phase2Begun: { event: 'fill' },
  secondComplete: { event: 'fill' },
  liquidationFill: { event: 'exit' },
  exitTriggerFired: { event: 'exit' },
  closingAtMarket: { event: 'exit' },
  marketCloseRefused: { event: 'exit' },
  tradeClosed: { event: 'exit', atLeast: 'attention' },
  dustLeft: { event: 'exit' },
  stopVanished: { event: 'stopMissing' },
  stopRefused: { event: 'stopMissing' },
  stopWaitsForPosition: { event: 'stopMissing', atLeast: 'attention' },
  safetyLocked: { event: 'lockOn' },
  safetyLockLifted: { event: 'lockOff' },
  protectiveOn: { event: 'lockOn' },
  protectiveOff: { event: 'lockOff', atLeast: 'attention' },
  entriesPaused: { event: 'lockOn' },
  entriesResumed: { event: 'lockOff' },
  authLocked: { event: 'auth' },
  authUnlocked: { event: 'auth' },
  banned: { event: 'ban' },
  orderUnknown: { event: 'unknownOrder' },
  orderStillUnknown: { event: 'unknownOrder' },
  orderUnresolved: { event: 'unknownOrder' },
  orderKnownAgain: { event: 'unknownOrder' },
  orderNeverPlaced: { event: 'unknownOrder' },
  positionDoubted: { event: 'difference' },
  positionAdopted: { event: 'difference' },
  differenceFound: { event: 'difference' },
  differenceStays: { event: 'difference' },
  differenceSettled: { event: 'difference' },
  lateFill: { event: 'difference' },
  lateShortStands: { event: 'difference' },
  lateShortGone: { event: 'difference' },
  orderGoneByOthers: { event: 'difference' },
  finishedOrderStillOpen: { event: 'difference' },
  foreignFill: { event: 'difference' },
  illegalOrderMove: { event: 'difference' },
  illegalPhaseMove: { event: 'difference' },
  stageChanged: { event: 'stage' },
  messageSourceDown: { event: 'channel' },
  messageSourceUp: { event: 'channel' },
  emergencyBegun: { event: 'emergency' },
  emergencyFlat: { event: 'emergency' },
  emergencyLeft: { event: 'emergency' },
  emergencyPartly: { event: 'emergency' },
  emergencyNotConfirmed: { event: 'emergency' },
  recoveryStarted: { event: 'process', atLeast: 'attention' },
  recovered: { event: 'process' },
  orderRefused: { event: 'trouble' },
};

const stopRoles: readonly (string | undefined)[] = ['breakEvenStop', 'mddStop'];
/** Locks that no sentence of the log tells: they follow from what the account holds. The others have their own line above. */
const silentLocks: readonly LockKind[] = ['foreignPosition', 'foreignEntryOrder', 'exitCancelFailed'];

const rank: Readonly<Record<Level, number>> = { info: 0, attention: 1, critical: 2 };
export const isAtLeast = (level: Level, wanted: Level): boolean => rank[level] >= rank[wanted];
const higher = (a: Level, b: Level): Level => (isAtLeast(a, b) ? a : b);

/** What of one event is worth an alarm, said in the core's own words: nothing is judged a second time here. */
export function noticesOf(
  at: number,
  log: readonly LogEntry[],
  before: EngineState | undefined,
  after: EngineState,
): readonly NoticeWithoutId[] {
  const told = log.flatMap((entry) => (entry.kind === 'note' ? (noticeOf(at, entry) ?? []) : []));
  return before === undefined || before === after ? told : [...told, ...lockChanges(at, before, after)];
}

function noticeOf(at: number, note: Note): NoticeWithoutId | undefined {
  const { level, rule, code, numbers, symbol } = note;
  const known =
    code === 'orderAccepted' && stopRoles.includes(numbers.role) ? ({ event: 'stopPlaced', atLeast: 'attention' } as const) : alarmOf[code];
  // A critical line that this table does not know is still an alarm.
  if (!known && level !== 'critical') return undefined;
  return {
    at,
    level: higher(level, known?.atLeast ?? 'info'),
    event: known?.event ?? 'trouble',
    said: { rule, code, numbers },
    ...(symbol === undefined ? {} : { symbol }),
  };
}

function lockChanges(at: number, before: EngineState, after: EngineState): readonly NoticeWithoutId[] {
  // The recovery lock hides what the account holds until it was read.
  if (after.live.recovery) return [];
  const was = locksOf(before);
  const is = locksOf(after);
  const set = is.filter((lock) => silentLocks.includes(lock.kind) && !was.some((other) => same(lock, other)));
  const lifted = was.filter((lock) => [...silentLocks, 'ban'].includes(lock.kind) && !is.some((other) => same(lock, other)));
  return [
    ...set.map((lock) => lockNotice(at, 'lockOn', lock, lock.kind === 'exitCancelFailed' ? 'critical' : 'attention')),
    ...lifted.map((lock) => lockNotice(at, lock.kind === 'ban' ? 'ban' : 'lockOff', lock, 'attention')),
  ];
}

const same = (a: Lock, b: Lock): boolean => a.kind === b.kind && a.symbol === b.symbol && a.said.numbers.orderId === b.said.numbers.orderId;

function lockNotice(at: number, event: AlarmEvent, lock: Lock, level: Level): NoticeWithoutId {
  const said: Said = {
    rule: lock.said.rule,
    code: event === 'lockOn' ? 'lockSet' : 'lockLifted',
    numbers: { ...lock.said.numbers, by: lock.said.code },
  };
  return { at, level, event, said, ...(lock.symbol === undefined ? {} : { symbol: lock.symbol }) };
}
