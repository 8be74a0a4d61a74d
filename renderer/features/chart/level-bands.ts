import type { IPrimitivePaneRenderer, IPrimitivePaneView, ISeriesPrimitive, SeriesAttachedParameter, Time } from 'lightweight-charts';
import type { ChartColours } from './colours.ts';
import type { ChartBand } from './lines.ts';

/** Faint enough for candles to stay readable on top. */
const OPACITY = 0.16;

interface Stripe {
  readonly top: number;
  readonly height: number;
  readonly colour: string;
}

/** Shades the 0.1 % between a target and its trigger, and keeps the given prices inside the automatic scale. */
export function createLevelBands(colours: ChartColours) {
  let series: SeriesAttachedParameter<Time>['series'] | undefined;
  let redraw: () => void = () => undefined;
  let bands: readonly ChartBand[] = [];
  let inView: readonly number[] = [];
  let stripes: readonly Stripe[] = [];

  const yOf = (price: string): number | null => series?.priceToCoordinate(Number(price)) ?? null;
  const renderer: IPrimitivePaneRenderer = {
    draw: (target) =>
      target.useBitmapCoordinateSpace(({ context, bitmapSize, verticalPixelRatio }) => {
        context.save();
        context.globalAlpha = OPACITY;
        for (const stripe of stripes) {
          context.fillStyle = stripe.colour;
          context.fillRect(0, stripe.top * verticalPixelRatio, bitmapSize.width, stripe.height * verticalPixelRatio);
        }
        context.restore();
      }),
  };
  const views: readonly IPrimitivePaneView[] = [{ zOrder: () => 'bottom', renderer: () => renderer }];
  const primitive: ISeriesPrimitive<Time> = {
    attached(to) {
      series = to.series;
      redraw = to.requestUpdate;
    },
    detached() {
      series = undefined;
      redraw = () => undefined;
    },
    paneViews: () => views,
    updateAllViews() {
      stripes = bands.flatMap((band): Stripe[] => {
        const target = yOf(band.target);
        const trigger = yOf(band.trigger);
        if (target === null || trigger === null) return [];
        // On a wide scale 0.1 % is less than a pixel; it must still be seen.
        const height = Math.max(2, Math.abs(target - trigger));
        return [{ top: Math.min(target, trigger), height, colour: colours.line[band.tone] }];
      });
    },
    autoscaleInfo: () => (inView.length === 0 ? null : { priceRange: { minValue: Math.min(...inView), maxValue: Math.max(...inView) } }),
  };
  return {
    primitive,
    shade(next: readonly ChartBand[]): void {
      bands = next;
      redraw();
    },
    keepInView(prices: readonly number[]): void {
      inView = prices;
    },
  };
}
