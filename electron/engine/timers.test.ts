import { expect, test } from 'vitest';
import type { ClockPort } from '../ports/clock.ts';
import { Timers } from './timers.ts';

/** Own time and the time that timers run on are apart, as on a machine that sleeps or whose clock is set. */
function given() {
  let own = 1_000_000;
  let run = 0;
  let waiting: { readonly at: number; readonly call: () => void }[] = [];
  const clock: ClockPort = {
    now: () => own,
    monotonic: () => run,
    after: (delayMs, call) => {
      const entry = { at: run + delayMs, call };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((each) => each !== entry);
      };
    },
  };
  const pass = (ms: number): void => {
    const until = run + ms;
    for (let calls = 0; ; calls += 1) {
      if (calls > 1000) throw new Error('timers go round in circles');
      const next = waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      waiting = waiting.filter((each) => each !== next);
      // One that was due during a stall comes late.
      const at = Math.max(run, next.at);
      own += at - run;
      run = at;
      next.call();
    }
    own += until - run;
    run = until;
  };
  const jump = (ms: number): void => {
    own += ms;
  };
  /** The computer does nothing for a while, or sleeps where monotonic time goes on. */
  const stall = (ms: number): void => {
    own += ms;
    run += ms;
  };
  return { clock, pass, jump, stall, waiting: () => waiting.length, now: () => own };
}

test('normal beats, and late ones of a slow computer, tell of no lost time', () => {
  const { clock, pass, stall } = given();
  const told: (number | undefined)[] = [];
  new Timers(clock, (lostMs) => told.push(lostMs)).start();
  pass(3000);
  stall(5000);
  pass(0);
  expect(told).toEqual([undefined, undefined, undefined, undefined]);
});

test('a sleep in which monotonic time went on is told by its length', () => {
  const { clock, pass, stall } = given();
  const told: (number | undefined)[] = [];
  new Timers(clock, (lostMs) => told.push(lostMs)).start();
  pass(1000);
  stall(20_000);
  pass(1000);
  expect(told).toEqual([undefined, 19_000, undefined]);
});

test('a clock that is set by a second or more is told, however soon the beats are; less is not', () => {
  const { clock, pass, jump } = given();
  const told: (number | undefined)[] = [];
  new Timers(clock, (lostMs) => told.push(lostMs)).start();
  for (const ms of [1000, -1000, 4000, -4000, 999, -999]) {
    jump(ms);
    pass(1000);
  }
  expect(told).toEqual([1000, -1000, 4000, -4000, undefined, undefined]);
});

test('a pause between the readings of the two clocks is no clock that was set', () => {
  const { clock, pass, stall } = given();
  const told: (number | undefined)[] = [];
  let pauses = 0;
  const paused: ClockPort = {
    ...clock,
    now: () => {
      const own = clock.now();
      if (pauses > 0) stall(3000);
      pauses -= 1;
      return own;
    },
  };
  new Timers(paused, (lostMs) => told.push(lostMs)).start();
  pass(1000);
  pauses = 1;
  pass(1000);
  expect(told.slice(0, 2)).toEqual([undefined, undefined]);
});

test('a sleep, and a clock that was set back, are told once by the beat after it', () => {
  const { clock, pass, jump } = given();
  const told: (number | undefined)[] = [];
  new Timers(clock, (lostMs) => told.push(lostMs)).start();
  pass(1000);
  jump(20_000);
  pass(2000);
  jump(-60_000);
  pass(2000);
  expect(told).toEqual([undefined, 20_000, undefined, -60_000, undefined]);
});

test('an hour that is lost or gained is told at once when the machine says that it woke', () => {
  const { clock, pass, jump } = given();
  const told: (number | undefined)[] = [];
  const timers = new Timers(clock, (lostMs) => told.push(lostMs));
  timers.tickNow();
  timers.start();
  pass(500);
  for (const ms of [3_600_000, -3_600_000]) {
    jump(ms);
    timers.tickNow();
  }
  pass(500);
  expect(told).toEqual([3_600_000, -3_600_000, undefined]);
});

test('a wake-up shortly before a beat makes no lost time of it', () => {
  const { clock, pass, now } = given();
  const told: (number | undefined)[] = [];
  const timers = new Timers(clock, (lostMs) => told.push(lostMs));
  timers.start();
  timers.wakeAt(now() + 900);
  pass(1000);
  expect(told).toEqual([undefined, undefined]);
});

test('a moment that is over already is run once at once, and then left to the beat', () => {
  const { clock, pass, now } = given();
  let ticks = 0;
  let due = 0;
  const timers = new Timers(clock, () => {
    ticks += 1;
    // What was due cannot be done, so that the core asks for the same moment again.
    timers.wakeAt(due);
  });
  timers.start();
  pass(10);
  due = now() - 5;
  timers.wakeAt(due);
  pass(0);
  expect(ticks).toBe(1);
  pass(500);
  expect(ticks).toBe(1);
  pass(1000);
  expect(ticks).toBe(2);
});

test('the same moment asked for again does not start anew, another one replaces it', () => {
  const { clock, pass, now } = given();
  let ticks = 0;
  const timers = new Timers(clock, () => {
    ticks += 1;
  });
  timers.start();
  timers.wakeAt(now() + 300);
  timers.wakeAt(now() + 300);
  timers.wakeAt(now() + 600);
  pass(400);
  expect(ticks).toBe(0);
  pass(300);
  expect(ticks).toBe(1);
});

test('stopped timers call nothing and leave nothing waiting', () => {
  const { clock, pass, now, waiting } = given();
  let ticks = 0;
  const timers = new Timers(clock, () => {
    ticks += 1;
  });
  timers.start();
  timers.wakeAt(now() + 300);
  timers.stop();
  timers.wakeAt(now() + 400);
  pass(5000);
  expect([ticks, waiting()]).toEqual([0, 0]);
});
