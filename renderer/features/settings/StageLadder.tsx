import { useState } from 'react';
import { capPercentOf, type Stage, stages } from '../../../shared/domain/stage.ts';
import { useT } from '../../i18n/translate.ts';
import { stageMeaning, stageWord } from '../../i18n/word-of.ts';
import { type CommandState, useCommand } from '../../link/use-command.ts';
import { useLang } from '../../store/preferences.ts';
import { useView } from '../../store/screen-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Card } from './Card.tsx';
import { isHigher, namesStage } from './ladder.ts';

/** Lowering takes one click; raising needs the name typed, and the engine may still say which gate is missing. */
export function StageLadder() {
  const t = useT();
  const lang = useLang();
  const current = useView((view) => view.stage.stage);
  const [raising, setRaising] = useState<Stage | null>(null);
  const request = useCommand('stage.request');
  const rollback = useCommand('stage.rollback');
  const trouble = troubleOf(request.state) ?? troubleOf(rollback.state);
  return (
    <Card title={t('groupStage')}>
      <p className="px-3.5 pt-2 text-xs text-dim">{t('stageNote')}</p>
      <ol className="py-1.5">
        {stages.map((stage) => (
          <li
            key={stage}
            data-testid={`stage-${stage}`}
            aria-current={stage === current ? 'step' : undefined}
            className="flex min-h-9 items-center gap-2.5 px-3.5"
          >
            <span data-stage={stage} className="stage w-24 shrink-0 rounded-[3px] px-2 py-0.5 text-center text-xs">
              {t(stageWord[stage])}
            </span>
            <span className="text-xs text-dim">{t(stageMeaning[stage], { cap: capPercentOf(stage) })}</span>
            <span className="ml-auto" />
            {stage === current ? (
              <Chip tone="strong">{t('stageCurrent')}</Chip>
            ) : (
              <Button
                size="sm"
                data-testid={`stage-go-${stage}`}
                onClick={() => (isHigher(stage, current) ? setRaising(stage) : void request.send({ stage }))}
              >
                {t('stageGo')}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {raising === null ? null : (
        <Raise
          key={raising}
          stage={raising}
          onCancel={() => setRaising(null)}
          onRaise={() => {
            setRaising(null);
            void request.send({ stage: raising });
          }}
        />
      )}
      <div className="flex items-center gap-3 border-t border-line px-3.5 py-2">
        <p role="status" data-testid="stage-status" className="text-sm">
          {trouble === null ? null : (
            <span className="font-semibold text-danger">
              {trouble.at === 'refused' ? trouble.refusal.message[lang] : t('notReached', { why: trouble.why })}
            </span>
          )}
          {trouble === null && request.state.at === 'done' ? <span className="text-good">{t('stageDone')}</span> : null}
        </p>
        <Button size="sm" className="ml-auto" data-testid="stage-rollback" onClick={() => void rollback.send({})}>
          {t('stageRollback')}
        </Button>
      </div>
    </Card>
  );
}

const troubleOf = (state: CommandState) => (state.at === 'refused' || state.at === 'unreached' ? state : null);

function Raise({ stage, onRaise, onCancel }: { stage: Stage; onRaise: () => void; onCancel: () => void }) {
  const t = useT();
  const [typed, setTyped] = useState('');
  return (
    <form
      className="flex flex-wrap items-center gap-2 border-t border-line bg-raised px-3.5 py-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        if (namesStage(typed, stage)) onRaise();
      }}
    >
      <label htmlFor="stage-word" className="text-sm">
        {t('stageType', { word: stage })}
      </label>
      <input
        id="stage-word"
        data-testid="stage-word"
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
        className="h-7 w-28 rounded-[4px] border border-line-strong bg-panel px-2"
      />
      <Button type="submit" look="strong" data-testid="stage-raise" disabled={!namesStage(typed, stage)}>
        {t('stageConfirm')}
      </Button>
      <Button look="quiet" onClick={onCancel}>
        {t('cancel')}
      </Button>
    </form>
  );
}
