import type { OrderTerms } from '../../../shared/domain/order.ts';
import type { PhaseWord } from '../../../shared/domain/record.ts';
import type { Effect } from '../../core/effect.ts';
import { locksOf } from '../../core/gate/locks.ts';
import type { LogEntry } from '../../core/log.ts';
import { phaseOf } from '../../core/position/ladder.ts';
import type { EngineState, OrderRole } from '../../core/state.ts';
import type { Decided } from '../../core/step.ts';
import { monitoringView } from '../../engine/view/ladder-view.ts';
import { type Both, both } from './both.ts';
import { noteWords, roleWords, verdictNumbers, verdictWords } from './words.ts';

/** What a row may show beside the usual: reads by their effect type, notes by their code. */
export type Shown = ReadonlySet<string>;

export interface RenderContext {
  readonly before: EngineState;
  readonly decided: Decided;
  readonly show: Shown;
  /** The symbol that phase changes are about when none is named. */
  readonly mainSymbol: string;
  /** Sent before under the same id. */
  readonly sentBefore: (orderId: string) => boolean;
}

/** Everything one step did, in the order: what was said, what was sent, what changed. */
export function render(context: RenderContext): readonly Both[] {
  const { before, decided } = context;
  return [
    ...decided.log.flatMap((entry) => renderLog(entry, context.show)),
    ...(decided.refusal
      ? [both(`거부 ${decided.refusal.rule} ${decided.refusal.code}`, `refused ${decided.refusal.rule} ${decided.refusal.code}`)]
      : []),
    ...decided.effects.flatMap((effect) => renderEffect(effect, context)),
    ...phaseChanges(before, decided.state, context.mainSymbol),
    ...lockChanges(before, decided.state),
    ...(context.show.has('board') ? boardChanges(before, decided.state) : []),
  ];
}

function renderLog(entry: LogEntry, show: Shown): readonly Both[] {
  if (entry.kind === 'trade') {
    const { exit, grossPnl, roi } = entry.trade;
    return [both(`거래 종료 ${exit} ${grossPnl} USDT (${roi} %)`, `trade closed ${exit} ${grossPnl} USDT (${roi} %)`)];
  }
  if (entry.kind === 'verdict') {
    const [ko, en] = verdictWords[entry.verdict];
    const detail = [entry.rule, ...(verdictNumbers[entry.code] ?? []).map((name) => entry.numbers[name] ?? '—')].join(' ');
    return [both(`${ko} ${detail}`, `${en} ${detail}`)];
  }
  const words = noteWords[entry.code];
  if (words !== undefined) {
    const fill = (text: string): string =>
      text.replace(/\{(\w+)\}/g, (_, name: string) => (name === 'rule' ? entry.rule : (entry.numbers[name] ?? '—')));
    return words === 'hidden' ? [] : [both(fill(words[0]), fill(words[1]))];
  }
  if (entry.level === 'critical') return [both(`경보 ${entry.rule} ${entry.code}`, `alarm ${entry.rule} ${entry.code}`)];
  if (show.has(entry.code)) {
    // Order ids hold the event number, which no trader's table can know.
    const values = Object.entries(entry.numbers).flatMap(([name, value]) => (name === 'orderId' || name === 'of' ? [] : [value]));
    const text = [entry.rule, entry.code, ...values].join(' ');
    return [both(text, text)];
  }
  return [];
}

function renderEffect(effect: Effect, { decided, before, show, sentBefore }: RenderContext): readonly Both[] {
  switch (effect.type) {
    case 'PlaceOrder': {
      const again = sentBefore(effect.orderId);
      const text = orderWords(effect.terms);
      return [again ? both(`다시 ${text} (같은 id)`, `again ${text} (same id)`) : both(text, text)];
    }
    case 'CancelOrder': {
      const record = decided.state.durable.orders[effect.orderId] ?? before.durable.orders[effect.orderId];
      const role: Both = record
        ? roleName(record.role)
        : both(`다른 주문 ${effect.venueOrderId ?? ''}`, `foreign order ${effect.venueOrderId ?? ''}`);
      return [both(`취소 ${role[0]}`, `cancel ${role[1]}`)];
    }
    case 'QueryOrder': {
      const role = roleName(decided.state.durable.orders[effect.orderId]?.role ?? 'entry1');
      return [both(`조회 ${role[0]}`, `query ${role[1]}`)];
    }
    case 'TraceOrder': {
      const role = roleName(decided.state.durable.orders[effect.orderId]?.role ?? 'entry1');
      return [both(`흔적 조회 ${role[0]}`, `trace ${role[1]}`)];
    }
    case 'PrepareSymbol': {
      const wanted = [...(effect.leverage ? ['1×'] : []), ...(effect.marginType ? ['ISOLATED'] : [])].join(' ');
      return [both(`설정 ${effect.symbol} ${wanted}`, `set ${effect.symbol} ${wanted}`)];
    }
    case 'CancelSymbolOrders':
      return [both(`${effect.symbol} 미체결 주문 모두 취소`, `cancel open orders of ${effect.symbol}`)];
    case 'StoreSettings':
      return [both('설정 저장', 'store settings')];
    default: {
      const symbol = 'symbol' in effect ? ` ${effect.symbol}` : 'symbols' in effect ? ` ${effect.symbols.join(' ')}`.trimEnd() : '';
      return show.has(effect.type) ? [both(`${effect.type}${symbol}`, `${effect.type}${symbol}`)] : [];
    }
  }
}

