import { type RefObject, useEffect, useRef, useState } from 'react';
import { hideFirstRun, move, passStep } from '../features/first-run/move.ts';
import { StepList } from '../features/first-run/StepList.tsx';
import { stepKey } from '../features/first-run/step-key.ts';
import { useT } from '../i18n/translate.ts';
import { type FirstRunStep, firstRunSteps, goTo, needsTick, numberOf, stepBeside } from '../store/first-run.ts';
import { preferences } from '../store/preferences.ts';
import { useView } from '../store/screen-store.ts';
import { Button } from '../ui/Button.tsx';
import { Scroll } from '../ui/Panel.tsx';
import { FirstRunStepBody } from './FirstRunStepBody.tsx';

/** Eight steps, none of which has to be taken. Nothing here places, cancels or closes an order. */
export function FirstRunPage() {
  const t = useT();
  const run = preferences((state) => state.firstRun);
  const page = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const tick = useRef<HTMLInputElement>(null);
  const [askedAt, setAskedAt] = useState<FirstRunStep | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step is what brings the focus to its heading
  useEffect(() => {
    heading.current?.focus();
    setAskedAt(null);
  }, [run.at]);

  const back = stepBeside(run.at, -1);
  const next = (): void => {
    if (!needsTick(preferences.getState().firstRun)) return passStep('done');
    setAskedAt('risk');
    tick.current?.focus();
  };
  useStepKeys(page, next);
  return (
    <main
      ref={page}
      data-testid="first-run"
      data-step={run.at}
      aria-label={t('pageFirstRun')}
      className="grid min-h-0 flex-1 grid-cols-[252px_minmax(0,1fr)] gap-px bg-line"
    >
      <h1 className="sr-only">{t('pageFirstRun')}</h1>
      <div className="flex min-h-0 flex-col bg-panel py-2">
        <StepList run={run} />
        <p className="mt-auto px-3 pb-2 text-xs text-faint">{t('firstAgain')}</p>
        <Button look="quiet" className="mx-2" data-testid="first-skip-all" onClick={hideFirstRun}>
          {t('firstSkipAll')}
        </Button>
      </div>
      <div className="flex min-h-0 min-w-0 flex-col bg-bg">
        <header className="flex shrink-0 items-baseline gap-2.5 border-b border-line bg-panel px-5 py-2">
          <h2 ref={heading} tabIndex={-1} data-testid="first-heading" className="text-lg font-semibold">
            {t(`firstStep_${run.at}`)}
          </h2>
          <span className="num text-sm text-faint">
            {numberOf(run.at)} / {firstRunSteps.length}
          </span>
          <span className="ml-auto text-xs text-faint">{t('firstKeys')}</span>
        </header>
        <Scroll label={t(`firstStep_${run.at}`)} className="px-5 py-4">
          <FirstRunStepBody key={run.at} step={run.at} tick={tick} asked={askedAt === run.at} />
        </Scroll>
        <footer className="flex shrink-0 items-center gap-2 border-t border-line bg-panel px-5 py-2">
          <Button
            data-testid="first-back"
            disabled={back === undefined}
            onClick={() => back !== undefined && move((now) => goTo(now, back))}
          >
            {t('firstBack')}
          </Button>
          <span className="ml-auto" />
          <Button look="quiet" data-testid="first-skip-step" onClick={() => passStep('skipped')}>
            {t('firstSkipStep')}
          </Button>
          <Button look="strong" data-testid="first-next" onClick={next}>
            <NextWord last={run.at === 'paper'} />
          </Button>
        </footer>
      </div>
    </main>
  );
}

function NextWord({ last }: { last: boolean }) {
  const t = useT();
  const demo = useView((view) => view.demo !== null);
  return <>{t(last ? (demo ? 'firstFinish' : 'firstFinishElse') : 'firstNext')}</>;
}

function useStepKeys(page: RefObject<HTMLElement | null>, next: () => void): void {
  useEffect(() => {
    const element = page.current;
    const onKey = (event: KeyboardEvent): void => {
      const asked = stepKey(event);
      if (asked === undefined) return;
      event.preventDefault();
      if (asked === 'next') next();
      else
        move((run) => {
          const beside = stepBeside(run.at, asked);
          return beside === undefined ? run : goTo(run, beside);
        });
    };
    element?.addEventListener('keydown', onKey);
    return () => element?.removeEventListener('keydown', onKey);
  });
}
