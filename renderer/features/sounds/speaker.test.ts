import { beforeEach, describe, expect, test } from 'vitest';
import type { View } from '../../../shared/contract/view.ts';
import { prefer } from '../../store/preferences.ts';
import { replaceScreenState } from '../../store/screen-store.ts';
import { soundState } from '../../store/sound-state.ts';
import { readSounds } from '../../store/sounds.ts';
import { type Player, Speaker } from './speaker.ts';

function given(refusal?: string) {
  const plays: { readonly address: string; readonly volume: number; readonly from: number }[] = [];
  let made = 0;
  let refuses = refusal;
  const speaker = new Speaker((address) => {
    made += 1;
    const player: Player = {
      volume: 1,
      currentTime: 9,
      async play() {
        plays.push({ address, volume: player.volume, from: player.currentTime });
        if (refuses !== undefined) throw Object.assign(new Error('refused'), { name: refuses });
      },
    };
    return player;
  });
  return {
    speaker,
    plays,
    made: () => made,
    allows: () => {
      refuses = undefined;
    },
  };
}
const settled = async (): Promise<void> => {
  for (let n = 0; n < 5; n += 1) await Promise.resolve();
};
const stageIs = (stage: string): void => replaceScreenState({ at: 'live', seq: 1, view: { stage: { stage } } as View });

beforeEach(() => {
  prefer({ sounds: readSounds(undefined) });
  soundState.setState({ blocked: false });
  stageIs('paper');
});

describe('the speaker', () => {
  test('plays each sound from its beginning by an element of its own, as loud as was chosen', () => {
    const { speaker, plays, made } = given();
    prefer({ sounds: readSounds({ fill: { volume: 0.25 } }) });
    speaker.play('fill');
    speaker.play('fill');
    speaker.play('order');
    expect(plays.map(({ address, volume, from }) => [/(\w+)\.wav/.exec(address)?.[1], volume, from])).toEqual([
      ['fill', 0.25, 0],
      ['fill', 0.25, 0],
      ['order', 0.7, 0],
    ]);
    expect(made()).toBe(2);
  });

  test('is not asked for a muted sound, except for the alarm in live', () => {
    const { speaker, plays } = given();
    prefer({ sounds: readSounds({ alarm: { volume: 0.1, muted: true } }) });
    speaker.play('alarm');
    expect(plays).toEqual([]);
    stageIs('live');
    speaker.play('alarm');
    expect(plays.map(({ volume }) => volume)).toEqual([0.3]);
  });

  test('tells that the browser refuses sounds, until one is let through', async () => {
    const { speaker, allows } = given('NotAllowedError');
    speaker.play('order');
    await settled();
    expect(soundState.getState().blocked).toBe(true);
    allows();
    speaker.play('order');
    await settled();
    expect(soundState.getState().blocked).toBe(false);
  });

  test('takes no other failure for that', async () => {
    const { speaker } = given('AbortError');
    speaker.play('order');
    await settled();
    expect(soundState.getState().blocked).toBe(false);
  });
});
