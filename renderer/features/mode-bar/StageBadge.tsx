import { kstTime } from '../../format/time.ts';
import { useT } from '../../i18n/translate.ts';
import { stageMeaning, stageWord } from '../../i18n/word-of.ts';
import { useView } from '../../store/screen-store.ts';
import { BarItem } from './BarItem.tsx';
import { differencesTone } from './rows.ts';

export function StageBadge() {
  const t = useT();
  const stage = useView((view) => view.stage);
  const differences = useView((view) => view.account.differences);
  const readAt = useView((view) => view.account.readAt);
  const account = stage.accountTail === null ? t('accountNone') : t('account', { tail: stage.accountTail });
  return (
    <div className="flex h-full shrink-0 items-center gap-1">
      <span data-testid="stage" data-stage={stage.stage} className="stage flex h-full items-center gap-1.5 px-3 text-base">
        {t(stageWord[stage.stage])}
        {stage.capPercent === '100' ? null : <span className="num text-xs font-semibold">{t('cap', { cap: stage.capPercent })}</span>}
      </span>
      <BarItem
        tone={differencesTone(differences)}
        label={t('groupStage')}
        quiet
        testId="account"
        detail={
          <p className="flex flex-col gap-1">
            <span className="font-semibold">{t(stageMeaning[stage.stage], { cap: stage.capPercent })}</span>
            <span className="text-dim">{stage.venue === 'simulator' ? t('venueSimulator') : stage.venue}</span>
            <span className="text-dim">{account}</span>
            <span className="text-dim">{t('accountRead', { at: kstTime(readAt) })}</span>
            <span data-testid="differences-count" className={differences.open.length > 0 ? 'text-attention' : 'text-dim'}>
              {differences.count === 0
                ? t('differencesNone')
                : t('differencesCount', { count: differences.count, at: kstTime(differences.lastAt), open: differences.open.length })}
            </span>
            {differences.count === 0 ? null : <span className="text-faint">{t('differencesWhere')}</span>}
          </p>
        }
      >
        <span className="num">{stage.accountTail === null ? t('venueSimulator') : account}</span>
      </BarItem>
    </div>
  );
}
