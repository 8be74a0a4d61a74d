import clsx from 'clsx';
import type { Lang } from '../../../shared/domain/say.ts';
import { useT, type WordKey } from '../../i18n/translate.ts';
import { type Palette, palettes, prefer, preferences, type Theme } from '../../store/preferences.ts';
import { Segmented } from '../../ui/Segmented.tsx';

const paletteWords: Record<Palette, WordKey> = {
  korea: 'paletteKorea',
  international: 'paletteInternational',
  colourBlind: 'paletteColourBlind',
};

/** Each palette is shown in its own colours, whichever is worn. */
export function LooksStep() {
  const t = useT();
  const { lang, theme, palette } = preferences();
  return (
    <div className="flex max-w-[760px] flex-col gap-4">
      <p className="text-base text-dim">{t('firstLooksText')}</p>
      <div className="flex flex-wrap gap-8">
        <div>
          <p id="first-lang-label" className="pb-1 text-sm font-semibold">
            {t('langLabel')}
          </p>
          <Segmented<Lang>
            name="first-lang"
            testId="first-lang"
            labelledBy="first-lang-label"
            value={lang}
            choices={[
              { value: 'ko', label: '한국어' },
              { value: 'en', label: 'English' },
            ]}
            onChoose={(value) => prefer({ lang: value })}
          />
        </div>
        <div>
          <p id="first-theme-label" className="pb-1 text-sm font-semibold">
            {t('themeLabel')}
          </p>
          <Segmented<Theme>
            name="first-theme"
            testId="first-theme"
            labelledBy="first-theme-label"
            value={theme}
            choices={[
              { value: 'dark', label: t('themeDark') },
              { value: 'light', label: t('themeLight') },
            ]}
            onChoose={(value) => prefer({ theme: value })}
          />
        </div>
      </div>
      <div>
        <p id="first-palette-label" className="pb-1 text-sm font-semibold">
          {t('paletteLabel')}
        </p>
        <div role="radiogroup" aria-labelledby="first-palette-label" data-testid="first-palette" className="grid grid-cols-3 gap-3">
          {palettes.map((name) => (
            <PaletteChoice key={name} name={name} chosen={name === palette} />
          ))}
        </div>
      </div>
    </div>
  );
}

function PaletteChoice({ name, chosen }: { name: Palette; chosen: boolean }) {
  const t = useT();
  return (
    <label
      className={clsx(
        'relative flex cursor-pointer flex-col gap-2 rounded-[6px] border bg-card p-3 has-focus-visible:outline-2 has-focus-visible:outline-focus',
        chosen ? 'border-ink' : 'border-line-strong hover:border-faint',
      )}
    >
      <span className="flex items-center gap-2 text-sm font-semibold">
        <input
          type="radio"
          name="first-palette"
          value={name}
          checked={chosen}
          onChange={() => prefer({ palette: name })}
          className="size-3.5 accent-ink outline-none"
        />
        {t(paletteWords[name])}
      </span>
      <span data-palette={name} className="flex items-end gap-4">
        <span className="flex flex-col items-center gap-0.5 text-xs text-up">
          <Candles rising />
          {t('previewUp')}
        </span>
        <span className="flex flex-col items-center gap-0.5 text-xs text-down">
          <Candles rising={false} />
          {t('previewDown')}
        </span>
        <span className="ml-auto flex flex-col gap-1 text-right text-sm">
          <span className="num font-semibold text-gain">▲ +1.24 %</span>
          <span className="num font-semibold text-loss">▼ −0.58 %</span>
        </span>
      </span>
    </label>
  );
}

const rises = [14, 9, 4] as const;

function Candles({ rising }: { rising: boolean }) {
  return (
    <svg width="46" height="44" viewBox="0 0 46 44" aria-hidden="true">
      {rises.map((y, index) => {
        const top = rising ? y : 18 - y;
        const x = 4 + index * 15;
        return <path key={y} d={`M${x + 4} ${top}h1v26h-1zM${x} ${top + 5}h9v14h-9z`} fill="currentColor" />;
      })}
    </svg>
  );
}
