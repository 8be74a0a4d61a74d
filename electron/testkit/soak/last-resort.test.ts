import { describe, expect, test } from 'vitest';
import { dec } from '../../../shared/domain/decimal.ts';
import { orderIdOf, symbolOf } from '../../../shared/domain/ids.ts';
import { CANDLE_MS } from '../../../shared/domain/market.ts';
import { say } from '../../../shared/domain/say.ts';
import { MemoryJournal } from '../../adapters/journal/memory/memory-journal.ts';
import { phaseOf } from '../../core/position/ladder.ts';
import { ScriptedMarket, scriptedRules } from '../../simulator/matching/scripted-market.ts';
import { leadingMarket } from '../flows/channel.ts';
import { BEGINNING, VirtualDesk } from './virtual-desk.ts';

const COINS = ['BTCUSDT', 'SOLUSDT', 'LINKUSDT'];

/** A desk whose journal can be broken at any moment, in a market that stands at 100. */
function given(options: { readonly broken?: unknown } = {}) {
  const market = new ScriptedMarket(BEGINNING);
  for (const coin of COINS) market.list(scriptedRules(coin), '100');
  const candle = Math.floor(BEGINNING / CANDLE_MS) * CANDLE_MS;
  market.setCandles(
    'SOLUSDT',
    '3m',
    [-5, -4, -3, -2, -1].map((n) => [candle + n * CANDLE_MS, '100', '110', '99', '100'] as const),
  );
  const journal = new MemoryJournal('unit01');
  const disk = { full: false };
  const desk = new VirtualDesk({
    feed: market,
    journal,
    settings: { mode: 'aggressive' },
    broken: options.broken,
    append(row, state) {
      if (disk.full) throw Object.assign(new Error('database or disk is full'), { trouble: 'diskFull' });
      journal.append(row, state);
    },
  });
  const marks = async (price: string, ms = 3000): Promise<void> => {
    market.advance(desk.clock.now() - market.now);
    market.setMark('SOLUSDT', price);
    await desk.passes(ms);
  };
  /** A short of ours in PHASE1, and a foreign short beside it. */
  const holdsShort = async (): Promise<void> => {
    desk.start();
    await desk.passes(3000);
    desk.channel.posts(leadingMarket('SOL'));
    await desk.passes(2000);
    await marks('109.95');
    await marks('110.5');
    const { ladder } = desk.engine.state.durable;
    expect(ladder && phaseOf(desk.engine.state.durable, ladder)).toBe('PHASE1');
    desk.sells('LINKUSDT', '1');
    await desk.passes(1000);
  };
  const fills = async (): Promise<void> => {
    disk.full = true;
    desk.engine.receive({ type: 'EntriesPauseRequested' });
  };
  const emergency = async () => (await desk.link.snapshot()).view.emergency;
  const steps = async (): Promise<readonly string[]> => {
    const told = await emergency();
    return told.state === 'idle' ? [] : told.steps.map((step) => say(step.said, 'en'));
  };
  return { desk, market, disk, marks, holdsShort, fills, emergency, steps };
}

const places = (desk: VirtualDesk): string[] =>
  desk.stands.positions.map(({ symbol, amount }) => `${symbol} ${amount.startsWith('-') ? 'short' : 'long'}`);

test('with a full disk nothing of the law is sent any more, and the screen says what to do', async () => {
  const { desk, holdsShort, fills, marks } = given();
  await holdsShort();
  await fills();
  const before = places(desk);
  await marks('90', 60_000);
  expect(places(desk)).toEqual(before);
  expect(desk.stands.orders).toEqual([]);
  expect((await desk.link.snapshot()).view.engine).toMatchObject({
    state: 'halted',
    haltReason: 'database or disk is full',
    halt: { code: 'haltDiskFull' },
  });
});

test('the emergency close of a halted engine ends flat and verified, and leaves what is not ours', async () => {
  const { desk, holdsShort, fills, emergency } = given();
  await holdsShort();
  await fills();
  expect(await desk.link.send('emergency.close', { scope: 'bot' })).toMatchObject({ ok: true });
  await desk.passes(10_000);
  expect(places(desk)).toEqual(['LINKUSDT short']);
  const view = await emergency();
  expect(view).toMatchObject({ state: 'flat', scope: 'bot' });
  expect('steps' in view && view.steps.map(({ said }) => said.code)).toEqual([
    'lastResortBegun',
    'emergencyLeft',
    'lastResortAsked',
    'emergencyLooksFlat',
    'emergencyFlat',
  ]);
});

test('account scope closes positions and orders of other hands too; a second press never narrows it', async () => {
  const { desk, holdsShort, fills, emergency } = given();
  await holdsShort();
  await fills();
  await desk.link.send('emergency.close', { scope: 'account' });
  await desk.link.send('emergency.close', { scope: 'bot' });
  await desk.passes(10_000);
  expect(desk.stands).toEqual({ positions: [], orders: [], stops: [] });
  expect(await emergency()).toMatchObject({ state: 'flat', scope: 'account' });
});

