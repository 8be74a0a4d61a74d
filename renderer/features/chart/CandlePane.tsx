import { useEffect, useMemo, useRef, useState } from 'react';
import type { MarkView } from '../../../shared/contract/view.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { useT } from '../../i18n/translate.ts';
import { looking } from '../../store/screen.ts';
import type { ScreenState } from '../../store/screen-state.ts';
import { screenStore, useDerived } from '../../store/screen-store.ts';
import { type CandleCanvas, createCandleCanvas } from './candle-canvas.ts';
import { type Bar, withMark } from './candles.ts';
import { readColours } from './colours.ts';
import type { Edge } from './labels.ts';
import { bandsOf, type ChartLine } from './lines.ts';
import { eventsOf } from './markers.ts';

/** Binds one canvas to the store. Ticks go past React: they move one bar and render nothing. */
export function CandlePane({
  symbol,
  bars,
  lines,
  fit,
  decimals,
  onEdges,
}: {
  symbol: MarketSymbol;
  bars: readonly Bar[];
  lines: readonly ChartLine[];
  fit: 'lines' | 'candles';
  decimals: number;
  /** Must stay the same function. */
  onEdges: (edges: ReadonlyMap<string, Edge>) => void;
}) {
  const t = useT();
  const host = useRef<HTMLDivElement>(null);
  const [canvas, setCanvas] = useState<CandleCanvas | null>(null);
  const interval = looking((state) => state.interval);
  const fitted = useRef<CandleCanvas | null>(null);
  const bands = useDerived((view) => bandsOf(view, symbol));
  const events = useDerived((view) => eventsOf(view, symbol));
  const named = useMemo(() => lines.map((line) => ({ ...line, title: [t(line.word), line.detail].filter(Boolean).join(' ') })), [lines, t]);

  useEffect(() => {
    if (host.current === null) return;
    const made = createCandleCanvas(host.current, readColours(document.documentElement), onEdges);
    setCanvas(made);
    return () => made.remove();
  }, [onEdges]);
  useEffect(() => canvas?.setDecimals(decimals), [canvas, decimals]);
  useEffect(() => canvas?.setMarkName(t('mark')), [canvas, t]);
  useEffect(() => canvas?.setFit(fit), [canvas, fit]);
  useEffect(() => {
    if (canvas === null || bars.length === 0) return;
    canvas.setBars(bars, fitted.current !== canvas);
    fitted.current = canvas;
  }, [canvas, bars]);
  useEffect(() => canvas?.setLines(named), [canvas, named]);
  useEffect(() => canvas?.setBands(bands), [canvas, bands]);
  useEffect(() => {
    if (bars.length > 0) canvas?.setEvents(events);
  }, [canvas, bars, events]);
  useEffect(() => {
    if (canvas === null || bars.length === 0) return;
    let last = bars.at(-1);
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
  // The library's tables are layout, not data; the data is in the table below the chart. Isolated, because its canvases
  // have z-indexes that would cover the credit and the edge marks.
  return <div ref={host} aria-hidden="true" className="absolute inset-0 isolate" />;
}
