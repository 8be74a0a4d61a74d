import { useId } from 'react';
import { useT } from '../../i18n/translate.ts';
import { prefer, preferences } from '../../store/preferences.ts';
import { useView } from '../../store/screen-store.ts';
import { soundState } from '../../store/sound-state.ts';
import { LIVE_ALARM_FLOOR, loudnessOf, type SoundChoice, type SoundName, soundNames } from '../../store/sounds.ts';
import { Button } from '../../ui/Button.tsx';
import { speaker } from './speaker.ts';

/** The four sounds: listen, volume, mute. Kept on this device. */
export function SoundsCard() {
  const t = useT();
  const heading = useId();
  const blocked = soundState((state) => state.blocked);
  const live = useView((view) => view.stage.stage === 'live');
  return (
    <section aria-labelledby={heading} data-testid="sounds" className="rounded-[6px] border border-line bg-card">
      <h2 id={heading} className="border-b border-line px-3.5 py-1.5 text-sm font-semibold text-dim">
        {t('groupSounds')}
      </h2>
      <div className="flex flex-col gap-1.5 px-3.5 py-2">
        <p className="text-xs text-dim">{t('soundsNote')}</p>
        <p role="status" className="text-xs font-medium text-attention empty:hidden">
          {blocked ? t('soundsBlocked') : null}
        </p>
        {soundNames.map((name) => (
          <SoundRow key={name} name={name} forced={live && name === 'alarm'} />
        ))}
        {live ? <p className="text-xs text-attention">{t('soundAlarmInLive')}</p> : null}
      </div>
    </section>
  );
}

function SoundRow({ name, forced }: { name: SoundName; forced: boolean }) {
  const t = useT();
  const sounds = preferences((state) => state.sounds);
  const { volume, muted } = sounds[name];
  const sound = t(`sound_${name}`);
  const shown = forced ? loudnessOf(sounds, name, 'live') : volume;
  const change = (to: Partial<SoundChoice>): void => prefer({ sounds: { ...sounds, [name]: { volume, muted, ...to } } });
  return (
    <div data-testid={`sound-${name}`} className="flex items-center gap-3">
      <span className="w-16 text-sm font-semibold">{sound}</span>
      <Button
        size="sm"
        aria-label={t('soundPlayOf', { sound })}
        onClick={() => speaker.sound(name, shown === 0 ? LIVE_ALARM_FLOOR : shown)}
      >
        {t('soundPlay')}
      </Button>
      <input
        type="range"
        aria-label={t('soundVolumeOf', { sound })}
        min={forced ? LIVE_ALARM_FLOOR * 100 : 0}
        max={100}
        step={5}
        value={Math.round(shown * 100)}
        onChange={(event) => change({ volume: Number(event.target.value) / 100 })}
        className="h-4 min-w-0 flex-1 accent-current"
      />
      <span className="num w-10 text-right text-xs text-dim">{Math.round(shown * 100)} %</span>
      <label className="flex items-center gap-1 text-xs text-dim">
        <input
          type="checkbox"
          aria-label={t('soundMuteOf', { sound })}
          checked={muted && !forced}
          disabled={forced}
          onChange={(event) => change({ muted: event.target.checked })}
          className="size-3.5 accent-current"
        />
        {t('soundMute')}
      </label>
    </div>
  );
}
