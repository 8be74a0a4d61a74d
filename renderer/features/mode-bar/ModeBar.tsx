import clsx from 'clsx';
import { BookOpen, FlaskConical, LayoutDashboard, OctagonX, Settings2 } from 'lucide-react';
import { useT } from '../../i18n/translate.ts';
import { looking, mainPages } from '../../store/screen.ts';
import { screenActions } from '../../store/screen-actions.ts';
import { useView } from '../../store/screen-store.ts';
import { Button } from '../../ui/Button.tsx';
import { DemoSpeed } from './DemoSpeed.tsx';
import { EntriesSwitch } from './EntriesSwitch.tsx';
import { Locks } from './Locks.tsx';
import { ClockReading, MessageReading, PriceReading, WeightReading } from './Readings.tsx';
import { engineWord } from './rows.ts';
import { StageBadge } from './StageBadge.tsx';

const pageIcons = { console: LayoutDashboard, journal: BookOpen, settings: Settings2, lab: FlaskConical } as const;
const pageWords = { console: 'pageConsole', journal: 'pageJournal', settings: 'pageSettings', lab: 'pageLab' } as const;
const engineTones = {
  plain: 'text-ink',
  good: 'text-good',
  attention: 'text-attention',
  danger: 'hatched rounded-[3px] bg-danger-fill px-1.5 text-danger-ink',
} as const;

function Pages() {
  const t = useT();
  const page = looking((state) => state.page);
  return (
    <nav aria-label="Vigil" className="flex shrink-0 items-center">
      {mainPages.map((name) => {
        const Icon = pageIcons[name];
        return (
          <button
            key={name}
            type="button"
            aria-label={t(pageWords[name])}
            aria-current={page === name ? 'page' : undefined}
            title={t(pageWords[name])}
            data-testid={`page-${name}`}
            onClick={screenActions[name].run}
            className={clsx(
              'flex h-7 w-8 items-center justify-center rounded-[4px]',
              page === name ? 'bg-raised text-ink' : 'text-faint hover:bg-raised hover:text-ink',
            )}
          >
            <Icon size={15} aria-hidden="true" />
          </button>
        );
      })}
    </nav>
  );
}

function EngineState() {
  const t = useT();
  const state = useView((view) => view.engine.state);
  const phase = useView((view) => view.engine.phase);
  const symbol = useView((view) => view.engine.activeSymbol);
  const { word, tone } = engineWord({ state, phase });
  return (
    <span
      data-testid="engine-state"
      data-state={state}
      data-phase={phase}
      className={clsx('shrink-0 text-sm font-semibold', engineTones[tone])}
    >
      {t(word)} {symbol}
    </span>
  );
}

export function ModeBar() {
  const t = useT();
  const stage = useView((view) => view.stage.stage);
  return (
    <header
      data-testid="mode-bar"
      data-stage={stage}
      className="stage-edge flex h-9 shrink-0 items-center gap-1 overflow-hidden border-t-2 border-b border-b-line bg-panel"
    >
      <StageBadge />
      <EngineState />
      <Locks />
      <span className="mx-0.5 h-4 w-px shrink-0 bg-line-strong" />
      <div className="flex min-w-0 flex-1 items-center overflow-hidden">
        <MessageReading />
        <PriceReading />
        <ClockReading />
        <WeightReading />
      </div>
      <DemoSpeed />
      <EntriesSwitch />
      <Pages />
      <Button
        look="danger"
        data-testid="emergency-open"
        className="ml-2 h-full! rounded-none! px-3"
        title={screenActions.emergency.keys}
        onClick={screenActions.emergency.run}
      >
        <OctagonX size={15} aria-hidden="true" />
        {t('emergency')}
      </Button>
    </header>
  );
}
