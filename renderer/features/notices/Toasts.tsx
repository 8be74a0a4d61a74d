import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { AuditView } from '../../../shared/contract/view.ts';
import { sentenceOf } from '../../format/sentence.ts';
import { kstTime } from '../../format/time.ts';
import { useT } from '../../i18n/translate.ts';
import { useLang } from '../../store/preferences.ts';
import { useView } from '../../store/screen-store.ts';
import { useTickSize } from '../../store/tick-size.ts';
import { Rule } from '../../ui/Chip.tsx';
import { SentenceText } from '../../ui/SentenceText.tsx';
import { freshAttention, noticeKey } from './toasts.ts';

const STAYS_MS = 8_000;

/** What deserves a glance: shown for some seconds, kept in the audit. It stands where the right column is empty, not on a table. */
export function Toasts() {
  const t = useT();
  const audit = useView((view) => view.audit);
  const seen = useRef(audit[0]?.seq ?? -1);
  const [toasts, setToasts] = useState<readonly AuditView[]>([]);
  useEffect(() => {
    const fresh = freshAttention(audit, seen.current);
    seen.current = Math.max(seen.current, audit[0]?.seq ?? -1);
    if (fresh.length > 0) setToasts((now) => [...fresh, ...now].slice(0, 3));
  }, [audit]);
  useEffect(() => {
    if (toasts.length === 0) return;
    const timer = setTimeout(() => setToasts((now) => now.slice(0, -1)), STAYS_MS / toasts.length);
    return () => clearTimeout(timer);
  }, [toasts]);
  return (
    <div aria-live="polite" className="pointer-events-none fixed right-3 bottom-3 z-30 flex w-[316px] flex-col gap-2">
      {toasts.map((line) => (
        <div
          key={noticeKey(line)}
          data-testid="toast"
          className="arriving pointer-events-auto flex items-start gap-2 rounded-[6px] border border-line-strong border-l-[3px] border-l-attention bg-card px-3 py-2 text-sm shadow-[0_8px_28px_rgb(0_0_0/0.4)]"
        >
          <div className="min-w-0 flex-1">
            <p className="flex items-center gap-1.5 text-xs text-dim">
              {line.symbol === null ? null : <span className="font-semibold text-ink">{line.symbol}</span>} <Rule id={line.rule} />
              <span className="num ml-auto">{kstTime(line.at)}</span>
            </p>
            <Line line={line} />
          </div>
          <button
            type="button"
            aria-label={t('dismiss')}
            onClick={() => setToasts((now) => now.filter((other) => other !== line))}
            className="rounded-[3px] p-0.5 text-dim hover:text-ink"
          >
            <X size={13} aria-hidden="true" />
          </button>
        </div>
      ))}
    </div>
  );
}

function Line({ line }: { line: AuditView }) {
  const lang = useLang();
  const tickSize = useTickSize(line.symbol);
  return (
    <p>
      <SentenceText sentence={sentenceOf(line, lang, tickSize)} />
    </p>
  );
}
