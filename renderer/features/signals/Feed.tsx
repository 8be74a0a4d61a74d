import { keepPreviousData, useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { memo, useId, useMemo, useState } from 'react';
import type { VerdictView } from '../../../shared/contract/view.ts';
import { plainText } from '../../format/hostile-text.ts';
import { sentenceOf } from '../../format/sentence.ts';
import { bothZones, kstTime } from '../../format/time.ts';
import { useT } from '../../i18n/translate.ts';
import { signalWord, verdictWord } from '../../i18n/word-of.ts';
import { useLink } from '../../link/link-context.ts';
import { useLang } from '../../store/preferences.ts';
import { look } from '../../store/screen.ts';
import { useView } from '../../store/screen-store.ts';
import { useTickSize } from '../../store/tick-size.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip, Rule, verdictTone } from '../../ui/Chip.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Empty, Panel } from '../../ui/Panel.tsx';
import { SentenceText } from '../../ui/SentenceText.tsx';
import { feedKey, furtherThan, lockedBy, mergeMessages, type Reach } from './rows.ts';

/** `all` also offers what is older than the view's hundred. */
export function Feed({ all = false }: { all?: boolean }) {
  const t = useT();
  const pushed = useView((view) => view.verdicts);
  const locked = useView((view) => lockedBy(view.locks));
  const older = useOlderMessages(pushed);
  const shown = all ? older.messages : pushed;
  return (
    <Panel
      title={t('feedTitle')}
      testId="feed"
      className="h-full"
      head={<span className="num ml-auto text-xs text-faint">{shown.length}</span>}
    >
      {shown.length === 0 ? (
        <Empty state={t('feedEmpty')} reason={locked ? t('boardEmptyLocked', { rule: locked }) : null} next={t('feedEmptyNext')} />
      ) : (
        <ol>
          {shown.map((item) => (
            <FeedItem key={feedKey(item)} item={item} />
          ))}
        </ol>
      )}
      {all ? (
        <div className="flex items-center justify-center p-2 text-xs text-faint">
          {older.end === null ? (
            <Button size="sm" data-testid="feed-older" disabled={older.reading} onClick={older.readOlder}>
              {t('feedOlder')}
            </Button>
          ) : (
            older.end
          )}
          <span role="status" className="ml-2 text-danger">
            {older.trouble}
          </span>
        </div>
      ) : null}
    </Panel>
  );
}

function useOlderMessages(pushed: readonly VerdictView[]) {
  const t = useT();
  const lang = useLang();
  const link = useLink();
  const [reach, setReach] = useState<Reach>(0);
  const oldest = pushed.at(-1);
  const asked = useQuery({
    // The oldest pushed message moves on as new ones arrive; asking again then leaves no hole between the two lists.
    queryKey: ['messages', reach, oldest === undefined ? '' : feedKey(oldest)],
    queryFn: async () => {
      const reply = await link.ask('messages', { limit: reach || 1 });
      if (!reply.ok) throw new Error(reply.refusal.message[lang]);
      return reply.value;
    },
    enabled: reach > 0,
    placeholderData: keepPreviousData,
  });
  const messages = useMemo(() => mergeMessages(pushed, asked.data ?? []), [pushed, asked.data]);
  const further = furtherThan(reach);
  const allRead = reach > 0 && asked.isSuccess && !asked.isPlaceholderData && asked.data.length < reach;
  return {
    messages,
    reading: asked.isFetching,
    end: allRead ? t('feedAll') : further === undefined ? t('feedLimit', { count: reach }) : null,
    trouble: asked.isError ? t('loadFailed', { why: asked.error.message }) : '',
    readOlder: () => (asked.isError ? void asked.refetch() : further !== undefined && setReach(further)),
  };
}

const FeedItem = memo(function FeedItem({ item }: { item: VerdictView }) {
  const t = useT();
  const lang = useLang();
  const [open, setOpen] = useState(false);
  const raw = useId();
  const quiet = item.verdict === 'shown' || item.verdict === 'history';
  const text = plainText(item.text);
  const tickSize = useTickSize(item.symbol);
  const channel = useView((view) => (item.channelId === view.settings.riskChannelId ? 'risk' : 'entry'));
  return (
    <li
      data-testid="feed-item"
      data-verdict={item.verdict}
      data-row=""
      tabIndex={-1}
      className="border-b border-line/60 px-2.5 py-1.5 [contain-intrinsic-size:auto_76px] [content-visibility:auto] hover:bg-raised/50"
    >
      <div className="flex items-center gap-1.5">
        <Chip tone={verdictTone[item.verdict]} testId="verdict">
          {t(verdictWord[item.verdict])}
        </Chip>
        <span className={clsx('truncate text-sm font-semibold', quiet ? 'text-dim' : 'text-ink')}>
          {item.symbol ?? t(signalWord[item.signal])}
        </span>
        <span className="num ml-auto text-xs text-faint" title={bothZones(item.receivedAt)}>
          {kstTime(item.receivedAt)}
        </span>
      </div>
      <p className={clsx('mt-0.5 flex items-baseline gap-1.5 text-sm', quiet ? 'text-faint' : 'text-dim')}>
        <Rule id={item.rule} />
        <SentenceText sentence={sentenceOf(item, lang, tickSize)} />
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
        <button
          type="button"
          data-testid="to-lab"
          onClick={() => look({ page: 'lab', labMessage: { text: item.text, channel, sentAt: item.sentAt } })}
          className="h-5 rounded-[3px] px-1 text-dim hover:bg-raised hover:text-ink"
        >
          {t('toLab')}
        </button>
        <CopyButton text={text} label={t('copy')} done={t('copied')} />
      </div>
      <pre id={raw} hidden={!open} className="mt-1 rounded-[4px] bg-bg p-2 font-sans text-xs leading-[17px] whitespace-pre-wrap text-dim">
        {open ? text : null}
      </pre>
    </li>
  );
});
