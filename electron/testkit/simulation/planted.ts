import { add, type Qty } from '../../../shared/domain/decimal.ts';
import type { OrderId } from '../../../shared/domain/ids.ts';
import type { Effect } from '../../core/effect.ts';
import type { EngineEvent } from '../../core/event.ts';
import { isLive } from '../../core/order/life.ts';
import type { EngineState, Ladder, OrderRecord } from '../../core/state.ts';
import type { step } from '../../core/step.ts';

type Step = typeof step;
type Decided = ReturnType<Step>;
type Plant = (honest: Step) => Step;

const withLadder = (state: EngineState, change: Partial<Ladder>): EngineState =>
  state.durable.ladder ? { ...state, durable: { ...state.durable, ladder: { ...state.durable.ladder, ...change } } } : state;
const withOrders = (state: EngineState, change: (order: OrderRecord) => OrderRecord): EngineState => ({
  ...state,
  durable: {
    ...state.durable,
    orders: Object.fromEntries(Object.entries(state.durable.orders).map(([id, order]) => [id, change(order)])),
  },
});
const without = (decided: Decided, drop: (effect: Effect) => boolean): Decided => ({
  ...decided,
  effects: decided.effects.filter((effect) => !drop(effect)),
});
const roleOf = (state: EngineState, orderId: OrderId) => state.durable.orders[orderId]?.role;
const onEvent =
  <T extends EngineEvent['type']>(type: T, change: (event: Extract<EngineEvent, { type: T }>, state: EngineState) => EngineEvent): Plant =>
  (honest) =>
  (state, event) =>
    honest(state, event.type === type ? change(event as Extract<EngineEvent, { type: T }>, state) : event);
/** Cancels that count as done the moment they are asked for. */
const cancelIsDone =
  (which: (order: OrderRecord, state: EngineState) => boolean, sent: boolean): Plant =>
  (honest) =>
  (state, event) => {
    const decided = honest(state, event);
    const gone = new Set<string>();
    for (const effect of decided.effects) {
      const order = effect.type === 'CancelOrder' ? decided.state.durable.orders[effect.orderId] : undefined;
      if (order && which(order, decided.state)) gone.add(order.orderId);
    }
    if (gone.size === 0) return decided;
    const forgotten = withOrders(decided.state, (order) => (gone.has(order.orderId) ? { ...order, status: 'cancelled' } : order));
    const next = { ...decided, state: forgotten };
    return sent ? next : without(next, (effect) => effect.type === 'CancelOrder' && gone.has(effect.orderId));
  };
const isExitRole = (role: OrderRecord['role'] | undefined): boolean => role === 'takeProfit' || role === 'breakEven';
const isExitLimit = ({ role }: OrderRecord): boolean => isExitRole(role);
const isStop = ({ role }: OrderRecord): boolean => role === 'mddStop' || role === 'breakEvenStop';
let steps = 0;

