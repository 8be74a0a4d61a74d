import { useT } from '../../i18n/translate.ts';
import { firstRunSteps, numberOf } from '../../store/first-run.ts';
import { preferences } from '../../store/preferences.ts';
import { screenActions } from '../../store/screen-actions.ts';
import { Button } from '../../ui/Button.tsx';

/** The way back for whoever hid the strip. */
export function FirstRunCard() {
  const t = useT();
  const { at, state } = preferences((now) => now.firstRun);
  return (
    <section aria-labelledby="first-run-card" className="rounded-[6px] border border-line bg-card">
      <h2 id="first-run-card" className="border-b border-line px-3.5 py-1.5 text-sm font-semibold text-dim">
        {t('pageFirstRun')}
      </h2>
      <div className="flex items-center justify-between gap-3 px-3.5 py-2">
        <p className="text-sm text-dim">
          {state === 'finished'
            ? t('firstCardEnded')
            : t('firstCardNow', { number: numberOf(at), count: firstRunSteps.length, step: t(`firstStep_${at}`) })}
        </p>
        <Button data-testid="first-run-open" onClick={screenActions.firstRun.run}>
          {t('firstOpen')}
        </Button>
      </div>
    </section>
  );
}
