import { expect, test } from 'vitest';
import { CANDLE_MS } from '../../../shared/domain/market.ts';
import { MemoryJournal } from '../../adapters/journal/memory/memory-journal.ts';
import { ScriptedMarket, scriptedRules } from '../../simulator/matching/scripted-market.ts';
import { leadingMarket } from '../flows/channel.ts';
import { BEGINNING, VirtualDesk } from './virtual-desk.ts';

for (const jumpMs of [3_600_000, -3_600_000])
  test(`a clock that jumps by ${jumpMs / 3_600_000} h is told once, old prices decide nothing, and the account is read again`, async () => {
    const market = new ScriptedMarket(BEGINNING);
    market.list(scriptedRules('SOLUSDT'), '100');
    const candle = Math.floor(BEGINNING / CANDLE_MS) * CANDLE_MS;
    market.setCandles(
      'SOLUSDT',
      '3m',
      [-5, -4, -3, -2, -1].map((n) => [candle + n * CANDLE_MS, '100', '110', '99', '100'] as const),
    );
    let skew = 0;
    const journal = new MemoryJournal('unit01');
    const desk = new VirtualDesk({
      feed: market,
      journal,
      settings: { mode: 'aggressive' },
      clock: (clock) => ({ ...clock, now: () => clock.now() + skew }),
    });
    desk.start();
    await desk.passes(3000);
    desk.channel.posts(leadingMarket('SOL'));
    await desk.passes(3000);
    expect(desk.engine.state.durable.monitors).toHaveLength(1);
    expect(desk.engine.state.live.marks).not.toEqual({});

    const before = desk.engine.seq;
    skew = jumpMs;
    desk.engine.wake();
    const [told] = [...journal.rows(before)];
    expect(told?.event).toMatchObject({ type: 'ClockTicked' });
    expect(told?.effects.map(({ type }) => type)).toEqual(expect.arrayContaining(['ReadClock']));
    expect(desk.engine.state.live.marks).toEqual({});
    await desk.passes(5000);
    const after = [...journal.rows(before)];
    expect(after.filter(({ event }) => event.type === 'ClockTicked' && event.lostMs !== undefined)).toHaveLength(1);
    expect(after.map(({ event }) => event.type)).toEqual(expect.arrayContaining(['ClockRead', 'AccountRead', 'MarkPricesArrived']));

    // And the watch goes on with fresh prices.
    market.advance(desk.clock.now() - market.now);
    market.setMark('SOLUSDT', '110.5');
    await desk.passes(3000);
    expect(desk.engine.state.durable.ladder?.symbol).toBe('SOLUSDT');
  });
