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
import { type ChartLine, titled } from './lines.ts';
import { barTimeOf, type ChartEvent } from './markers.ts';

const styles = { solid: LineStyle.Solid, dashed: LineStyle.Dashed, dotted: LineStyle.Dotted } as const;

export interface NamedLine extends ChartLine {
  readonly title: string;
}

/** The imperative side of the chart; React never re-renders it. */
export function createCandleCanvas(element: HTMLElement, colours: ChartColours) {
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
    rightPriceScale: { borderColor: colours.grid, scaleMargins: { top: 0.12, bottom: 0.08 } },
    timeScale: {
      borderColor: colours.grid,
      timeVisible: true,
      rightOffset: 6,
      tickMarkFormatter: (time: unknown, kind: number) => (kind < 3 ? kstDay(Number(time) * 1000) : kstMinute(Number(time) * 1000)),
    },
    localization: { timeFormatter: (time: unknown) => `${kstDay(Number(time) * 1000)} ${kstTime(Number(time) * 1000)} KST` },
  });
  const lines = new Map<string, IPriceLine>();
  let shown: readonly NamedLine[] = [];
  let times: readonly number[] = [];
  const series = chart.addSeries(CandlestickSeries, {
    upColor: colours.up,
    downColor: colours.down,
    wickUpColor: colours.up,
    wickDownColor: colours.down,
    borderVisible: false,
    priceLineStyle: LineStyle.SparseDotted,
    // Lines must stay in sight, else a stop above the visible candles would look as if there were none.
    autoscaleInfoProvider: (original: () => { priceRange: { minValue: number; maxValue: number } | null } | null) => {
      const info = original();
      if (info === null || info.priceRange === null || shown.length === 0) return info;
      const prices = shown.map((line) => Number(line.price));
      const { minValue, maxValue } = info.priceRange;
      return { ...info, priceRange: { minValue: Math.min(minValue, ...prices), maxValue: Math.max(maxValue, ...prices) } };
    },
  });
  const markers = createSeriesMarkers<UTCTimestamp>(series as never, [], { zOrder: 'top' });

  /** Which titles fit depends on the scale, so this also runs when the chart moves. */
  const nameLines = (): void => {
    const kept = titled(shown, (line) => series.priceToCoordinate(Number(line.price)));
    for (const line of shown) lines.get(line.id)?.applyOptions({ title: kept.has(line.id) ? line.title : '' });
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
    setBars(bars: readonly Bar[], fit: boolean): void {
      times = bars.map((bar) => bar.time);
      series.setData(bars.map((bar) => ({ ...bar, time: bar.time as UTCTimestamp })));
      if (fit) chart.timeScale().setVisibleLogicalRange({ from: bars.length - 90, to: bars.length + 6 });
      nameSoon();
    },
    moveLast(bar: Bar): void {
      series.update({ ...bar, time: bar.time as UTCTimestamp });
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
          axisLabelVisible: line.style !== 'dotted',
          axisLabelColor: colour,
          axisLabelTextColor: colours.labelText,
          title: line.title,
        };
        const known = lines.get(line.id);
        if (known === undefined) lines.set(line.id, series.createPriceLine({ id: line.id, ...options }));
        else known.applyOptions(options);
      }
      nameSoon();
    },
    setEvents(events: readonly ChartEvent[]): void {
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