/** Bugs that bots of this kind have had, each put between the engine and its core. The simulation must find every one. */
export const plants: Readonly<Record<string, Plant>> = {
  'an unknown outcome is taken for a refusal and sent again': onEvent('OrderOutcomeUnknown', ({ why, ...event }) => ({
    ...event,
    type: 'OrderRefused',
    reason: 'overloaded',
    code: -1008,
    message: why,
  })),
  'one "not found" proves that an order was never placed': (honest) => (state, event) => {
    const record = event.type === 'OrderNotFound' ? state.durable.orders[event.orderId] : undefined;
    if (!record?.probe) return honest(state, event);
    const probe = { ...record.probe, notFound: 9, untraced: true };
    return honest(
      withOrders(state, (order) => (order === record ? { ...order, probe, sentAt: 0 } : order)),
      event,
    );
  },
  '"never placed" is concluded without a look at books and trades': (honest) => (state, event) => {
    const record = event.type === 'OrderNotFound' ? state.durable.orders[event.orderId] : undefined;
    if (!record?.probe) return honest(state, event);
    const probe = { ...record.probe, untraced: true };
    return honest(
      withOrders(state, (order) => (order === record ? { ...order, probe } : order)),
      event,
    );
  },
  'the same fill told twice counts twice': onEvent('OrderFilled', (event, state) => {
    const record = state.durable.orders[event.order.orderId];
    if (!record?.trades.includes(event.fill.tradeId)) return event;
    const again = { ...event.fill, tradeId: `${event.fill.tradeId}-${event.seq}` as typeof event.fill.tradeId };
    return { ...event, fill: again, order: { ...event.order, filledQty: add(record.filledQty, event.fill.qty) } };
  }),
  'a partial fill is taken for the whole order': onEvent('OrderFilled', (event, state) => {
    const record = state.durable.orders[event.order.orderId];
    if (record?.terms.kind !== 'limit') return event;
    return { ...event, order: { ...event.order, filledQty: record.terms.qty, status: 'filled' } };
  }),
  'exits are not cancelled before the market close': cancelIsDone(
    (order, state) => isExitLimit(order) && state.durable.ladder?.closing !== undefined,
    false,
  ),
  'a cancel counts as done before it is answered': cancelIsDone(() => true, true),
  'a stop is replaced before its cancel is confirmed': (honest) => (state, event) => {
    const decided = cancelIsDone(isStop, true)(honest)(state, event);
    if (!decided.effects.some((effect) => effect.type === 'CancelOrder' && effect.book === 'conditional')) return decided;
    const next = honest(decided.state, event);
    return { ...next, effects: [...decided.effects, ...next.effects], log: [...decided.log, ...next.log] };
  },
  'a restart begins in phase 1': (honest) => (state, event) =>
    honest(event.type === 'EngineStarted' ? withLadder(state, { step: 1, stop: undefined }) : state, event),
  'a restart forgets what was under way': (honest) => (state, event) =>
    honest(
      event.type === 'EngineStarted'
        ? withOrders(state, (order) => (isLive(order.status) && order.status !== 'working' ? { ...order, status: 'cancelled' } : order))
        : state,
      event,
    ),
  'a restart sends again what was under way': (honest) => (state, event) => {
    const decided = honest(state, event);
    if (event.type !== 'EngineStarted') return decided;
    const again = Object.values(state.durable.orders).filter(({ status }) => status === 'submitting' || status === 'unconfirmed');
    return {
      ...decided,
      effects: [...decided.effects, ...again.map(({ orderId, terms }): Effect => ({ type: 'PlaceOrder', orderId, terms }))],
    };
  },
  'an order that one picture misses is gone': (honest) => (state, event) => {
    if (event.type !== 'AccountRead') return honest(state, event);
    const missed = ({ orderId, status, terms, updatedAt }: OrderRecord): boolean =>
      status === 'working' &&
      terms.kind !== 'market' &&
      updatedAt < event.askedAt &&
      !event.orders.some((order) => order.orderId === orderId);
    return honest(
      withOrders(state, (order) => (missed(order) ? { ...order, status: 'cancelled' } : order)),
      event,
    );
  },
  'a position is adopted on one picture': onlyAfterRead((state, event) => {
    const { ladder } = state.durable;
    const row = event.positions.find(({ symbol, positionSide }) => symbol === ladder?.symbol && positionSide !== 'LONG');
    const qty = (row?.amount.replace('-', '') ?? '0') as Qty;
    return ladder && qty !== ladder.position.qty ? withLadder(state, { position: { ...ladder.position, qty } }) : state;
  }),
  'the MDD stop comes with the first part of the second entry': (honest) => (state, event) => {
    const part = event.type === 'OrderFilled' && roleOf(state, event.order.orderId) === 'entry2' && event.order.status === 'open';
    if (!part) return honest(state, event);
    const decided = honest(state, event);
    const second = decided.state.durable.orders[event.order.orderId];
    const terms = second && { ...second.terms, kind: 'stop' as const };
    if (!terms) return decided;
    const orderId = `${event.order.orderId}-s` as OrderId;
    const stop = {
      kind: 'stop',
      symbol: terms.symbol,
      side: 'BUY',
      closes: true,
      trigger: event.fill.price,
      positionMode: terms.positionMode,
    } as const;
    const record: OrderRecord = {
      ...(second as OrderRecord),
      orderId,
      role: 'mddStop',
      terms: stop,
      status: 'submitting',
      filledQty: '0' as Qty,
      trades: [],
    };
    const { durable } = decided.state;
    return {
      ...decided,
      state: { ...decided.state, durable: { ...durable, orders: { ...durable.orders, [orderId]: record } } },
      effects: [...decided.effects, { type: 'PlaceOrder', orderId, terms: stop }],
    };
  },
  'the five-second rule also closes for entries': (honest) => (state, event) => {
    const { ladder } = state.durable;
    const entry = ladder && state.durable.orders[ladder.entry1];
    const stalled =
      entry?.status === 'working' && entry.lastFillAt !== undefined && event.at - entry.lastFillAt >= 5000 && !ladder?.closing;
    const decided = honest(state, event);
    return stalled
      ? {
          ...decided,
          state: withLadder(decided.state, {
            closing: { reason: 'stalledExit', since: event.at, orderId: undefined, failures: 0, retryAt: undefined },
          }),
        }
      : decided;
  },
  'an entry leaves although the operator has stopped entries': (honest) => (state, event) => {
    if (!['MarkPricesArrived', 'EntryConditionsRead', 'SymbolPrepared', 'MessageReceived', 'BalancesRead'].includes(event.type))
      return honest(state, event);
    const { entriesOff } = state.durable;
    const decided = honest({ ...state, durable: { ...state.durable, entriesOff: undefined } }, event);
    return { ...decided, state: { ...decided.state, durable: { ...decided.state.durable, entriesOff } } };
  },
  'monitoring goes on over a restart': (honest) => (state, event) => {
    const decided = honest(state, event);
    if (event.type !== 'EngineStarted') return decided;
    return { ...decided, state: { ...decided.state, durable: { ...decided.state.durable, monitors: state.durable.monitors } } };
  },
  'a ban is ignored': (honest) => (state, event) => {
    if (!('until' in event) || event.until === undefined) return honest(state, event);
    const { until: _, ...rest } = event;
    return honest(state, ('reason' in rest ? { ...rest, reason: 'clock' } : rest) as EngineEvent);
  },
  'an exit that is gone is not placed again': (honest) => (state, event) => {
    const decided = honest(state, event);
    const last = state.durable.ladder?.exitLimit.orderId;
    const again = decided.effects.find((effect) => effect.type === 'PlaceOrder' && isExitRole(roleOf(decided.state, effect.orderId)));
    if (again?.type !== 'PlaceOrder' || last === undefined || state.durable.ladder?.symbol !== again.terms.symbol) return decided;
    const { [again.orderId]: _, ...orders } = decided.state.durable.orders;
    const { exitLimit } = state.durable.ladder;
    return without(
      { ...decided, state: withLadder({ ...decided.state, durable: { ...decided.state.durable, orders } }, { exitLimit }) },
      (effect) => effect === again,
    );
  },
  'the emergency close says flat on one picture': onlyAfterRead((state, event) => {
    const { emergency, ladder } = state.durable;
    const flat = emergency?.state === 'running' && event.orders.length === 0 && event.positions.length === 0 && ladder !== undefined;
    return flat ? { ...state, durable: { ...state.durable, emergency: { ...emergency, state: 'flat' } } } : state;
  }),
  'the emergency close takes a failed read for an empty account': (honest) => (state, event) => {
    const { emergency } = state.durable;
    const decided = honest(state, event);
    if (event.type !== 'ReadFailed' || event.what !== 'account' || emergency?.state !== 'running') return decided;
    return { ...decided, state: { ...decided.state, durable: { ...decided.state.durable, emergency: { ...emergency, state: 'flat' } } } };
  },
  'settings change while a position is open': (honest) => (state, event) => {
    const decided = honest(state, event);
    if (event.type !== 'SettingsUpdateRequested') return decided;
    const settings = { ...state.durable.settings, ...event.settings };
    return { ...decided, state: { ...decided.state, durable: { ...decided.state.durable, settings } } };
  },
  'a decision depends on more than its event': (honest) => (state, event) => {
    const decided = honest(state, event);
    steps += 1;
    return decided.log.length === 0
      ? decided
      : {
          ...decided,
          log: decided.log.map((entry) =>
            entry.kind === 'note' ? { ...entry, numbers: { ...entry.numbers, steps: String(steps) } } : entry,
          ),
        };
  },
  'a quantity with too many digits': (honest) => (state, event) => {
    const decided = honest(state, event);
    const effects = decided.effects.map((effect) =>
      effect.type === 'PlaceOrder' && effect.terms.kind === 'limit'
        ? {
            ...effect,
            terms: { ...effect.terms, qty: `${effect.terms.qty.includes('.') ? effect.terms.qty : `${effect.terms.qty}.`}0000001` as Qty },
          }
        : effect,
    );
    return { ...decided, effects };
  },
};

function onlyAfterRead(change: (state: EngineState, event: Extract<EngineEvent, { type: 'AccountRead' }>) => EngineState): Plant {
  return (honest) => (state, event) => {
    const decided = honest(state, event);
    return event.type === 'AccountRead' ? { ...decided, state: change(decided.state, event) } : decided;
  };
}
