import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import type { EngineState } from '../state.ts';

/** Symbols whose mark the core wants; the shell thins frames to these. */
export function watchedSymbols(state: EngineState): readonly MarketSymbol[] {
  const { ladder, monitors, preparation } = state.durable;
  const symbols = monitors.map((monitor) => monitor.symbol);
  if (preparation) symbols.push(preparation.monitor.symbol);
  if (ladder) symbols.push(ladder.symbol);
  return symbols;
}
