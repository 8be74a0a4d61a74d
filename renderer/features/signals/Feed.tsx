import clsx from 'clsx';
import { memo, useId, useState } from 'react';
import type { VerdictView } from '../../../shared/contract/view.ts';
import { say } from '../../../shared/domain/say.ts';
import { plainText } from '../../format/hostile-text.ts';
import { bothZones, kstTime } from '../../format/time.ts';
import { useT } from '../../i18n/translate.ts';
import { useLang } from '../../store/preferences.ts';
import { useView } from '../../store/screen-store.ts';
import { Chip, Rule } from '../../ui/Chip.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Empty, Panel } from '../../ui/Panel.tsx';
import { feedKey, lockedBy, signalWord, verdictWord } from './rows.ts';

export function Feed() {
  const t = useT();
  const verdicts = useView((view) => view.verdicts);
  const locked = useView((view) => lockedBy(view.locks));
  return (
    <Panel
      title={t('feedTitle')}
      testId="feed"
      className="h-full"
      head={<span className="num ml-auto text-xs text-faint">{verdicts.length}</span>}
    >
      {verdicts.length === 0 ? (
        <Empty state={t('feedEmpty')} reason={locked ? t('boardEmptyLocked', { rule: locked }) : null} next={t('feedEmptyNext')} />
      ) : (
        <ol>
          {verdicts.map((item) => (
            <FeedItem key={feedKey(item)} item={item} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

const FeedItem = memo(function FeedItem({ item }: { item: VerdictView }) {
  const t = useT();
  const lang = useLang();
  const [open, setOpen] = useState(false);
  const raw = useId();
  const { word, tone } = verdictWord[item.verdict];
  const quiet = item.verdict === 'shown' || item.verdict === 'history';
  const text = plainText(item.text);
  return (
    <li
      data-testid="feed-item"
      data-verdict={item.verdict}
      data-row=""
      tabIndex={-1}
      className="border-b border-line/60 px-2.5 py-1.5 hover:bg-raised/50"
    >
      <div className="flex items-center gap-1.5">
        <Chip tone={tone} testId="verdict">
          {t(word)}
        </Chip>
        <span className={clsx('truncate text-sm font-semibold', quiet ? 'text-dim' : 'text-ink')}>
          {item.symbol ?? t(signalWord[item.signal])}
        </span>
        <span className="num ml-auto text-xs text-faint" title={bothZones(item.receivedAt)}>
          {kstTime(item.receivedAt)}
        </span>
      </div>
      <p className={clsx('mt-0.5 text-sm', quiet ? 'text-faint' : 'text-dim')}>
        <Rule id={item.rule} /> {plainText(say(item, lang))}
      </p>
      <div className="mt-0.5 flex items-center gap-1 text-xs text-faint">
        <span>{t(signalWord[item.signal])}</span>
        <button
          type="button"
          data-row-action=""
          aria-expanded={open}
          aria-controls={raw}
          onClick={() => setOpen(!open)}
          className="ml-auto h-5 rounded-[3px] px-1 text-dim hover:bg-raised hover:text-ink"
        >
          {t(open ? 'rawHide' : 'rawShow')}
        </button>
        <CopyButton text={text} label={t('copy')} done={t('copied')} />
      </div>
      <pre id={raw} hidden={!open} className="mt-1 rounded-[4px] bg-bg p-2 font-sans text-xs leading-[17px] whitespace-pre-wrap text-dim">
        {open ? text : null}
      </pre>
    </li>
  );
});
