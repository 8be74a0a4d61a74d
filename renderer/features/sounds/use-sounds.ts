import { useEffect } from 'react';
import { screenStore } from '../../store/screen-store.ts';
import { soundState } from '../../store/sound-state.ts';
import { SoundDesk } from './sound-desk.ts';
import { speaker } from './speaker.ts';

const BEAT_MS = 1000;

/** Lets the screen be heard; mounted once, when the first snapshot has arrived. */
export function useSounds(): void {
  useEffect(() => {
    const first = screenStore.getState();
    if (first.at === 'waiting') return;
    const desk = new SoundDesk({ play: (name) => speaker.play(name), now: () => performance.now() }, first.view);
    const unwatch = screenStore.subscribe((state) => {
      if (state.at !== 'waiting') desk.see(state.view);
    });
    const beating = setInterval(() => desk.beat(), BEAT_MS);
    const touched = (): void => {
      if (!soundState.getState().blocked) return;
      soundState.setState({ blocked: false });
      desk.unblocked();
    };
    addEventListener('pointerup', touched);
    addEventListener('keyup', touched);
    return () => {
      unwatch();
      clearInterval(beating);
      removeEventListener('pointerup', touched);
      removeEventListener('keyup', touched);
    };
  }, []);
}