const roleName = (role: OrderRole): Both => roleWords[role];

/** As it goes on the wire: which flag says "only closes" follows from the position mode. */
function orderWords(terms: OrderTerms): string {
  const side = terms.side === 'SELL' ? 'sell' : 'buy';
  const hedge = terms.positionMode === 'HEDGE' ? ' positionSide=SHORT' : '';
  if (terms.kind === 'stop') return `stop ${terms.trigger} closePosition${hedge}`;
  const flag = hedge || (terms.closes ? ' reduceOnly' : '');
  if (terms.kind === 'market') return `market ${side} ${terms.qty} ${terms.symbol}${flag}`;
  return `${side} ${terms.qty} ${terms.symbol} limit ${terms.price}${flag}`;
}

/** Every symbol that is not IDLE, with its state of section 2.2. */
export function phases({ durable }: EngineState): ReadonlyMap<string, PhaseWord> {
  const found = new Map<string, PhaseWord>();
  for (const { symbol } of durable.monitors) found.set(symbol, 'MONITORING');
  if (durable.preparation) found.set(durable.preparation.monitor.symbol, 'MONITORING');
  if (durable.ladder) found.set(durable.ladder.symbol, phaseOf(durable, durable.ladder));
  return found;
}

function phaseChanges(before: EngineState, after: EngineState, mainSymbol: string): readonly Both[] {
  const from = phases(before);
  const to = phases(after);
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((symbol) => {
    const [was, is] = [from.get(symbol) ?? 'IDLE', to.get(symbol) ?? 'IDLE'];
    const head = symbol === mainSymbol ? '' : `${symbol} `;
    return was === is ? [] : [both(`${head}${was} → ${is}`, `${head}${was} → ${is}`)];
  });
}

/** Locks other than those of our own position and order, which the phase tells. */
const lockNames = (state: EngineState): ReadonlySet<string> =>
  new Set(locksOf(state).flatMap(({ kind }) => (kind === 'position' || kind === 'entryOrder' ? [] : [kind])));

function lockChanges(before: EngineState, after: EngineState): readonly Both[] {
  const was = lockNames(before);
  const is = lockNames(after);
  return [
    ...[...is].filter((name) => !was.has(name)).map((name) => both(`잠금 ${name}`, `lock ${name}`)),
    ...[...was].filter((name) => !is.has(name)).map((name) => both(`잠금 해제 ${name}`, `unlock ${name}`)),
  ];
}

/** The monitoring list as the screen shows it (W45): symbol, mode, first or second entry, price. */
function board(state: EngineState): ReadonlyMap<string, Both> {
  return new Map(
    monitoringView(state).map(({ symbol, mode, step, target }) => {
      const inclination = mode === 'aggressive' ? both('공격', 'aggressive') : both('보수', 'conservative');
      return [symbol, both(`${inclination[0]} ${step}차 ${target}`, `${inclination[1]} step ${step} ${target}`)];
    }),
  );
}

function boardChanges(before: EngineState, after: EngineState): readonly Both[] {
  const was = board(before);
  const is = board(after);
  return [
    ...[...is].flatMap(([symbol, [ko, en]]) =>
      was.get(symbol)?.[1] === en ? [] : [both(`상태판 ${symbol} ${ko}`, `board ${symbol} ${en}`)],
    ),
    ...[...was.keys()].filter((symbol) => !is.has(symbol)).map((symbol) => both(`상태판 ${symbol} 없음`, `board ${symbol} gone`)),
  ];
}
