import { useQuery } from '@tanstack/react-query';
import { useCallback, useId, useMemo, useState } from 'react';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { fixed, foldZeros, unknownText } from '../../format/number.ts';
import { useT } from '../../i18n/translate.ts';
import { useLink } from '../../link/link-context.ts';
import { prefer, preferences, useLang } from '../../store/preferences.ts';
import { intervals, look, looking } from '../../store/screen.ts';
import { useDerived, useView } from '../../store/screen-store.ts';
import { useTickSize } from '../../store/tick-size.ts';
import { Button } from '../../ui/Button.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { CandlePane } from './CandlePane.tsx';
import { barsOf, decimalsFor } from './candles.ts';
import { EdgeMarks } from './EdgeMarks.tsx';
import { LineTable } from './LineTable.tsx';
import { anyFar, type Edge } from './labels.ts';
import { linesOf, shownSymbol } from './lines.ts';

/** Between two reads the live mark moves the last bar; the read puts it right. */
const READ_EVERY_MS = 30_000;
const noCandles = [] as const;
const noEdges: ReadonlyMap<string, Edge> = new Map();
const keyOf = (edges: ReadonlyMap<string, Edge>): string => [...edges].join(' ');

export function Chart() {
  const t = useT();
  const lang = useLang();
  const link = useLink();
  const heading = useId();
  const chosen = looking((state) => state.symbol);
  const interval = looking((state) => state.interval);
  const symbol = useView((view) => shownSymbol(view, chosen));
  const reference = useView((view) => chosen === null && view.engine.activeSymbol === null && view.monitoring.length === 0);
  const asked = useQuery({
    queryKey: ['candles', symbol, interval],
    queryFn: async () => {
      const reply = await link.ask('candles', { symbol, interval, limit: 300 });
      if (!reply.ok) throw new Error(reply.refusal.message[lang]);
      return reply.value;
    },
    refetchInterval: READ_EVERY_MS,
  });
  const candles = asked.data ?? noCandles;
  const bars = useMemo(() => barsOf(candles), [candles]);
  const lines = useDerived((view) => linesOf(view, symbol));
  const tickSize = useTickSize(symbol);
  const decimals = decimalsFor(tickSize, candles);
  const [edges, setEdges] = useState(noEdges);
  const tellEdges = useCallback(
    (next: ReadonlyMap<string, Edge>) => setEdges((known) => (keyOf(known) === keyOf(next) ? known : next)),
    [],
  );
  const theme = preferences((state) => state.theme);
  const palette = preferences((state) => state.palette);
  const wanted = preferences((state) => state.chartFit);
  const fit = wanted === 'auto' ? (anyFar(lines, bars.at(-1)?.close) ? 'candles' : 'lines') : wanted;
  return (
    <section aria-labelledby={heading} data-testid="chart" data-symbol={symbol} className="flex min-h-0 flex-1 flex-col bg-card">
      <header className="flex h-8 shrink-0 items-center gap-2 border-b border-line px-2.5">
        <h2 id={heading} className="text-sm font-semibold whitespace-nowrap">
          <span className="sr-only">{t('chartTitle')} </span>
          {symbol}
        </h2>
        <MarkText symbol={symbol} decimals={decimals} />
        {reference ? <span className="truncate text-xs text-faint">{t('chartNoSymbol')}</span> : null}
        <span className="ml-auto hidden truncate text-xs text-faint min-[1400px]:inline">{t('chartLegend')}</span>
        <span className="ml-auto min-[1400px]:ml-0" />
        {lines.length === 0 ? null : (
          <Segmented
            name="chart-fit"
            label={t('fitTitle')}
            value={fit}
            choices={[
              { value: 'lines', label: t('fitLines') },
              { value: 'candles', label: t('fitCandles') },
            ]}
            onChoose={(chartFit) => prefer({ chartFit })}
            testId="chart-fit"
          />
        )}
        <Segmented
          name="interval"
          label={t('interval')}
          value={interval}
          choices={intervals.map((value) => ({ value, label: value }))}
          onChoose={(value) => look({ interval: value })}
          testId="interval"
        />
      </header>
      <div className="relative min-h-0 flex-1">
        <CandlePane
          // A canvas keeps the colours it was made with, and must not be swapped in place: the removed one would draw once more.
          key={`${symbol} ${interval} ${theme} ${palette}`}
          symbol={symbol}
          bars={bars}
          lines={lines}
          fit={fit}
          decimals={decimals}
          onEdges={tellEdges}
        />
        <EdgeMarks lines={lines} edges={edges} tickSize={tickSize} />
        {candles.length > 0 ? null : (
          <div className="absolute inset-0 flex flex-col items-center justify-center gap-2 text-sm text-faint">
            {asked.isError ? t('chartFailed', { why: asked.error.message }) : t('chartWaiting', { symbol })}
            {asked.isError ? (
              <Button size="sm" onClick={() => void asked.refetch()}>
                {t('chartRetry')}
              </Button>
            ) : null}
          </div>
        )}
        <p className="pointer-events-none absolute bottom-[30px] left-2 text-[10px] leading-none text-faint">{t('chartCredit')}</p>
      </div>
      <LineTable lines={lines} edges={edges} tickSize={tickSize} />
    </section>
  );
}

function MarkText({ symbol, decimals }: { symbol: MarketSymbol; decimals: number }) {
  const text = useView((view) => {
    const row = view.monitoring.find((monitored) => monitored.symbol === symbol);
    const mark = view.marks[symbol]?.price ?? (view.position?.symbol === symbol ? view.position.mark : row?.mark);
    return mark === null || mark === undefined ? unknownText : foldZeros(fixed(mark, decimals));
  });
  return (
    <span key={text} data-testid="chart-mark" className="of-mark num ticked text-sm font-semibold">
      {text}
    </span>
  );
}
