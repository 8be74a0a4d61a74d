import type { View } from '../../../shared/contract/view.ts';
import type { SoundName } from '../../store/sounds.ts';
import { loudestOf, weightOf } from './sound-of.ts';

export type Heard = Pick<View, 'audit' | 'notices'>;

export interface SoundDeskParts {
  readonly play: (name: SoundName) => void;
  /** Monotonic, ms. */
  readonly now: () => number;
}

/** Within this time only a weightier sound is played: a burst of fills is one chime. */
export const QUIET_MS = 1500;
export const REPEAT_MS = 20_000;

/** Decides what is to be heard, and when. It knows no speaker. */
export class SoundDesk {
  readonly #parts: SoundDeskParts;
  #seen: number;
  #critical: boolean;
  #last: { readonly name: SoundName; readonly at: number } | undefined;
  #alarmAt: number;

  /** What was there before is history; a critical notice that still stands is heard when its next repeat is due. */
  constructor(parts: SoundDeskParts, heard: Heard) {
    this.#parts = parts;
    this.#seen = newestOf(heard);
    this.#critical = heard.notices.length > 0;
    this.#alarmAt = parts.now();
  }

  /** At every change of the screen. */
  see(heard: Heard): void {
    this.#critical = heard.notices.length > 0;
    const before = this.#seen;
    // Not the highest ever: an engine on another data folder counts anew.
    this.#seen = newestOf(heard);
    if (this.#seen === before) return;
    const name = loudestOf(heard.audit.filter(({ seq }) => seq > before));
    if (name !== undefined) this.#offer(name);
  }

  /** About once a second. */
  beat(): void {
    if (this.#critical && this.#parts.now() - this.#alarmAt >= REPEAT_MS) this.#play('alarm');
  }

  /** The browser lets sounds through from now on: a critical notice that it kept silent is heard at once. */
  unblocked(): void {
    if (this.#critical) this.#play('alarm');
  }

  #offer(name: SoundName): void {
    const last = this.#last;
    const quiet = last !== undefined && this.#parts.now() - last.at < QUIET_MS;
    if (!quiet || weightOf(name) > weightOf(last.name)) this.#play(name);
  }

  #play(name: SoundName): void {
    const at = this.#parts.now();
    this.#last = { name, at };
    if (name === 'alarm') this.#alarmAt = at;
    this.#parts.play(name);
  }
}

const newestOf = ({ audit }: Heard): number => audit[0]?.seq ?? -1;
