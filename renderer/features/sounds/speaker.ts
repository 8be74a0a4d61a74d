import { preferences } from '../../store/preferences.ts';
import { screenStore } from '../../store/screen-store.ts';
import { soundState } from '../../store/sound-state.ts';
import { loudnessOf, type SoundName } from '../../store/sounds.ts';
import { soundFiles } from './sound-files.ts';

/** What of an audio element is used. */
export type Player = Pick<HTMLMediaElement, 'volume' | 'currentTime' | 'play'>;

/** Plays the four sounds, one element for each, so that a repeat starts over instead of piling up. */
export class Speaker {
  readonly #players = new Map<SoundName, Player>();
  readonly #made: (address: string) => Player;

  constructor(made: (address: string) => Player) {
    this.#made = made;
  }

  /** As loud as the trader chose; a muted one is not asked to play at all. */
  play(name: SoundName): void {
    const state = screenStore.getState();
    this.sound(name, loudnessOf(preferences.getState().sounds, name, state.at === 'waiting' ? '' : state.view.stage.stage));
  }

  sound(name: SoundName, volume: number): void {
    if (volume <= 0) return;
    const player = this.#players.get(name) ?? this.#made(soundFiles[name]);
    this.#players.set(name, player);
    player.volume = volume;
    player.currentTime = 0;
    player.play().then(
      () => soundState.setState({ blocked: false }),
      // Another failure (no device, a newer sound took over) is nothing that the trader can click away.
      (error: unknown) => {
        if (error instanceof Error && error.name === 'NotAllowedError') soundState.setState({ blocked: true });
      },
    );
  }
}

export const speaker = new Speaker((address) => new Audio(address));
