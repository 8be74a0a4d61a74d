import type { AlarmsView } from '../../../shared/contract/alarms.ts';
import type { KeysView } from '../../../shared/contract/keys.ts';
import type { TelegramView } from '../../../shared/contract/telegram.ts';
import type { EmergencyView, EngineView, MarkView, StageView, View } from '../../../shared/contract/view.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { symbolOf } from '../../../shared/domain/ids.ts';
import type { Said } from '../../../shared/domain/record.ts';
import { capPercentOf } from '../../../shared/domain/stage.ts';
import { watchedSymbols } from '../../core/market/watched-symbols.ts';
import { isWaiting } from '../../core/monitor/evaluate.ts';
import { phaseOf } from '../../core/position/ladder.ts';
import type { EngineState } from '../../core/state.ts';
import type { WeightUse } from '../../ports/exchange.ts';
import {
  accountView,
  connectionsView,
  emergencyView,
  foreignPositionsView,
  locksView,
  ordersView,
  type SourceReadings,
  settingsLockView,
} from './account-view.ts';
import type { History } from './history.ts';
import { monitoringView, positionView } from './ladder-view.ts';

export interface Surroundings {
  readonly version: string;
  readonly startedAt: number;
  readonly halted: { readonly why: string; readonly said: Said } | undefined;
  /** The emergency close of a halted engine; absent while none was asked for. */
  readonly lastResort: EmergencyView | undefined;
  readonly history: History;
  readonly weight: WeightUse;
  readonly readings: SourceReadings;
  readonly displayMarks: ReadonlyMap<MarketSymbol, MarkView>;
  /** Symbols that a chart shows besides the watched ones. */
  readonly looked: readonly MarketSymbol[];
  readonly demoSpeed: number | undefined;
  readonly telegram: TelegramView | undefined;
  readonly alarms: AlarmsView | undefined;
  readonly keys: KeysView | undefined;
  readonly accountTail: string | undefined;
  readonly loopback: boolean;
}

/** Pure: state and surroundings in, what the screen may know out. */
export function viewOf(state: EngineState, around: Surroundings): View {
  return {
    engine: engineView(state, around),
    stage: stageView(state, around),
    locks: locksView(state),
    connections: connectionsView(state, around.weight, around.readings),
    monitoring: monitoringView(state),
    position: positionView(state),
    orders: ordersView(state),
    foreignPositions: foreignPositionsView(state),
    account: accountView(state),
    marks: marksView(state, around),
    settings: state.durable.settings,
    settingsLock: settingsLockView(state),
    verdicts: around.history.verdicts,
    trades: around.history.trades,
    audit: around.history.audit,
    emergency: around.lastResort ?? emergencyView(state),
    notices: around.history.notices,
    demo: around.demoSpeed === undefined ? null : { speed: around.demoSpeed },
    telegram: around.telegram ?? null,
    alarms: around.alarms ?? null,
    keys: around.keys ?? null,
  };
}

function engineView({ durable, live }: EngineState, { version, startedAt, halted }: Surroundings): EngineView {
  const { ladder } = durable;
  // A symbol whose target is still being computed is not on the board yet.
  const watching = durable.monitors.some(isWaiting) || durable.preparation !== undefined;
  return {
    state: halted !== undefined ? 'halted' : live.recovery ? 'starting' : 'running',
    haltReason: halted?.why ?? null,
    ...(halted && { halt: halted.said }),
    startedAt,
    version,
    phase: ladder ? phaseOf(durable, ladder) : watching ? 'MONITORING' : 'IDLE',
    activeSymbol: ladder?.symbol ?? null,
  };
}

const stageView = ({ durable }: EngineState, { accountTail, loopback }: Surroundings): StageView => ({
  stage: durable.stage,
  venue: durable.venue,
  loopback,
  capPercent: capPercentOf(durable.stage),
  ordersLeave: durable.stage !== 'dry-run',
  accountTail: accountTail ?? null,
});

const ALWAYS = symbolOf('BTCUSDT');

function marksView(state: EngineState, { displayMarks, looked }: Surroundings): Readonly<Record<MarketSymbol, MarkView>> {
  const marks: Record<MarketSymbol, MarkView> = {};
  for (const symbol of [...watchedSymbols(state), ...looked, ALWAYS]) {
    const mark = displayMarks.get(symbol);
    if (mark) marks[symbol] = mark;
  }
  return marks;
}
