import type { MonitoredView, PositionView } from '../../../shared/contract/view.ts';
import { cost, isZero, percentChange, roundTo, sub } from '../../../shared/domain/decimal.ts';
import type { MarketRules } from '../../../shared/domain/market.ts';
import type { Said } from '../../../shared/domain/record.ts';
import { exitAim, exitQty } from '../../core/exit/limit.ts';
import { isWaiting } from '../../core/monitor/evaluate.ts';
import { hasPosition, liveEntry1, liveExitLimit, liveStop, phaseOf, roiOf, secondEntryAim } from '../../core/position/ladder.ts';
import type { EngineState, Ladder } from '../../core/state.ts';

/** W45: everything watched, and the second entry of the open position (W47). */
export function monitoringView(state: EngineState): readonly MonitoredView[] {
  const { monitors, preparation, ladder } = state.durable;
  const rows = monitors.filter(isWaiting).map((monitor) => ({ monitor, status: 'waiting' as const }));
  const all = preparation ? [...rows, { monitor: preparation.monitor, status: 'preparing' as const }] : rows;
  const views = all.map(({ monitor, status }): MonitoredView => {
    const { target, trigger, since } = monitor.plan;
    return {
      ...distance(state, monitor.symbol, target),
      symbol: monitor.symbol,
      mode: monitor.mode,
      step: 1,
      target,
      trigger,
      since,
      messageId: monitor.messageId,
      status,
      tickSize: tickOf(state, monitor.symbol),
    };
  });
  if (!ladder) return views;
  const own = ladderRow(state, ladder);
  return own ? [...views, own] : views;
}

function ladderRow(state: EngineState, ladder: Ladder): MonitoredView | undefined {
  const rules = state.live.markets?.[ladder.symbol];
  const head = { symbol: ladder.symbol, mode: ladder.mode, messageId: ladder.messageId, tickSize: tickOf(state, ladder.symbol) };
  const entry = liveEntry1(state.durable, ladder);
  if (entry && entry.terms.kind === 'limit')
    return {
      ...head,
      ...distance(state, ladder.symbol, ladder.target),
      step: 1,
      target: ladder.target,
      trigger: entry.terms.price,
      since: ladder.startedAt,
      status: 'ordered',
    };
  const aim =
    rules && ladder.position.average !== undefined ? secondEntryAim(ladder.position.average, state.durable.settings, rules) : undefined;
  if (!aim || !hasPosition(ladder) || ladder.closing || ladder.second.status === 'complete' || ladder.second.status === 'skipped')
    return undefined;
  const status = ladder.second.status === 'watching' ? 'waiting' : ladder.second.status;
  return { ...head, ...distance(state, ladder.symbol, aim.target), step: 2, ...aim, since: ladder.openedAt ?? ladder.startedAt, status };
}

function distance(
  state: EngineState,
  symbol: Ladder['symbol'],
  target: MonitoredView['target'],
): Pick<MonitoredView, 'mark' | 'distancePercent'> {
  const mark = state.live.marks[symbol];
  const percent = mark === undefined ? undefined : percentChange(target, mark);
  return { mark: mark ?? null, distancePercent: percent === undefined ? null : roundTo(percent, 6) };
}

const tickOf = (state: EngineState, symbol: Ladder['symbol']): MarketRules['tickSize'] =>
  state.live.markets?.[symbol]?.tickSize ?? ('0' as MarketRules['tickSize']);

export function positionView(state: EngineState): PositionView | null {
  const { durable, live } = state;
  const { ladder } = durable;
  if (!ladder) return null;
  const rules = live.markets?.[ladder.symbol];
  const { qty, average } = ladder.position;
  const mark = live.marks[ladder.symbol];
  const held = hasPosition(ladder) && average !== undefined;
  const roi = held && mark !== undefined ? roiOf(average, mark) : undefined;
  // A market close leaves no plan standing.
  const planned = ladder.closing ? undefined : rules;
  const exit = planned && exitAim(ladder, durable.settings, planned);
  const exitView = exit && {
    target: exit.target,
    trigger: exit.trigger,
    status: liveExitLimit(durable, ladder) ? ('ordered' as const) : ('watching' as const),
  };
  const second = planned && held && ladder.step === 1 ? secondEntryAim(average, durable.settings, planned) : undefined;
  const stop = liveStop(durable, ladder);
  const stopView =
    ladder.stop && stop
      ? {
          kind: ladder.stop.kind,
          trigger: ladder.stop.trigger,
          status:
            stop.status === 'working'
              ? ('working' as const)
              : stop.status === 'unconfirmed'
                ? ('unknown' as const)
                : ('submitting' as const),
        }
      : null;
  return {
    symbol: ladder.symbol,
    phase: phaseOf(durable, ladder),
    step: ladder.step,
    qty,
    average: average === undefined ? null : roundTo(average, 12),
    mark: mark ?? null,
    roi: roi ?? null,
    unrealizedPnl: held && mark !== undefined ? roundTo(sub(cost(average, qty), cost(mark, qty)), 8) : null,
    notional: mark === undefined ? null : roundTo(cost(mark, qty), 8),
    openedAt: ladder.openedAt ?? ladder.startedAt,
    takeProfit: exitView && exit.kind === 'takeProfit' ? exitView : null,
    breakEven: exitView && exit.kind === 'breakEven' ? exitView : null,
    secondEntry: second ? { ...second, status: ladder.second.status } : null,
    stop: stopView,
    noStopOnExchange: held && !stopView,
    tickSize: tickOf(state, ladder.symbol),
    stepSize: rules?.stepSize ?? ('0' as MarketRules['stepSize']),
    next: nextLines(state, ladder),
  };
}

