import type { ReactNode } from 'react';
import { useT } from '../../i18n/translate.ts';
import { ScreenChoices } from './ScreenChoices.tsx';
import { SettingsForm } from './SettingsForm.tsx';
import { StageLadder } from './StageLadder.tsx';

/** `children`: cards of other rooms, below the ones of this page. */
export function SettingsPage({ children }: { children?: ReactNode }) {
  const t = useT();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region without a tab stop cannot be scrolled by keyboard
    <main data-testid="settings" aria-label={t('settingsTitle')} tabIndex={0} className="min-h-0 flex-1 overflow-auto">
      <div className="mx-auto grid max-w-[1240px] grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)] items-start gap-4 px-5 py-4">
        <h1 className="sr-only">{t('settingsTitle')}</h1>
        <SettingsForm />
        <div className="flex flex-col gap-3">
          <StageLadder />
          <ScreenChoices />
          {children}
        </div>
      </div>
    </main>
  );
}
