import { useT } from '../../i18n/translate.ts';
import { stageMeaning, stageWord } from '../../i18n/word-of.ts';
import { useView } from '../../store/screen-store.ts';
import { BarItem } from './BarItem.tsx';

export function StageBadge() {
  const t = useT();
  const stage = useView((view) => view.stage);
  const account = stage.accountTail === null ? t('accountNone') : t('account', { tail: stage.accountTail });
  return (
    <div className="flex h-full shrink-0 items-center gap-1">
      <span data-testid="stage" data-stage={stage.stage} className="stage flex h-full items-center gap-1.5 px-3 text-base">
        {t(stageWord[stage.stage])}
        {stage.capPercent === '100' ? null : <span className="num text-xs font-semibold">{t('cap', { cap: stage.capPercent })}</span>}
      </span>
      <BarItem
        tone="plain"
        label={t('groupStage')}
        quiet
        testId="account"
        detail={
          <p className="flex flex-col gap-1">
            <span className="font-semibold">{t(stageMeaning[stage.stage], { cap: stage.capPercent })}</span>
            <span className="text-dim">{stage.venue === 'simulator' ? t('venueSimulator') : stage.venue}</span>
            <span className="text-dim">{account}</span>
          </p>
        }
      >
        <span className="num">{stage.accountTail === null ? t('venueSimulator') : account}</span>
      </BarItem>
    </div>
  );
}