test('an emergency close during which the disk fills up is carried on without the journal', async () => {
  const { desk, holdsShort, disk, emergency } = given();
  await holdsShort();
  disk.full = true;
  expect(await desk.link.send('emergency.close', { scope: 'bot' })).toMatchObject({ ok: true });
  await desk.passes(10_000);
  expect(places(desk)).toEqual(['LINKUSDT short']);
  expect(await emergency()).toMatchObject({ state: 'flat' });
});

test('lost answers and refused reads never make it flat too early, nor turn the short into a long', async () => {
  const { desk, holdsShort, fills, emergency } = given();
  await holdsShort();
  await fills();
  desk.faults.loseAnswer('place');
  desk.faults.refuse('read', -1000);
  await desk.link.send('emergency.close', { scope: 'bot' });
  await desk.passes(25_000);
  expect(places(desk)).toEqual(['LINKUSDT short']);
  expect(await emergency()).toMatchObject({ state: 'flat' });
});

test('while the exchange refuses every read it says NOT CONFIRMED, and goes on until it is flat', async () => {
  const { desk, holdsShort, fills, emergency } = given();
  await holdsShort();
  await fills();
  desk.faults.ban(60_000);
  await desk.link.send('emergency.close', { scope: 'bot' });
  await desk.passes(45_000);
  expect(await emergency()).toMatchObject({ state: 'notConfirmed' });
  expect(places(desk)).toContain('SOLUSDT short');
  await desk.passes(30_000);
  expect(places(desk)).toEqual(['LINKUSDT short']);
  expect(await emergency()).toMatchObject({ state: 'flat' });
});

test('without the stored state it cannot tell whose a position is: it says so and touches nothing, unless the account is meant', async () => {
  const { desk, emergency, steps } = given({ broken: Object.assign(new Error('journal locked'), { trouble: 'databaseBusy' }) });
  desk.sells('SOLUSDT', '1');
  desk.start();
  expect((await desk.link.snapshot()).view.engine.halt?.code).toBe('haltDatabaseBusy');
  await desk.link.send('emergency.close', { scope: 'bot' });
  await desk.passes(5000);
  expect(await emergency()).toMatchObject({ state: 'notConfirmed' });
  expect(places(desk)).toEqual(['SOLUSDT short']);
  expect((await steps()).join('\n')).toMatch(
    /nobody here can prove which positions[\s\S]*SOLUSDT.*They were left. The account scope closes them/,
  );
  await desk.link.send('emergency.close', { scope: 'account' });
  await desk.passes(5000);
  expect(await emergency()).toMatchObject({ state: 'flat' });
  expect(desk.stands.positions).toEqual([]);
});

describe('with a lost journal the bot scope', () => {
  const lost = () => given({ broken: Object.assign(new Error('journal locked'), { trouble: 'databaseBusy' }) });
  const SOL = symbolOf('SOLUSDT');
  /** Orders of an earlier process, told by their mark only. */
  const ours = { symbol: SOL, positionMode: 'ONE-WAY' } as const;
  const entryOf = (desk: VirtualDesk, price: string) =>
    desk.exchange.placeOrder(orderIdOf('vgl-gone01-1-0'), {
      ...{ ...ours, kind: 'limit', side: 'SELL', closes: false, qty: dec('1'), price: dec(price) },
    });

  test('cancels an entry of ours by its mark and leaves the short on the same symbol, which the entry does not explain', async () => {
    const { desk, emergency } = lost();
    desk.sells('SOLUSDT', '1');
    desk.start();
    const placing = entryOf(desk, '120');
    await desk.passes(1000);
    expect(await placing).toMatchObject({ kind: 'accepted' });
    await desk.link.send('emergency.close', { scope: 'bot' });
    await desk.passes(10_000);
    expect(desk.stands.orders).toEqual([]);
    expect(places(desk)).toEqual(['SOLUSDT short']);
    expect(await emergency()).toMatchObject({ state: 'notConfirmed' });
  });

  test('closes a short beside which an exit of ours stands, and nothing else', async () => {
    const { desk, emergency } = lost();
    desk.sells('SOLUSDT', '1');
    desk.sells('LINKUSDT', '1');
    desk.start();
    const terms = { ...ours, kind: 'stop', side: 'BUY', closes: true, trigger: dec<'quote per base'>('130') } as const;
    const placing = desk.exchange.placeOrder(orderIdOf('vgl-gone01-2-0'), terms);
    await desk.passes(1000);
    expect(await placing).toMatchObject({ kind: 'accepted' });
    await desk.link.send('emergency.close', { scope: 'bot' });
    await desk.passes(10_000);
    expect(desk.stands.stops).toEqual([]);
    expect(places(desk)).toEqual(['LINKUSDT short']);
    expect(await emergency()).toMatchObject({ state: 'notConfirmed' });
  });
});
