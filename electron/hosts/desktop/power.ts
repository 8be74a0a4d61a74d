import { powerSaveBlocker } from 'electron';
import type { View } from '../../../shared/contract/view.ts';
import type { Door } from '../serve.ts';

/** Work that needs the machine awake: something is watched, ordered or held. */
export const needsPower = (view: Pick<View, 'engine'>): boolean => view.engine.phase !== 'IDLE';

/** Keeps the system from sleeping while there is work. A closed lid sleeps all the same: the engine notices by its clocks. */
export function keepAwakeWhileWorking(door: Door): { stop(): void } {
  let blocker: number | undefined;
  const follow = (view: Pick<View, 'engine'>): void => {
    const needed = needsPower(view);
    if (needed && blocker === undefined) blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (!needed && blocker !== undefined) release();
  };
  const release = (): void => {
    if (blocker !== undefined) powerSaveBlocker.stop(blocker);
    blocker = undefined;
  };
  const stopListening = door.onPush(({ changed }) => {
    if (changed.engine !== undefined) follow({ engine: changed.engine });
  });
  void door.snapshot().then(({ view }) => follow(view));
  return {
    stop() {
      stopListening();
      release();
    },
  };
}
