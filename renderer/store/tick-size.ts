import type { Price } from '../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../shared/domain/ids.ts';
import { useView } from './screen-store.ts';

/** Of a symbol that is held or monitored; the view tells no other. */
export const useTickSize = (symbol: MarketSymbol | null): Price | null =>
  useView((view) =>
    view.position !== null && view.position.symbol === symbol
      ? view.position.tickSize
      : (view.monitoring.find((row) => row.symbol === symbol)?.tickSize ?? null),
  );
