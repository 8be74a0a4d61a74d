import type { Journal } from '../../adapters/journal/journal.ts';
import { initialState } from '../../core/state.ts';
import { step } from '../../core/step.ts';
import { readState, writeState } from '../../engine/stored-state.ts';

/**
 * 10: the journal's events through `step` again give the same effects, the same log and the same stored state, to the byte. Returns
 * where it differs first.
 */
export function replayDiffers(journal: Journal): string | undefined {
  let state = initialState();
  for (const { event, effects, log } of journal.rows()) {
    if (event.type === 'EngineStarted') {
      // A process begins with what was stored, not with what the last one had in mind.
      const stored = readState(writeState(state.durable));
      if (!stored.ok) return `event ${event.seq}: ${stored.error}`;
      state = initialState(stored.value);
    }
    const again = step(state, event);
    if (JSON.stringify(again.effects) !== JSON.stringify(effects)) return `event ${event.seq} (${event.type}) has other effects`;
    if (JSON.stringify(again.log) !== JSON.stringify(log)) return `event ${event.seq} (${event.type}) says other things`;
    state = again.state;
  }
  const { state: stored } = journal.load();
  return stored === undefined || stored === writeState(state.durable) ? undefined : 'the stored state is not the one the events lead to';
}
