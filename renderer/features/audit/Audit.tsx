import { useVirtualizer } from '@tanstack/react-virtual';
import clsx from 'clsx';
import { ArrowDownToLine, History } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { AuditView } from '../../../shared/contract/view.ts';
import type { Level } from '../../../shared/domain/record.ts';
import { sentenceOf } from '../../format/sentence.ts';
import { bothZones, kstTimeMs } from '../../format/time.ts';
import { useT } from '../../i18n/translate.ts';
import { phaseWord } from '../../i18n/word-of.ts';
import { useLink } from '../../link/link-context.ts';
import { useLang } from '../../store/preferences.ts';
import { looking } from '../../store/screen.ts';
import { useView } from '../../store/screen-store.ts';
import { useTickSize } from '../../store/tick-size.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip, Rule } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/Panel.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { type AuditFilter, type AuditLines, hasHole, matching, withSlice } from './lines.ts';
import { readOlder } from './older.ts';

const ROW = 26;
/** The view holds at most this many; see the contract. */
const SLICE_LIMIT = 200;
const levels = ['all', 'info', 'attention', 'critical'] as const satisfies readonly (Level | 'all')[];
const levelWord = { all: 'levelAll', info: 'levelInfo', attention: 'levelAttention', critical: 'levelCritical' } as const;

/** All lines since the panel opened, plus what was asked for. */
function useLines(): { lines: AuditLines; readMore: () => void; more: 'idle' | 'reading' | 'end' | string } {
  const link = useLink();
  const lang = useLang();
  const slice = useView((view) => view.audit);
  const [lines, setLines] = useState<AuditLines>(() => withSlice([], slice));
  const [more, setMore] = useState<string>('idle');
  const ask = async (after: number, limit: number): Promise<readonly AuditView[]> => {
    const reply = await link.ask('audit', { after, limit });
    if (!reply.ok) throw new Error(reply.refusal.message[lang]);
    return reply.value;
  };
  useEffect(() => {
    // After a long break the known lines and the slice do not meet; starting over is honest, a silent hole is not.
    setLines((known) => withSlice(hasHole(known, slice, SLICE_LIMIT) ? [] : known, slice));
  }, [slice]);
  const readMore = (): void => {
    const oldest = lines[0]?.seq;
    if (oldest === undefined || more === 'reading') return;
    setMore('reading');
    readOlder(ask, oldest).then(
      (older) => {
        setLines((known) => (known[0]?.seq === oldest ? [...older, ...known] : known));
        setMore(older.length === 0 ? 'end' : 'idle');
      },
      (error: unknown) => setMore(error instanceof Error ? error.message : String(error)),
    );
  };
  return { lines, readMore, more };
}

