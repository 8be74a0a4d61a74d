import {
  CandlestickSeries,
  CrosshairMode,
  createChart,
  createSeriesMarkers,
  type IPriceLine,
  LineStyle,
  type SeriesMarker,
  type UTCTimestamp,
} from 'lightweight-charts';
import { dec } from '../../../shared/domain/decimal.ts';
import { formatPrice } from '../../format/number.ts';
import { kstDay, kstMinute, kstTime } from '../../format/time.ts';
import type { Bar } from './candles.ts';
import type { ChartColours } from './colours.ts';
import { type Edge, edgesOf, labelsOf } from './labels.ts';
import { createLevelBands } from './level-bands.ts';
import type { ChartBand, ChartLine } from './lines.ts';
import { barTimeOf, type ChartEvent } from './markers.ts';

/** Long dashes, because the library's short ones look like its dots at one pixel. */
const styles = { solid: LineStyle.Solid, dashed: LineStyle.LargeDashed, dotted: LineStyle.Dotted } as const;

/** Bars left free on the right, so that labels do not cover the latest candles and fills. */
const ROOM = 14;

export interface NamedLine extends ChartLine {
  readonly title: string;
}

/** The imperative side of the chart; React never re-renders it. */
export function createCandleCanvas(element: HTMLElement, colours: ChartColours, tellEdges: (edges: ReadonlyMap<string, Edge>) => void) {
  const chart = createChart(element, {
    autoSize: true,
    layout: {
      background: { color: colours.background },
      textColor: colours.text,
      fontSize: 11,
      fontFamily: getComputedStyle(element).fontFamily,
      // The library's logo is set through innerHTML and a <style> element, both forbidden by our CSP; the credit stands beside the chart.
      attributionLogo: false,
    },
    grid: { vertLines: { color: colours.grid }, horzLines: { color: colours.grid } },
    crosshair: { mode: CrosshairMode.Normal },
    rightPriceScale: { borderColor: colours.grid, entireTextOnly: true, scaleMargins: { top: 0.12, bottom: 0.08 } },
    timeScale: {
      borderColor: colours.grid,
      timeVisible: true,
      rightOffset: ROOM,
      tickMarkFormatter: (time: unknown, kind: number) => (kind < 3 ? kstDay(Number(time) * 1000) : kstMinute(Number(time) * 1000)),
    },
    localization: { timeFormatter: (time: unknown) => `${kstDay(Number(time) * 1000)} ${kstTime(Number(time) * 1000)} KST` },
  });
  const lines = new Map<string, IPriceLine>();
  let shown: readonly NamedLine[] = [];
  let bars: readonly Bar[] = [];
  let fitsLines = true;
  const series = chart.addSeries(CandlestickSeries, {
    upColor: colours.up,
    downColor: colours.down,
    wickUpColor: colours.up,
    wickDownColor: colours.down,
    borderVisible: false,
    priceLineStyle: LineStyle.SparseDotted,
  });
  const markers = createSeriesMarkers<UTCTimestamp>(series as never, [], { zOrder: 'top' });

  const bands = createLevelBands(colours);
  series.attachPrimitive(bands.primitive as never);

  /** Which labels fit and which lines are out of sight depends on the scale, so this also runs when the chart moves. */
  const nameLines = (): void => {
    const yOf = (line: ChartLine): number | null => series.priceToCoordinate(Number(line.price));
    const height = chart.panes()[0]?.getHeight() ?? 0;
    const edges = edgesOf(shown, yOf, height);
    const labels = labelsOf(
      shown.filter((line) => !edges.has(line.id)),
      yOf,
    );
    for (const line of shown) {
      const others = labels.get(line.id);
      const title = others === undefined ? '' : others === 0 ? line.title : `${line.title} +${others}`;
      const axisLabelVisible = others !== undefined && line.style !== 'dotted';
      const drawn = lines.get(line.id);
      const options = drawn?.options();
      if (options?.title !== title || options.axisLabelVisible !== axisLabelVisible) drawn?.applyOptions({ title, axisLabelVisible });
    }
    tellEdges(edges);
  };
  let naming = 0;
  // Coordinates are right only after the library has laid out its next frame.
  const nameSoon = (): void => {
    cancelAnimationFrame(naming);
    naming = requestAnimationFrame(() => {
      naming = requestAnimationFrame(nameLines);
    });
  };
  chart.timeScale().subscribeVisibleLogicalRangeChange(nameSoon);

  /** Setting the same data again is what makes the library work out its price range anew. */
  const scale = (): void => {
    bands.keepInView(fitsLines ? shown.map((line) => Number(line.price)) : []);
    series.setData(bars.map((bar) => ({ ...bar, time: bar.time as UTCTimestamp })));
    nameSoon();
  };

  return {
    setDecimals(decimals: number): void {
      const tick = decimals === 0 ? '1' : `0.${'0'.repeat(decimals - 1)}1`;
      series.applyOptions({
        priceFormat: {
          type: 'custom',
          minMove: Number(tick),
          formatter: (price: number) => formatPrice(dec(Math.max(0, price).toFixed(decimals)), dec(tick)),
        },
      });
    },
    setBars(next: readonly Bar[], fit: boolean): void {
      bars = next;
      scale();
      if (fit) chart.timeScale().setVisibleLogicalRange({ from: bars.length - 90, to: bars.length + ROOM });
      nameSoon();
    },
    moveLast(bar: Bar): void {
      bars = bars.at(-1)?.time === bar.time ? [...bars.slice(0, -1), bar] : [...bars, bar];
      series.update({ ...bar, time: bar.time as UTCTimestamp });
      nameSoon();
    },
    setMarkName(title: string): void {
      series.applyOptions({ title });
    },
    /** With `lines` every line stays in sight; without, the candles fill the pane and the edges tell what is outside. */
    setFit(fit: 'lines' | 'candles'): void {
      if (fitsLines === (fit === 'lines')) return;
      fitsLines = fit === 'lines';
      scale();
    },
    setBands(next: readonly ChartBand[]): void {
      bands.shade(next);
    },
    setLines(next: readonly NamedLine[]): void {
      const ids = new Set(next.map((line) => line.id));
      for (const [id, line] of lines) {
        if (ids.has(id)) continue;
        series.removePriceLine(line);
        lines.delete(id);
      }
      shown = next;
      for (const line of next) {
        const colour = colours.line[line.tone];
        const options = {
          price: Number(line.price),
          color: colour,
          lineStyle: styles[line.style],
          lineWidth: 1 as const,
          axisLabelColor: colour,
          axisLabelTextColor: colours.labelText,
        };
        const known = lines.get(line.id);
        if (known === undefined)
          lines.set(line.id, series.createPriceLine({ id: line.id, axisLabelVisible: false, title: '', ...options }));
        else known.applyOptions(options);
      }
      scale();
    },
    setEvents(events: readonly ChartEvent[]): void {
      const times = bars.map((bar) => bar.time);
      const drawn = events.flatMap((event): SeriesMarker<UTCTimestamp>[] => {
        const time = barTimeOf(event.at, times);
        if (time === undefined) return [];
        const at = { time: time as UTCTimestamp, id: event.id, text: event.text };
        if (event.price === null) {
          const risk = event.kind === 'risk';
          return [{ ...at, position: 'aboveBar', shape: risk ? 'square' : 'circle', color: risk ? colours.line.danger : colours.line.dim }];
        }
        const sold = event.kind === 'sold';
        return [
          {
            ...at,
            position: 'atPriceMiddle',
            price: Number(event.price),
            shape: sold ? 'arrowDown' : 'arrowUp',
            color: sold ? colours.line.attention : colours.line.ink,
          },
        ];
      });
      markers.setMarkers(drawn);
    },
    remove(): void {
      cancelAnimationFrame(naming);
      chart.remove();
    },
  };
}
export type CandleCanvas = ReturnType<typeof createCandleCanvas>;
