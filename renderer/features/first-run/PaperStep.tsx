import { capPercentOf, stages } from '../../../shared/domain/stage.ts';
import { useT } from '../../i18n/translate.ts';
import { stageMeaning, stageWord } from '../../i18n/word-of.ts';
import { useView } from '../../store/screen-store.ts';
import { Chip } from '../../ui/Chip.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { paperCommand, paperProfile } from './paper-profile.ts';

/** What comes after the demo, and what it takes. Nothing here changes the stage. */
export function PaperStep() {
  const t = useT();
  const current = useView((view) => view.stage.stage);
  const demo = useView((view) => view.demo !== null);
  return (
    <div className="grid grid-cols-[minmax(0,6fr)_minmax(0,5fr)] items-start gap-5">
      <div className="flex flex-col gap-2.5 text-sm">
        <p className="text-base text-dim">{t('firstPaperText')}</p>
        <ol aria-label={t('firstPaperStages')} className="rounded-[6px] border border-line bg-card py-1.5">
          {stages.map((stage) => (
            <li key={stage} aria-current={stage === current ? 'step' : undefined} className="flex min-h-8 items-center gap-2.5 px-3">
              <span data-stage={stage} className="stage w-24 shrink-0 rounded-[3px] px-2 py-0.5 text-center text-xs">
                {t(stageWord[stage])}
              </span>
              <span className="text-xs text-dim">{t(stageMeaning[stage], { cap: capPercentOf(stage) })}</span>
              {stage === current ? (
                <Chip tone="strong" className="ml-auto">
                  {t('stageCurrent')}
                </Chip>
              ) : null}
            </li>
          ))}
        </ol>
        <p>{t('firstPaperNeeds')}</p>
        <p>{t('firstPaperGate')}</p>
        {demo ? <p className="font-semibold">{t('firstPaperEnd')}</p> : null}
      </div>
      <div className="flex flex-col gap-2.5">
        <Text label={t('firstPaperProfile')} text={paperProfile} testId="first-profile" />
        <p className="text-xs text-dim">{t('firstPaperKeys')}</p>
        <Text label={t('firstPaperStart')} text={paperCommand} testId="first-command" />
      </div>
    </div>
  );
}

function Text({ label, text, testId }: { label: string; text: string; testId: string }) {
  const t = useT();
  return (
    <div className="rounded-[6px] border border-line bg-card">
      <p className="flex items-center justify-between border-b border-line px-3 py-1 text-sm font-semibold text-dim">
        {label}
        <CopyButton text={text} label={t('copy')} done={t('copied')} />
      </p>
      <pre data-testid={testId} className="px-3 py-2 font-mono text-xs leading-[17px] break-words whitespace-pre-wrap">
        {text}
      </pre>
    </div>
  );
}
