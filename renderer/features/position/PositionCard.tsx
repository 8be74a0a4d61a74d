import clsx from 'clsx';
import { ShieldOff } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PositionView } from '../../../shared/contract/view.ts';
import { formatPercent, formatPrice, formatQty, formatQuote, formatSigned, toneOf } from '../../format/number.ts';
import { bothZones, kstTime } from '../../format/time.ts';
import { useT } from '../../i18n/translate.ts';
import { phaseWord } from '../../i18n/word-of.ts';
import { useLang } from '../../store/preferences.ts';
import { useView } from '../../store/screen-store.ts';
import { Elapsed } from '../../ui/Age.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Num } from '../../ui/Num.tsx';
import { Empty } from '../../ui/Panel.tsx';
import { ToneGlyph } from '../../ui/ToneGlyph.tsx';
import { useIdleNext } from './idle-next.ts';

const toneClass = { gain: 'text-gain', loss: 'text-loss', flat: 'text-ink' } as const;

export function PositionCard() {
  const t = useT();
  const has = useView((view) => view.position !== null);
  const phase = useView((view) => view.position?.phase ?? view.engine.phase);
  return (
    <section
      id="position"
      tabIndex={-1}
      aria-label={t('positionTitle')}
      data-testid="position-card"
      className="present values shrink-0 bg-card"
    >
      <header className="flex h-7 items-center gap-2 border-b border-line px-2.5">
        <h2 className="text-sm font-semibold">{t('positionTitle')}</h2>
        <span className="ml-auto" />
        <Chip tone={has ? 'strong' : 'plain'} testId="phase">
          {t(phaseWord[phase])}
        </Chip>
      </header>
      {has ? <OpenPosition /> : <NoPosition />}
    </section>
  );
}

function NoPosition() {
  const t = useT();
  const next = useIdleNext();
  const wallet = useView((view) => formatQuote(view.account.wallet));
  const available = useView((view) => formatQuote(view.account.available));
  return (
    <>
      <Empty state={t('positionNone')} next={next} />
      <dl className="grid grid-cols-2 gap-x-3 border-t border-line px-2.5 py-1.5">
        <Fact label={t('wallet')}>
          <Num text={wallet} /> <Unit />
        </Fact>
        <Fact label={t('available')}>
          <Num text={available} /> <Unit />
        </Fact>
      </dl>
    </>
  );
}

/** Reads one field of the position; the card is mounted only while there is one. */
function usePosition<T>(select: (position: PositionView) => T): T | undefined {
  return useView((view) => (view.position === null ? undefined : select(view.position)));
}

function OpenPosition() {
  const t = useT();
  const lang = useLang();
  const symbol = usePosition((p) => p.symbol);
  const step = usePosition((p) => p.step);
  const openedAt = usePosition((p) => p.openedAt) ?? null;
  const tickSize = usePosition((p) => p.tickSize);
  const average = usePosition((p) => p.average);
  const qty = usePosition((p) => p.qty);
  const stepSize = usePosition((p) => p.stepSize);
  return (
    <div className="px-2.5 pt-2 pb-1.5">
      <div className="flex items-center gap-1.5">
        <span className="text-lg font-bold" data-testid="position-symbol">
          {symbol}
        </span>
        <Chip>{t('short')}</Chip>
        <Chip>{t(step === 2 ? 'step2' : 'step1')}</Chip>
        <span className="ml-auto text-xs text-faint" title={bothZones(openedAt)}>
          {kstTime(openedAt)} · <Elapsed at={openedAt} lang={lang} />
        </span>
      </div>
      <Roi />
      <NoStop />
      <dl className="mt-1.5 grid grid-cols-2 gap-x-4">
        <Fact label={t('average')}>
          <Num text={formatPrice(average, tickSize ?? null)} full={average ?? null} testId="average" />
        </Fact>
        <Fact label={t('mark')}>
          <MarkPrice />
        </Fact>
        <Fact label={t('size')}>
          <Num text={formatQty(qty, stepSize ?? null)} full={qty ?? null} testId="size" />
        </Fact>
        <Fact label={t('notional')}>
          <Notional /> <Unit />
        </Fact>
      </dl>
    </div>
  );
}

function Roi() {
  const t = useT();
  const roi = usePosition((p) => p.roi) ?? null;
  const pnl = usePosition((p) => p.unrealizedPnl) ?? null;
  const tone = toneOf(roi);
  return (
    <div className="mt-1 flex items-end justify-between gap-2">
      <div>
        <p className={clsx('num flex items-center gap-1.5 text-hero font-bold tracking-tight', toneClass[tone])}>
          <ToneGlyph tone={tone} className="text-lg" />
          <Num text={formatPercent(roi)} full={roi === null ? null : `${roi} %`} className="of-mark" testId="roi" />
        </p>
        <p className="text-xs text-faint">{t('roiMark')}</p>
      </div>
      <div className="pb-px text-right">
        <p className={clsx('num flex items-baseline justify-end gap-1 text-lg font-semibold', toneClass[toneOf(pnl)])}>
          <ToneGlyph tone={toneOf(pnl)} className="text-xs" />
          <Num text={formatSigned(pnl)} full={pnl} className="of-mark" testId="unrealized-pnl" />
          <Unit />
        </p>
        <p className="text-xs text-faint">{t('unrealised')}</p>
      </div>
    </div>
  );
}

function MarkPrice() {
  const text = usePosition((p) => formatPrice(p.mark, p.tickSize)) ?? '';
  const full = usePosition((p) => p.mark) ?? null;
  return <Num key={text} text={text} full={full} className="of-mark ticked" testId="mark" />;
}

function Notional() {
  const text = usePosition((p) => formatQuote(p.notional)) ?? '';
  const full = usePosition((p) => p.notional) ?? null;
  return <Num text={text} full={full} />;
}

function NoStop() {
  const t = useT();
  const bare = usePosition((p) => p.noStopOnExchange);
  if (!bare) return null;
  return (
    <p
      data-testid="no-stop"
      title={t('noStopWhy')}
      className="mt-1.5 flex items-center gap-1.5 rounded-[3px] border border-dashed border-attention px-2 py-0.5 text-sm font-semibold text-attention"
    >
      <ShieldOff size={13} aria-hidden="true" />
      {t('noStop')}
      <span className="text-xs font-normal">W42 · R13</span>
      <span className="sr-only">{t('noStopWhy')}</span>
    </p>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex h-[22px] items-center justify-between gap-2">
      <dt className="text-xs whitespace-nowrap text-faint">{label}</dt>
      <dd className="num text-sm font-medium">{children}</dd>
    </div>
  );
}

const Unit = () => <span className="text-xs font-normal text-faint">USDT</span>;
