import { locksOf } from '../core/gate/locks.ts';
import type { ExchangePort } from '../ports/exchange.ts';
import type { AlarmDesk } from './alarms/alarm-desk.ts';
import type { Engine } from './engine.ts';

interface Metric {
  readonly name: string;
  readonly kind: 'counter' | 'gauge';
  readonly help: string;
  readonly value: number;
}

/** Prometheus text. Unknown ages are left out rather than told as 0. */
export function metricsText(
  engine: Pick<Engine, 'state' | 'counts' | 'halted'>,
  exchange: ExchangePort,
  now: number,
  alarms?: AlarmDesk,
): string {
  const { durable, live } = engine.state;
  const weight = exchange.weight();
  const metrics: (Metric | undefined)[] = [
    { name: 'vigil_events_total', kind: 'counter', help: 'Events written to the journal', value: engine.counts.events },
    { name: 'vigil_idle_events_total', kind: 'counter', help: 'Events that changed nothing', value: engine.counts.idle },
    { name: 'vigil_effects_total', kind: 'counter', help: 'Effects performed', value: engine.counts.effects },
    { name: 'vigil_orders_sent_total', kind: 'counter', help: 'Order requests sent', value: engine.counts.placed },
    { name: 'vigil_monitored_symbols', kind: 'gauge', help: 'Symbols monitored', value: durable.monitors.length },
    {
      name: 'vigil_position_open',
      kind: 'gauge',
      help: '1 while a position of ours is open',
      value: durable.ladder && durable.ladder.position.qty !== '0' ? 1 : 0,
    },
    { name: 'vigil_locks', kind: 'gauge', help: 'Reasons that forbid an entry now', value: locksOf(engine.state).length },
    {
      name: 'vigil_account_differences_total',
      kind: 'counter',
      help: 'Differences from the exchange that account reads found',
      value: live.account.differences.count,
    },
    {
      name: 'vigil_account_differences_open',
      kind: 'gauge',
      help: 'Differences that the last account read still showed',
      value: live.account.differences.open.length,
    },
    alarms && {
      name: 'vigil_alarms_missed_total',
      kind: 'counter',
      help: 'Alarms given up without delivery',
      value: alarms.counts.missed,
    },
    { name: 'vigil_halted', kind: 'gauge', help: '1 when the engine stands still', value: engine.halted === undefined ? 0 : 1 },
    { name: 'vigil_request_weight', kind: 'gauge', help: 'Request weight used in the running minute', value: weight.usedWeight },
    age('vigil_price_age_seconds', 'Age of the last fresh mark price', live.prices.freshAt, now),
    age('vigil_account_read_age_seconds', 'Age of the last account read', live.account.readAt, now),
    live.clock && { name: 'vigil_clock_offset_ms', kind: 'gauge', help: 'Exchange clock minus own clock', value: live.clock.offsetMs },
  ];
  return metrics
    .flatMap((metric) =>
      metric ? [`# HELP ${metric.name} ${metric.help}`, `# TYPE ${metric.name} ${metric.kind}`, `${metric.name} ${metric.value}`] : [],
    )
    .join('\n')
    .concat('\n');
}

const age = (name: string, help: string, at: number | undefined, now: number): Metric | undefined =>
  at === undefined ? undefined : { name, kind: 'gauge', help, value: (now - at) / 1000 };
