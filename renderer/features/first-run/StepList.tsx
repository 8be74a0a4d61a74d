import clsx from 'clsx';
import { ArrowRight, Check, Circle, CircleAlert, CornerDownRight } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { useT } from '../../i18n/translate.ts';
import { type FirstRun, type FirstRunStep, firstRunSteps, goTo, numberOf } from '../../store/first-run.ts';
import { move } from './move.ts';
import { markOf } from './step-mark.ts';

const icons = { current: ArrowRight, done: Check, skipped: CornerDownRight, unread: CircleAlert, later: Circle } as const;
const tones = {
  current: 'text-ink',
  done: 'text-good',
  skipped: 'text-faint',
  unread: 'text-attention',
  later: 'text-faint',
} as const;

export function StepList({ run }: { run: FirstRun }) {
  const t = useT();
  const list = useRef<HTMLOListElement>(null);
  const moveFocus = (event: KeyboardEvent<HTMLButtonElement>): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const rows = [...(list.current?.querySelectorAll('button') ?? [])];
    const index = rows.indexOf(event.currentTarget) + (event.key === 'ArrowDown' ? 1 : -1);
    rows[index]?.focus();
    event.preventDefault();
  };
  return (
    <nav aria-label={t('firstStepsLabel')}>
      <ol ref={list}>
        {firstRunSteps.map((step) => (
          <li key={step}>
            <Step step={step} run={run} onKeyDown={moveFocus} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Step({
  step,
  run,
  onKeyDown,
}: {
  step: FirstRunStep;
  run: FirstRun;
  onKeyDown: (event: KeyboardEvent<HTMLButtonElement>) => void;
}) {
  const t = useT();
  const mark = markOf(run, step);
  const current = run.at === step;
  const shown = current && mark === 'later' ? 'current' : mark;
  const Icon = icons[shown];
  return (
    <button
      type="button"
      data-testid={`first-step-${step}`}
      data-mark={mark}
      aria-current={current ? 'step' : undefined}
      onClick={() => move((now) => goTo(now, step))}
      onKeyDown={onKeyDown}
      className={clsx(
        'flex h-9 w-full items-center gap-2 border-l-2 px-3 text-left text-sm',
        current ? 'border-ink bg-raised font-semibold text-ink' : 'border-transparent text-dim hover:bg-raised hover:text-ink',
      )}
    >
      <span className="num w-4 text-xs text-faint">{numberOf(step)}</span>
      <span className="min-w-0 flex-1">{t(`firstStep_${step}`)}</span>
      <span className={clsx('flex items-center gap-1 text-xs font-normal', tones[shown])}>
        {t(`firstMark_${shown}`)}
        <Icon size={13} aria-hidden="true" />
      </span>
    </button>
  );
}