export function Audit() {
  const t = useT();
  const lang = useLang();
  const { lines, readMore, more } = useLines();
  const [filter, setFilter] = useState<AuditFilter>({ text: '', level: 'all' });
  const [follow, setFollow] = useState(true);
  const shown = useMemo(() => matching(lines, filter, lang), [lines, filter, lang]);
  const scroll = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const asked = looking((state) => state.filterAsked);
  const seen = useRef(asked);
  useEffect(() => {
    if (asked !== seen.current) input.current?.focus();
    seen.current = asked;
  }, [asked]);
  const rows = useVirtualizer({ count: shown.length, getScrollElement: () => scroll.current, estimateSize: () => ROW, overscan: 12 });
  // A hidden tab has no height and cannot scroll; showing it must find the newest line.
  const visible = (rows.scrollRect?.height ?? 0) > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new last line is what there is to follow
  useEffect(() => {
    if (follow && visible && shown.length > 0) rows.scrollToIndex(shown.length - 1, { align: 'end' });
  }, [follow, visible, shown.length, shown.at(-1)?.seq]);

  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex h-8 shrink-0 items-center gap-2 border-b border-line px-2.5">
        <input
          ref={input}
          type="search"
          aria-label={t('auditFilter')}
          placeholder={t('auditFilter')}
          data-testid="audit-filter"
          value={filter.text}
          onChange={(event) => setFilter({ ...filter, text: event.target.value })}
          className="h-6 w-56 rounded-[4px] border border-line-strong bg-panel px-2 text-sm placeholder:text-faint"
        />
        <Segmented
          name="audit-level"
          label={t('filter')}
          value={filter.level}
          choices={levels.map((value) => ({ value, label: t(levelWord[value]) }))}
          onChoose={(level) => setFilter({ ...filter, level })}
          testId="audit-level"
        />
        <span className="num text-xs text-faint">{shown.length}</span>
        <span role="status" className="truncate text-xs text-attention">
          {more === 'idle' || more === 'reading' ? '' : more === 'end' ? t('auditOldest') : t('loadFailed', { why: more })}
        </span>
        <Button size="sm" look="quiet" className="ml-auto" disabled={more === 'reading' || more === 'end'} onClick={readMore}>
          <History size={12} aria-hidden="true" />
          {t('auditOlder')}
        </Button>
        <Button
          size="sm"
          look={follow ? 'plain' : 'quiet'}
          aria-pressed={follow}
          data-testid="audit-follow"
          onClick={() => setFollow(!follow)}
        >
          <ArrowDownToLine size={12} aria-hidden="true" />
          {t('auditFollow')}
        </Button>
      </div>
      {shown.length === 0 ? <Empty state={t(lines.length === 0 ? 'auditEmpty' : 'auditNoMatch')} /> : null}
      <div
        ref={scroll}
        role="log"
        aria-live="off"
        aria-label={t('auditTitle')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region without a tab stop cannot be scrolled by keyboard
        tabIndex={0}
        className="values min-h-0 flex-1 overflow-auto"
        onWheel={(event) => {
          if (event.deltaY < 0) setFollow(false);
        }}
        onKeyDown={(event) => {
          if (event.key === 'PageUp' || event.key === 'ArrowUp' || event.key === 'Home') setFollow(false);
        }}
      >
        <div className="relative w-full" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((item) => {
            const line = shown[item.index];
            return line === undefined ? null : <Line key={item.key} line={line} top={item.start} />;
          })}
        </div>
      </div>
    </div>
  );
}

function Line({ line, top }: { line: AuditView; top: number }) {
  const t = useT();
  const lang = useLang();
  const { text, full } = sentenceOf(line, lang, useTickSize(line.symbol));
  return (
    <div
      data-testid="audit-line"
      data-level={line.level}
      data-row=""
      tabIndex={-1}
      style={{ top, height: ROW }}
      className={clsx(
        'absolute inset-x-0 flex items-center gap-2 border-b border-line/50 pr-2.5 pl-3 text-sm whitespace-nowrap',
        line.level === 'critical' && 'hatched-edge bg-danger/10 font-semibold text-ink',
        line.level === 'attention' && 'text-ink',
        line.level === 'info' && 'text-dim',
      )}
    >
      <span className="num w-[84px] shrink-0 text-left text-xs text-faint" title={bothZones(line.at)}>
        {kstTimeMs(line.at)}
      </span>
      <span className="w-12 shrink-0">
        <Rule id={line.rule} />
      </span>
      <span className="w-[92px] shrink-0 truncate font-medium">{line.symbol ?? ''}</span>
      {line.level === 'info' ? null : <Chip tone={line.level === 'critical' ? 'danger' : 'attention'}>{t(levelWord[line.level])}</Chip>}
      <span className="min-w-0 flex-1 truncate" title={full}>
        {text}
      </span>
      {line.from === null || line.to === null || line.from === line.to ? null : (
        <span className="shrink-0 text-xs text-faint">
          {t(phaseWord[line.from])} → {t(phaseWord[line.to])}
        </span>
      )}
    </div>
  );
}
