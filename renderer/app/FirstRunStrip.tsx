import { Footprints } from 'lucide-react';
import { hideFirstRun, move } from '../features/first-run/move.ts';
import { useT } from '../i18n/translate.ts';
import { firstRunSteps, goTo, numberOf, stripOf } from '../store/first-run.ts';
import { preferences } from '../store/preferences.ts';
import { looking } from '../store/screen.ts';
import { screenActions } from '../store/screen-actions.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';

/** One line of the layout under the mode bar; it covers nothing and asks for nothing. Gone once hidden or gone through. */
export function FirstRunStrip() {
  const t = useT();
  const run = preferences((state) => state.firstRun);
  const onPage = looking((state) => state.page === 'firstRun');
  const says = stripOf(run);
  if (says === undefined || onPage) return null;
  const number = numberOf(run.at);
  return (
    <section
      aria-label={t('pageFirstRun')}
      data-testid="first-run-strip"
      data-says={says}
      className="flex h-8 shrink-0 items-center gap-2 border-b border-line bg-raised px-3 text-sm"
    >
      <Footprints size={14} aria-hidden="true" className="text-dim" />
      {says === 'continue' ? (
        <>
          <span>
            {t('firstStrip', { number, count: firstRunSteps.length })} <span className="font-semibold">{t(`firstStep_${run.at}`)}</span>
          </span>
          {run.passed.risk === 'skipped' ? <Chip tone="attention">{t('firstStripRisk')}</Chip> : null}
          <Button size="sm" data-testid="first-run-continue" onClick={screenActions.firstRun.run}>
            {t('firstContinue')}
          </Button>
          <Button size="sm" look="quiet" data-testid="first-run-skip" onClick={hideFirstRun}>
            {t('firstHide')}
          </Button>
          <span className="ml-auto text-xs text-faint">{t('firstAgain')}</span>
        </>
      ) : (
        <>
          <span className="font-medium text-attention">{t('firstStripEnded')}</span>
          <Button
            size="sm"
            data-testid="first-run-continue"
            onClick={() => {
              move((now) => goTo(now, 'risk'));
              screenActions.firstRun.run();
            }}
          >
            {t('firstRead')}
          </Button>
          <Button size="sm" look="quiet" data-testid="first-run-skip" onClick={hideFirstRun}>
            {t('firstClose')}
          </Button>
        </>
      )}
    </section>
  );
}
