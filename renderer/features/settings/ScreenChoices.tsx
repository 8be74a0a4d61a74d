import type { Lang } from '../../../shared/domain/say.ts';
import { useT } from '../../i18n/translate.ts';
import { type Palette, prefer, preferences, type Theme } from '../../store/preferences.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { Card } from './Card.tsx';
import { Row } from './FieldRow.tsx';

/** Kept on this device, never locked: how the screen looks changes nothing about the trade. */
export function ScreenChoices() {
  const t = useT();
  const { lang, theme, palette } = preferences();
  return (
    <Card title={t('groupScreen')}>
      <Row label={t('langLabel')} id="screen-lang">
        <Segmented<Lang>
          name="screen-lang"
          testId="screen-lang"
          labelledBy="screen-lang-label"
          value={lang}
          choices={[
            { value: 'ko', label: '한국어' },
            { value: 'en', label: 'English' },
          ]}
          onChoose={(value) => prefer({ lang: value })}
        />
      </Row>
      <Row label={t('themeLabel')} id="screen-theme">
        <Segmented<Theme>
          name="screen-theme"
          testId="screen-theme"
          labelledBy="screen-theme-label"
          value={theme}
          choices={[
            { value: 'dark', label: t('themeDark') },
            { value: 'light', label: t('themeLight') },
          ]}
          onChoose={(value) => prefer({ theme: value })}
        />
      </Row>
      <Row label={t('paletteLabel')} id="screen-palette" help={t('screenNote')}>
        <Segmented<Palette>
          name="screen-palette"
          testId="screen-palette"
          labelledBy="screen-palette-label"
          value={palette}
          choices={[
            { value: 'korea', label: t('paletteKorea') },
            { value: 'international', label: t('paletteInternational') },
            { value: 'colourBlind', label: t('paletteColourBlind') },
          ]}
          onChoose={(value) => prefer({ palette: value })}
        />
        <Preview />
      </Row>
    </Card>
  );
}

function Preview() {
  const t = useT();
  return (
    <p className="mt-1 flex items-center gap-3 text-sm">
      <Candle up label={t('previewUp')} />
      <Candle up={false} label={t('previewDown')} />
      <span className="num font-semibold text-gain">▲ +1.24 %</span>
      <span className="num font-semibold text-loss">▼ −0.58 %</span>
    </p>
  );
}

function Candle({ up, label }: { up: boolean; label: string }) {
  return (
    <span className={up ? 'flex items-center gap-1 text-up' : 'flex items-center gap-1 text-down'}>
      <svg width="9" height="18" viewBox="0 0 9 18" aria-hidden="true">
        <path d="M4 0h1v18h-1z" fill="currentColor" />
        <path d="M1 4h7v9h-7z" fill="currentColor" />
      </svg>
      {label}
    </span>
  );
}
