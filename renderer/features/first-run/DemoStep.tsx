import type { ReactNode } from 'react';
import type { ClosedTrade } from '../../../shared/domain/record.ts';
import { formatPercent, formatSigned, toneOf } from '../../format/number.ts';
import { sentenceOf } from '../../format/sentence.ts';
import { useT } from '../../i18n/translate.ts';
import { phaseWord, stageMeaning, stageWord } from '../../i18n/word-of.ts';
import { useLang } from '../../store/preferences.ts';
import { look } from '../../store/screen.ts';
import { useView } from '../../store/screen-store.ts';
import { useTickSize } from '../../store/tick-size.ts';
import { Age } from '../../ui/Age.tsx';
import { Button } from '../../ui/Button.tsx';
import { Rule } from '../../ui/Chip.tsx';
import { Num } from '../../ui/Num.tsx';
import { SentenceText } from '../../ui/SentenceText.tsx';
import { ToneGlyph } from '../../ui/ToneGlyph.tsx';

const toneClass = { gain: 'text-gain', loss: 'text-loss', flat: 'text-ink' } as const;

/** What goes on at this moment, from the same view as the console. */
export function DemoStep() {
  const t = useT();
  const demo = useView((view) => view.demo !== null);
  const venue = useView((view) => view.stage.venue);
  return (
    <div className="flex max-w-[760px] flex-col gap-3">
      <p className="text-base text-dim">{demo ? t('firstDemoText') : t('firstNoDemo', { venue })}</p>
      <section aria-label={t('firstNow')} data-testid="first-now" className="present values rounded-[6px] border border-line bg-card">
        <h3 className="border-b border-line px-3.5 py-1.5 text-sm font-semibold text-dim">{t('firstNow')}</h3>
        <dl>
          <Stage />
          <Watched />
          <Position />
          <LastVerdict />
          <LastTrade />
        </dl>
      </section>
      <div>
        <Button look="strong" data-testid="first-to-console" onClick={() => look({ page: 'console' })}>
          {t('firstToConsole')}
        </Button>
      </div>
    </div>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-h-9 items-baseline gap-3 border-b border-line/60 px-3.5 py-2 text-sm last:border-b-0">
      <dt className="w-28 shrink-0 text-faint">{label}</dt>
      <dd className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">{children}</dd>
    </div>
  );
}

function Stage() {
  const t = useT();
  const stage = useView((view) => view.stage.stage);
  const cap = useView((view) => view.stage.capPercent);
  return (
    <Row label={t('firstNowStage')}>
      <span data-stage={stage} className="stage rounded-[3px] px-2 py-0.5 text-xs">
        {t(stageWord[stage])}
      </span>
      <span className="text-dim">{t(stageMeaning[stage], { cap })}</span>
    </Row>
  );
}

function Watched() {
  const t = useT();
  const symbols = useView((view) => view.monitoring.map(({ symbol }) => symbol).join(' · '));
  return <Row label={t('firstNowWatched')}>{symbols === '' ? <span className="text-dim">{t('firstNowNone')}</span> : symbols}</Row>;
}

function Position() {
  const t = useT();
  const symbol = useView((view) => view.position?.symbol ?? null);
  const phase = useView((view) => view.position?.phase ?? null);
  const roi = useView((view) => view.position?.roi ?? null);
  const tone = toneOf(roi);
  return (
    <Row label={t('firstNowPosition')}>
      {symbol === null || phase === null ? (
        <span className="text-dim">{t('firstNowNoPosition')}</span>
      ) : (
        <>
          <span className="font-semibold">{symbol}</span>
          <span className="text-dim">{t(phaseWord[phase])}</span>
          <span className={toneClass[tone]}>
            <ToneGlyph tone={tone} className="mr-1 text-[9px]" />
            <Num text={formatPercent(roi)} full={roi} />
          </span>
        </>
      )}
    </Row>
  );
}

function LastVerdict() {
  const t = useT();
  const lang = useLang();
  const verdict = useView((view) => view.verdicts[0]);
  const tickSize = useTickSize(verdict?.symbol ?? null);
  return (
    <Row label={t('firstNowVerdict')}>
      {verdict === undefined ? (
        <span className="text-dim">{t('firstNowNoVerdict')}</span>
      ) : (
        <>
          <Rule id={verdict.rule} />
          <span className="font-semibold empty:hidden">{verdict.symbol}</span>
          <SentenceText sentence={sentenceOf(verdict, lang, tickSize)} className="min-w-0" />
          <Age at={verdict.receivedAt} lang={lang} className="text-xs text-faint" />
        </>
      )}
    </Row>
  );
}

function LastTrade() {
  const t = useT();
  const lang = useLang();
  const trade = useView((view) => view.trades[0]);
  return (
    <Row label={t('firstNowTrade')}>
      {trade === undefined ? (
        <span className="text-dim">{t('firstNowNoTrade')}</span>
      ) : (
        <>
          <span className="font-semibold">{trade.symbol}</span>
          <Result trade={trade} />
          <Age at={trade.closedAt} lang={lang} className="text-xs text-faint" />
        </>
      )}
    </Row>
  );
}

function Result({ trade }: { trade: ClosedTrade }) {
  const tone = toneOf(trade.roi);
  return (
    <span className={toneClass[tone]}>
      <ToneGlyph tone={tone} className="mr-1 text-[9px]" />
      <Num text={formatPercent(trade.roi)} full={trade.roi} /> · <Num text={formatSigned(trade.grossPnl)} full={trade.grossPnl} /> USDT
    </span>
  );
}