/** "What happens next": one line per rule that is live now. */
function nextLines(state: EngineState, ladder: Ladder): readonly Said[] {
  const { durable, live } = state;
  const rules = live.markets?.[ladder.symbol];
  if (ladder.closing) {
    const { reason, unsellable } = ladder.closing;
    const stuck = unsellable !== undefined && unsellable === ladder.position.qty;
    return [
      line('R04', 'nextClosing', { reason }),
      ...(stuck ? [line('D12', 'nextUnsellable', { qty: unsellable, step: rules?.marketStepSize ?? '—' })] : []),
    ];
  }
  const lines: Said[] = [];
  const entry = liveEntry1(durable, ladder);
  if (entry?.terms.kind === 'limit') lines.push(line('W36', 'nextEntryFill', { price: entry.terms.price }));
  const exit = rules && exitAim(ladder, durable.settings, rules);
  if (exit) lines.push(exitLine(state, ladder, exit));
  const part = rules && exit ? exitQty(ladder.position.qty, rules) : undefined;
  if (part !== undefined && part !== ladder.position.qty)
    lines.push(line('W30', 'nextExitInParts', { qty: part, rest: sub(ladder.position.qty, part) }));
  const order = liveExitLimit(durable, ladder);
  if (order && !isZero(order.filledQty)) lines.push(line('R19', 'nextStall', {}));
  const { average } = ladder.position;
  const second = rules && average !== undefined && !entry ? secondEntryAim(average, durable.settings, rules) : undefined;
  if (second && hasPosition(ladder) && ladder.step === 1 && ladder.second.status !== 'skipped')
    lines.push(
      ladder.second.status === 'ordered'
        ? line('W33', 'nextSecondEntryOrdered', { target: second.target })
        : line('W41', 'nextSecondEntry', { ...second }),
    );
  if (ladder.stop && liveStop(durable, ladder))
    lines.push(line(ladder.stop.kind === 'mdd' ? 'W43-1' : 'R06', 'nextStop', { trigger: ladder.stop.trigger }));
  lines.push(riskLine(state, ladder));
  return lines;
}

function exitLine(state: EngineState, ladder: Ladder, exit: NonNullable<ReturnType<typeof exitAim>>): Said {
  const ordered = liveExitLimit(state.durable, ladder) !== undefined;
  const numbers = { target: exit.target, trigger: exit.trigger };
  if (exit.kind === 'takeProfit') return line('W40', ordered ? 'nextTakeProfitOrdered' : 'nextTakeProfit', numbers);
  if (ordered) return line('W43', 'nextBreakEvenOrdered', numbers);
  return line('W43', state.durable.settings.breakEvenTrigger === 'atOrAbove' ? 'nextBreakEvenAbove' : 'nextBreakEvenBelow', numbers);
}

function riskLine(state: EngineState, ladder: Ladder): Said {
  if (!hasPosition(ladder)) return line('R02', 'nextRiskCancel', {});
  const { average } = ladder.position;
  const mark = state.live.marks[ladder.symbol];
  const roi = average !== undefined && mark !== undefined ? roiOf(average, mark) : undefined;
  if (roi === undefined || roi.startsWith('-') || roi === '0')
    return line('R04', 'nextRiskClose', { roi: roi === undefined ? '—' : roundTo(roi, 4) });
  return ladder.step === 2 || ladder.stop
    ? line('R07', 'nextRiskKeep', { roi: roundTo(roi, 4) })
    : line('R06', 'nextRiskStop', { roi: roundTo(roi, 4) });
}

const line = (rule: string, code: Said['code'], numbers: Record<string, string>): Said => ({ rule, code, numbers });
