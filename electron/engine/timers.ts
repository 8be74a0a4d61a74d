import type { ClockPort } from '../ports/clock.ts';

const BEAT_MS = 1000;
/** Own time and the time that only grows go apart by this when our clock is set, or while a machine sleeps whose monotonic time sleeps too. */
const SET_MS = 1000;
/** Elsewhere sleep looks like one long beat; a slow computer's are shorter. */
const LOST_MS = 5000;

/** The one-second beat and the moments that the core asked to be woken at; both end in the same tick. */
export class Timers {
  readonly #clock: ClockPort;
  readonly #tick: (lostMs: number | undefined) => void;
  #cancelBeat: (() => void) | undefined;
  #wake: { readonly at: number; readonly cancel: () => void } | undefined;
  #running = false;
  #ticked: Moment = { own: 0, monotonic: 0 };

  constructor(clock: ClockPort, tick: (lostMs: number | undefined) => void) {
    this.#clock = clock;
    this.#tick = tick;
  }

  start(): void {
    this.#running = true;
    this.#ticked = bothClocks(this.#clock);
    this.#beat();
  }

  stop(): void {
    this.#running = false;
    this.#cancelBeat?.();
    this.#wake?.cancel();
    this.#wake = undefined;
  }

  wakeAt(at: number | undefined): void {
    if (!this.#running || at === this.#wake?.at) return;
    this.#wake?.cancel();
    this.#wake = undefined;
    if (at === undefined) return;
    // What was due at the last tick and still is cannot be done now (a ban, say): the beat takes it up.
    const delay = at - this.#clock.now();
    if (at <= this.#ticked.own || delay >= BEAT_MS) return;
    const cancel = this.#clock.after(Math.max(0, delay), () => {
      this.#wake = undefined;
      this.#runTick();
    });
    this.#wake = { at, cancel };
  }

  tickNow(): void {
    if (this.#running) this.#runTick();
  }

  #beat(): void {
    this.#cancelBeat = this.#clock.after(BEAT_MS, () => {
      this.#beat();
      this.#runTick();
    });
  }

  #runTick(): void {
    const before = this.#ticked;
    const now = bothClocks(this.#clock);
    this.#ticked = now;
    const passed = now.own - before.own;
    const setBy = Math.round(passed - (now.monotonic - before.monotonic));
    if (Math.abs(setBy) >= SET_MS) return this.#tick(setBy);
    this.#tick(passed - BEAT_MS > LOST_MS ? passed - BEAT_MS : undefined);
  }
}

interface Moment {
  readonly own: number;
  readonly monotonic: number;
}

const AT_ONCE_MS = 50;
const TRIES = 5;

/** A computer that pauses between the two readings must not look like a clock that was set: they are taken again then. */
function bothClocks(clock: ClockPort): Moment {
  for (let tried = 1; ; tried += 1) {
    const before = clock.monotonic();
    const moment = { own: clock.now(), monotonic: clock.monotonic() };
    if (moment.monotonic - before <= AT_ONCE_MS || tried === TRIES) return moment;
  }
}
