import dns from 'node:dns';
import http from 'node:http';
import net from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { trader } from '../../simulator/binance/test-exchange.ts';
import { flatAfter, inFlow } from './flow.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Every address that any code of this process dialled or asked the name service for. */
const dialled: string[] = [];
const { connect } = net.Socket.prototype;
const { lookup } = dns;

interface Address {
  readonly host?: string;
  readonly port?: number | string;
  readonly path?: string;
}

beforeAll(() => {
  // `net.connect` hands over its arguments as one array, in which the options come first.
  net.Socket.prototype.connect = function trapped(this: net.Socket, ...args: unknown[]) {
    const first = Array.isArray(args[0]) ? args[0][0] : args[0];
    const { host, port, path } = (typeof first === 'object' && first !== null ? first : { port: first, host: args[1] }) as Address;
    dialled.push(path ?? `${host ?? 'localhost'}:${port}`);
    return Reflect.apply(connect, this, args);
  } as typeof connect;
  dns.lookup = ((name: string, ...rest: unknown[]) => {
    dialled.push(`name ${name}`);
    return Reflect.apply(lookup, dns, [name, ...rest]);
  }) as typeof lookup;
});
afterAll(() => {
  net.Socket.prototype.connect = connect;
  dns.lookup = lookup;
});

test('the trap notices what fetch and http dial', async () => {
  dialled.length = 0;
  await expect(fetch('http://127.0.0.2:45999/')).rejects.toThrow();
  await new Promise((done) => http.get('http://127.0.0.3:45999/').once('error', done));
  expect(dialled).toEqual(['127.0.0.2:45999', '127.0.0.3:45999']);
});

test('a whole run with API keys, from start to a closed trade, with troubles, dials only the given address', async () => {
  expect(trader.apiKey).not.toBe('');
  await inFlow({ settings: { wsFallbackSeconds: 1, staleMarkPriceSeconds: 10 } }, async (flow) => {
    const { faults, restUrl } = flow.exchange.server;
    await flow.stops();
    dialled.length = 0;
    await flow.starts();
    await flow.reachesPhase2WithStop();
    await flow.until('the break-even exit works', () => flow.order('breakEven')?.status === 'working');
    faults.silence('market');
    await flow.until('REST prices are asked for', () => flow.engine.state.live.prices.source === 'rest');
    faults.speak('market');
    faults.cut('all');
    faults.expireListenKey(trader.accountId);
    faults.next({ method: 'GET' }, { kind: 'dropBeforeExecuting' }, 2);
    await flow.until('both streams are lost', () => flow.codes().filter((code) => code === 'streamLost').length >= 2);
    await flow.until('both streams are back', () => flow.streamsAreOpen());
    flow.depthIsGenerous();
    flow.markIs('117.5');
    await flow.reaches('IDLE');
    expect(flow.ending()).toEqual(flatAfter(1));
    expect(dialled.length).toBeGreaterThan(5);
    expect([...new Set(dialled)]).toEqual([new URL(restUrl).host]);
  });
});
