import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { MarkView } from '../../../shared/contract/view.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { formatPrice } from '../../format/number.ts';
import { useT } from '../../i18n/translate.ts';
import { useLink } from '../../link/link-context.ts';
import { preferences, useLang } from '../../store/preferences.ts';
import { intervals, look, looking } from '../../store/screen.ts';
import type { ScreenState } from '../../store/screen-state.ts';
import { screenStore, useView } from '../../store/screen-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { type CandleCanvas, createCandleCanvas } from './candle-canvas.ts';
import { barsOf, decimalsFor, withMark } from './candles.ts';
import { readColours } from './colours.ts';
import { LineTable } from './LineTable.tsx';
import { linesOf, shownSymbol } from './lines.ts';
import { eventsOf } from './markers.ts';

/** Between two reads the live mark moves the last bar; the read puts it right. */
const READ_EVERY_MS = 30_000;
const noCandles = [] as const;

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
  return (
    <section aria-labelledby={heading} data-testid="chart" data-symbol={symbol} className="flex min-h-0 flex-1 flex-col bg-card">
      <header className="flex h-8 shrink-0 items-center gap-2 border-b border-line px-2.5">
        <h2 id={heading} className="text-sm font-semibold whitespace-nowrap">
          <span className="sr-only">{t('chartTitle')} </span>
          {symbol}
        </h2>
        <MarkText symbol={symbol} />
        {reference ? <span className="truncate text-xs text-faint">{t('chartNoSymbol')}</span> : null}
        <span className="ml-auto hidden truncate text-xs text-faint min-[1400px]:inline">{t('chartLegend')}</span>
        <span className="ml-auto min-[1400px]:ml-0" />
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
        <Canvas key={`${symbol} ${interval}`} symbol={symbol} candles={candles} />
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
      <LineTable symbol={symbol} />
    </section>
  );
}

function MarkText({ symbol }: { symbol: MarketSymbol }) {
  const text = useView((view) => {
    const row = view.monitoring.find((monitored) => monitored.symbol === symbol);
    const position = view.position?.symbol === symbol ? view.position : null;
    return formatPrice(view.marks[symbol]?.price ?? position?.mark ?? row?.mark, position?.tickSize ?? row?.tickSize);
  });
  return (
    <span key={text} data-testid="chart-mark" className="of-mark num ticked text-sm font-semibold">
      {text}
    </span>
  );
}

function Canvas({ symbol, candles }: { symbol: MarketSymbol; candles: Parameters<typeof barsOf>[0] }) {
  const t = useT();
  const host = useRef<HTMLDivElement>(null);
  const [canvas, setCanvas] = useState<CandleCanvas | null>(null);
  const theme = preferences((state) => state.theme);
  const palette = preferences((state) => state.palette);
  const interval = looking((state) => state.interval);
  const bars = useMemo(() => barsOf(candles), [candles]);
  const fitted = useRef<CandleCanvas | null>(null);
  const monitoring = useView((view) => view.monitoring.find((row) => row.symbol === symbol));
  const position = useView((view) => (view.position?.symbol === symbol ? view.position : null));
  const orders = useView((view) => view.orders);
  const verdicts = useView((view) => view.verdicts);
  const trades = useView((view) => view.trades);
  const rows = useMemo(
    () => ({ monitoring: monitoring === undefined ? [] : [monitoring], position, orders }),
    [monitoring, position, orders],
  );
  const decimals = decimalsFor(rows, symbol, candles);
  const lines = useMemo(
    () => linesOf(rows, symbol).map((line) => ({ ...line, title: [t(line.word), line.detail].filter(Boolean).join(' ') })),
    [rows, symbol, t],
  );
  const lineKey = lines.map((line) => `${line.id}|${line.price}|${line.style}|${line.title}`).join('\n');

  // biome-ignore lint/correctness/useExhaustiveDependencies: theme and palette change the tokens that readColours reads
  useEffect(() => {
    if (host.current === null) return;
    const made = createCandleCanvas(host.current, readColours(document.documentElement));
    setCanvas(made);
    return () => made.remove();
  }, [theme, palette]);
  useEffect(() => canvas?.setDecimals(decimals), [canvas, decimals]);
  useEffect(() => {
    if (canvas === null || bars.length === 0) return;
    canvas.setBars(bars, fitted.current !== canvas);
    fitted.current = canvas;
  }, [canvas, bars]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the lines, which are new objects with every mark
  useEffect(() => canvas?.setLines(lines), [canvas, lineKey]);
  useEffect(() => {
    if (bars.length > 0) canvas?.setEvents(eventsOf({ verdicts, orders, trades }, symbol));
  }, [canvas, bars, verdicts, orders, trades, symbol]);
  useEffect(() => {
    if (canvas === null || bars.length === 0) return;
    let last = bars.at(-1);
    // Outside of React on purpose: a price tick moves one bar and renders nothing.
    let drawn: MarkView | undefined;
    const draw = (state: ScreenState): void => {
      const mark = state.at === 'live' ? state.view.marks[symbol] : undefined;
      if (mark === undefined || mark === drawn) return;
      drawn = mark;
      const bar = withMark(last, mark.price, mark.at, interval);
      if (bar === undefined) return;
      last = bar;
      canvas.moveLast(bar);
    };
    draw(screenStore.getState());
    return screenStore.subscribe(draw);
  }, [canvas, bars, symbol, interval]);
  // The library's tables are layout, not data; the data is in the table below the chart.
  return <div ref={host} aria-hidden="true" className="absolute inset-0" />;
}
