import { OctagonAlert } from 'lucide-react';
import { useState } from 'react';
import type { AuditView } from '../../../shared/contract/view.ts';
import { sentenceOf } from '../../format/sentence.ts';
import { bothZones, kstTime } from '../../format/time.ts';
import { useT } from '../../i18n/translate.ts';
import { useCommand } from '../../link/use-command.ts';
import { useLang } from '../../store/preferences.ts';
import { useView } from '../../store/screen-store.ts';
import { useTickSize } from '../../store/tick-size.ts';
import { Button } from '../../ui/Button.tsx';
import { Rule } from '../../ui/Chip.tsx';
import { SentenceText } from '../../ui/SentenceText.tsx';
import { noticeKey } from './toasts.ts';

const FOLDED = 2;

/** Takes its own space under the mode bar, so it never covers a number, and stays until acknowledged. */
export function CriticalNotices() {
  const t = useT();
  const lang = useLang();
  const notices = useView((view) => view.notices);
  const [open, setOpen] = useState(false);
  const { state, send } = useCommand('notice.acknowledge');
  const shown = open ? notices : notices.slice(0, FOLDED);
  const trouble =
    state.at === 'refused' ? state.refusal.message[lang] : state.at === 'unreached' ? t('notReached', { why: state.why }) : '';
  return (
    <div role="alert" aria-label={t('noticesTitle')} className="max-h-[30vh] shrink-0 overflow-auto empty:hidden">
      {shown.map((notice) => (
        <div
          key={noticeKey(notice)}
          data-testid="notice"
          className="hatched-edge flex min-h-8 items-center gap-2.5 border-b border-danger/60 bg-danger/12 pr-2 pl-4 text-sm"
        >
          <OctagonAlert size={15} aria-hidden="true" className="shrink-0 text-danger" />
          <span className="num shrink-0 text-dim" title={bothZones(notice.at)}>
            {kstTime(notice.at)}
          </span>
          <Rule id={notice.rule} />
          <span className="min-w-0 flex-1 font-semibold">
            {notice.symbol} <Line notice={notice} />
          </span>
          {trouble === '' ? null : <span className="text-danger">{trouble}</span>}
          <Button size="sm" data-testid="notice-acknowledge" onClick={() => void send({ seq: notice.seq })}>
            {t('acknowledge')}
          </Button>
        </div>
      ))}
      {notices.length > FOLDED ? (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="h-6 w-full border-b border-line bg-panel text-xs text-dim hover:text-ink"
        >
          {open ? t('close') : t('noticesMore', { count: notices.length - FOLDED })}
        </button>
      ) : null}
    </div>
  );
}

function Line({ notice }: { notice: AuditView }) {
  const lang = useLang();
  const tickSize = useTickSize(notice.symbol);
  return <SentenceText sentence={sentenceOf(notice, lang, tickSize)} />;
}
