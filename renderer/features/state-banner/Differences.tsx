import clsx from 'clsx';
import { Scale } from 'lucide-react';
import type { DifferenceView } from '../../../shared/contract/view.ts';
import { sentenceOf } from '../../format/sentence.ts';
import { kstTime } from '../../format/time.ts';
import { useT } from '../../i18n/translate.ts';
import { useLang } from '../../store/preferences.ts';
import { screenActions } from '../../store/screen-actions.ts';
import { useView } from '../../store/screen-store.ts';
import { useTickSize } from '../../store/tick-size.ts';
import { Elapsed } from '../../ui/Age.tsx';
import { Rule } from '../../ui/Chip.tsx';
import { SentenceText } from '../../ui/SentenceText.tsx';
import { inUrgency, whatNext } from './differences.ts';

const SHOWN = 2;

/** Where the exchange still says otherwise than we believe (R20): both sides, since when, and what comes next. */
export function Differences() {
  const t = useT();
  const open = useView((view) => view.account.differences.open);
  return (
    <div role="status" aria-label={t('differenceTitle')} className="shrink-0">
      {inUrgency(open)
        .slice(0, SHOWN)
        .map((difference) => (
          <Line key={`${difference.said.numbers.what} ${difference.said.numbers.of}`} difference={difference} />
        ))}
      {open.length > SHOWN ? (
        <button
          type="button"
          data-testid="differences-more"
          onClick={screenActions.audit.run}
          className="h-6 w-full border-b border-line bg-panel text-xs text-dim hover:text-ink"
        >
          {t('differencesMore', { count: open.length - SHOWN })}
        </button>
      ) : null}
    </div>
  );
}

function Line({ difference }: { difference: DifferenceView }) {
  const t = useT();
  const lang = useLang();
  const { said, symbol, since, alarmed } = difference;
  const tickSize = useTickSize(symbol);
  const next = whatNext(difference);
  return (
    <div
      data-testid="difference"
      data-alarmed={alarmed}
      className={clsx(
        'flex min-h-8 items-center gap-2.5 border-b px-3 py-1 text-sm',
        alarmed ? 'hatched border-danger bg-danger-fill text-danger-ink' : 'border-attention/60 bg-attention/10',
      )}
    >
      <Scale size={15} aria-hidden="true" className={clsx('shrink-0', !alarmed && 'text-attention')} />
      <strong className="shrink-0 whitespace-nowrap">{t(alarmed ? 'differenceLasts' : 'differenceTitle')}</strong>
      <Rule id={said.rule} />
      <span className="min-w-0 flex-1">
        <span className="font-semibold">
          <SentenceText sentence={sentenceOf(said, lang, tickSize)} />
        </span>{' '}
        · {t('differenceSince', { at: kstTime(since) })} {/* Told once; a clock read aloud each second drowns everything else. */}
        <span aria-live="off" className="num">
          (<Elapsed at={since} lang={lang} />)
        </span>{' '}
        · {t(next)}
        {alarmed && next !== 'differenceLook' && next !== 'differenceNext_orderUnknown' ? ` · ${t('differenceLook')}` : ''}
      </span>
    </div>
  );
}
