import { add, dec, gt, type Qty } from '../../../shared/domain/decimal.ts';
import type { ExitReason } from '../../../shared/domain/record.ts';
import type { Fact } from '../../core/event.ts';
import { locksOf, settingsLockReasons } from '../../core/gate/locks.ts';
import type { EngineState } from '../../core/state.ts';
import type { Decided } from '../../core/step.ts';
import type { World } from './world.ts';

/** The invariants that can be seen from outside while a story runs; the numbers are those of core/README.md. */
export type Invariant = 1 | 2 | 3 | 4 | 5 | 6 | 8 | 9;

export interface Breach {
  readonly invariant: Invariant;
  readonly what: string;
}

/** Looks over the engine's shoulder: what it is told, what it decides, what stands at the exchange. */
export class InvariantWatch {
  readonly breaches: Breach[] = [];
  readonly #world: World;
  readonly #trades = new Map<string, Map<string, Qty>>();
  readonly #sent = new Set<string>();
  readonly #riskSeen = new Set<string>();

  constructor(world: World) {
    this.#world = world;
  }

  look(fact: Fact, before: EngineState, decided: Decided): void {
    this.#noteTrade(fact);
    this.#oneSymbol();
    this.#countsTrades(decided.state);
    this.#watchOrders(decided);
    this.#knowsItsOrders(decided.state);
    this.#closesForACause(fact, before, decided.state);
    this.#keepsSettings(fact, before, decided.state);
  }

  #breach(invariant: Invariant, what: string): void {
    this.breaches.push({ invariant, what });
  }

  #oneSymbol(): void {
    const entries = [...this.#world.orders.values()].filter(({ status, side }) => status === 'open' && side === 'SELL');
    const shorts = [...this.#world.shorts].filter(([, { qty }]) => qty !== '0').map(([symbol]) => symbol);
    const symbols = new Set([...entries.map(({ symbol }) => symbol), ...shorts]);
    if (symbols.size > 1) this.#breach(1, [...symbols].join(' and '));
  }

  #noteTrade(fact: Fact): void {
    if (fact.type !== 'OrderFilled' && fact.type !== 'OrderFound') return;
    const fills = fact.type === 'OrderFilled' ? [fact.fill] : (fact.fills ?? []);
    const known = this.#trades.get(fact.order.orderId) ?? new Map<string, Qty>();
    for (const fill of fills) known.set(fill.tradeId, fill.qty);
    this.#trades.set(fact.order.orderId, known);
  }

  #countsTrades({ durable }: EngineState): void {
    for (const order of Object.values(durable.orders)) {
      const told = [...(this.#trades.get(order.orderId)?.values() ?? [])].reduce((sum, qty) => add(sum, qty), dec<'base'>('0'));
      if (order.filledQty !== told) this.#breach(2, `${order.role} filled ${order.filledQty}, trades told ${told}`);
    }
  }

  #watchOrders({ effects, state }: Decided): void {
    for (const effect of effects) {
      if (effect.type !== 'PlaceOrder') continue;
      const { orderId, terms } = effect;
      if (this.#sent.has(orderId) && this.#world.orders.has(orderId)) this.#breach(4, `${orderId} is at the exchange and sent again`);
      if (this.#sent.has(orderId) && state.durable.orders[orderId]?.status !== 'submitting') this.#breach(4, `${orderId} resent unproved`);
      this.#sent.add(orderId);
      const role = state.durable.orders[orderId]?.role;
      const { ladder } = state.durable;
      if (terms.closes && terms.kind !== 'stop' && role !== 'accountClose' && (!ladder || gt(terms.qty, ladder.position.qty)))
        this.#breach(3, `${role} of ${terms.qty} with a position of ${ladder?.position.qty ?? '0'}`);
      if (terms.kind === 'market' && !ladder?.closing && !(role === 'accountClose' && state.durable.emergency?.scope === 'account'))
        this.#breach(8, 'a market order while nothing closes');
      if (terms.closes) continue;
      this.#entryLeaves(state);
      // An earlier risk message is no reason against a later entry; a late fill of the cancelled one it still is.
      if (role === 'entry1') this.#riskSeen.delete(terms.symbol);
    }
  }

  #entryLeaves(state: EngineState): void {
    const own = state.durable.ladder?.symbol;
    const locks = locksOf(state).filter(({ kind, symbol }) => !(symbol === own && (kind === 'position' || kind === 'entryOrder')));
    if (locks.length > 0) this.#breach(5, `an entry left under ${locks.map(({ kind }) => kind).join(', ')}`);
  }

  #knowsItsOrders({ durable }: EngineState): void {
    for (const order of this.#world.orders.values())
      if (order.status === 'open' && !(order.orderId in durable.orders)) this.#breach(6, `${order.type} ${order.orderId} is not known`);
  }

  /** A market close begins only for one of the law's reasons, and the reason can be seen in the facts. */
  #closesForACause(fact: Fact, before: EngineState, after: EngineState): void {
    if (fact.type === 'MessageReceived' && fact.text.startsWith('🥈')) {
      const [, symbol] = /: (\w+)\.P/.exec(fact.text) ?? [];
      if (symbol !== undefined) this.#riskSeen.add(symbol);
    }
    const { ladder } = after.durable;
    if (!ladder?.closing || before.durable.ladder?.closing) return;
    if (!this.#cause(ladder.closing.reason, before, after))
      this.#breach(8, `closing at market without a cause for ${ladder.closing.reason}`);
  }

  #cause(reason: ExitReason, before: EngineState, after: EngineState): boolean {
    const { ladder, orders, emergency } = after.durable;
    const refused = Object.values(orders).some(({ refusal, terms }) => refusal !== undefined && terms.closes);
    switch (reason) {
      case 'risk':
        return ladder !== undefined && this.#riskSeen.has(ladder.symbol);
      case 'safety':
        return after.live.prices.safetySince !== undefined;
      case 'emergency':
        return emergency !== undefined || after.durable.entriesOff?.by === 'emergency';
      case 'stalledExit': {
        const id = before.durable.ladder?.exitLimit.orderId;
        const order = id === undefined ? undefined : orders[id];
        return order?.lastFillAt !== undefined && after.live.now - order.lastFillAt >= 5000;
      }
      case 'fallback':
      case 'mddStop':
      case 'breakEvenStop':
        return refused;
      case 'takeProfit':
      case 'breakEven':
      case 'outside':
        return false;
    }
  }

  #keepsSettings(fact: Fact, before: EngineState, after: EngineState): void {
    if (JSON.stringify(after.durable.settings) === JSON.stringify(before.durable.settings)) return;
    if (fact.type === 'SettingsUpdateRequested' && settingsLockReasons(before).length === 0) return;
    if (fact.type === 'EngineStarted' && !before.durable.ladder) return;
    this.#breach(9, `${fact.type} changed the settings`);
  }
}
