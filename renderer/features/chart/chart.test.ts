import { describe, expect, test } from 'vitest';
import type { OrderView, PositionView, View } from '../../../shared/contract/view.ts';
import type { Price } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import type { Candle } from '../../../shared/domain/market.ts';
import { barsOf, decimalsFor, withMark } from './candles.ts';
import { anyFar, edgesOf, labelsOf } from './labels.ts';
import { bandsOf, type ChartLine, linesOf, shownSymbol } from './lines.ts';
import { barTimeOf, eventsOf } from './markers.ts';

const near = 'NEARUSDT' as MarketSymbol;
const row = { symbol: near, step: 1, target: '6.182', trigger: '6.176', status: 'waiting', tickSize: '0.001' };
const stop = { orderId: 'a', symbol: near, role: 'mddStop', live: true, price: null, trigger: '7.6', qty: null, status: 'working' };
const position = {
  symbol: near,
  average: '6.6',
  qty: '1503',
  takeProfit: { target: '6.3', trigger: '6.306', status: 'watching' },
  breakEven: null,
  secondEntry: { target: '7.1', trigger: '7.093', status: 'watching' },
  tickSize: '0.001',
};
const view = (parts: object) => ({ monitoring: [], position: null, orders: [], ...parts }) as unknown as View;
const drawn = (lines: readonly ChartLine[]) => lines.map((line) => `${line.style} ${line.id} ${line.price} ${line.detail}`.trim());

describe('lines on the chart', () => {
  test('a monitored target is dashed and its trigger dotted', () => {
    expect(drawn(linesOf(view({ monitoring: [row] }), near))).toEqual(['dashed target 6.182', 'dotted trigger 6.176']);
  });
  test('what exists at the exchange is solid, and a stop says so', () => {
    expect(drawn(linesOf(view({ orders: [stop] }), near))).toEqual(['solid order a 7.6 STOP']);
  });
  test('an order that was never sent is only an intention', () => {
    expect(drawn(linesOf(view({ orders: [{ ...stop, status: 'notSent' }] }), near))[0]).toMatch(/^dashed/);
  });
  test('finished orders and other symbols are not drawn', () => {
    expect(
      linesOf(
        view({
          orders: [
            { ...stop, live: false },
            { ...stop, symbol: 'BTCUSDT' },
          ],
        }),
        near,
      ),
    ).toEqual([]);
  });
  test('a position shows average and plans from the top down, and its second entry once', () => {
    const lines = linesOf(view({ position, monitoring: [{ ...row, step: 2 }] }), near);
    expect(drawn(lines)).toEqual([
      'dashed secondEntry 7.1',
      'dotted secondTrigger 7.093',
      'solid average 6.6 1,503',
      'dashed takeProfit 6.3 1,503',
    ]);
  });
  test('a plan that has become an order is drawn as the order only', () => {
    const ordered = {
      ...position,
      takeProfit: { ...position.takeProfit, status: 'ordered' },
      secondEntry: null,
    } as unknown as PositionView;
    expect(drawn(linesOf(view({ position: ordered }), near))).toEqual(['solid average 6.6 1,503']);
  });
  test('of labels that would cover each other the one at the exchange stays and counts the others', () => {
    const lines = [
      { id: 'planned', style: 'dashed' },
      { id: 'standing', style: 'solid' },
      { id: 'reference', style: 'dotted' },
      { id: 'apart', style: 'dashed' },
      { id: 'unknown', style: 'solid' },
    ] as ChartLine[];
    const y: Record<string, number> = { planned: 10, standing: 20, reference: 25, apart: 34 };
    expect([...labelsOf(lines, (line) => y[line.id] ?? null)]).toEqual([
      ['standing', 1],
      ['apart', 0],
    ]);
  });
  test('what lies outside of the pane is told with its side, references are not', () => {
    const lines = [
      { id: 'up', style: 'dashed' },
      { id: 'in', style: 'solid' },
      { id: 'down', style: 'solid' },
      { id: 'reference', style: 'dotted' },
    ] as ChartLine[];
    const y: Record<string, number> = { up: -1, in: 100, down: 101, reference: -5 };
    expect([...edgesOf(lines, (line) => y[line.id] ?? null, 100)]).toEqual([
      ['up', 'above'],
      ['down', 'below'],
    ]);
  });
  test('lines more than six percent away are far, on either side', () => {
    const at = (price: string) => [{ price: price as Price }];
    expect([anyFar(at('105.9'), 100), anyFar(at('106.1'), 100), anyFar(at('93.9'), 100), anyFar(at('200'), undefined)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
  test('the band between target and trigger is shaded while it is waited for', () => {
    expect(bandsOf(view({ monitoring: [row] }), near).map(({ id, target, trigger }) => [id, target, trigger])).toEqual([
      ['target', '6.182', '6.176'],
    ]);
    expect(bandsOf(view({ monitoring: [{ ...row, status: 'ordered' }] }), near)).toEqual([]);
    const ordered = { ...position, takeProfit: { ...position.takeProfit, status: 'ordered' } };
    expect(bandsOf(view({ position: ordered, monitoring: [row] }), near).map(({ id }) => id)).toEqual(['secondEntry']);
  });
  test('the symbol is the chosen one, the active one, the first monitored one, or bitcoin', () => {
    const engine = (activeSymbol: string | null) => view({ engine: { activeSymbol }, monitoring: [row] });
    expect(shownSymbol(engine('ETHUSDT'), 'XRPUSDT' as MarketSymbol)).toBe('XRPUSDT');
    expect(shownSymbol(engine('ETHUSDT'), null)).toBe('ETHUSDT');
    expect(shownSymbol(engine(null), null)).toBe(near);
    expect(shownSymbol(view({ engine: { activeSymbol: null } }), null)).toBe('BTCUSDT');
  });
});

describe('candles', () => {
  const candle = (openTime: number, close: string) => ({ openTime, open: '1.5', high: '2', low: '1', close }) as unknown as Candle;
  test('are drawn oldest first and each moment once', () => {
    expect(barsOf([candle(360_000, '1.7'), candle(180_000, '1.6'), candle(360_000, '1.8')]).map((bar) => [bar.time, bar.close])).toEqual([
      [180, 1.6],
      [360, 1.8],
    ]);
  });
  test('the live mark moves the last bar, opens the next, and never rewrites the past', () => {
    const last = { time: 180, open: 1, high: 2, low: 0.5, close: 1.5 };
    expect(withMark(last, '3' as Price, 181_000, '3m')).toEqual({ ...last, high: 3, close: 3 });
    expect(withMark(last, '1' as Price, 360_000, '3m')).toEqual({ time: 360, open: 1.5, high: 1.5, low: 1, close: 1 });
    expect(withMark(last, '1' as Price, 179_999, '3m')).toBeUndefined();
    expect(withMark(undefined, '1' as Price, 181_000, '3m')).toBeUndefined();
  });
  test('show the decimals of the tick, else the finest that were seen', () => {
    expect(decimalsFor('0.001' as Price, [candle(0, '1.23456')])).toBe(3);
    expect(decimalsFor(null, [candle(0, '1.23456')])).toBe(5);
  });
});

describe('what happened', () => {
  test('our fills have a price, signals have none, history is left out', () => {
    const orders = [
      {
        orderId: 'o',
        symbol: near,
        ours: true,
        side: 'SELL',
        filledQty: '5',
        price: '6.1',
        trigger: null,
        updatedAt: 20,
      } as unknown as OrderView,
      {
        orderId: 'p',
        symbol: near,
        ours: true,
        side: 'SELL',
        filledQty: '0',
        price: '6.1',
        trigger: null,
        updatedAt: 21,
      } as unknown as OrderView,
    ];
    const message = {
      channelId: 1,
      messageId: 2,
      symbol: near,
      signal: 'leadingMarket',
      verdict: 'monitoring',
      receivedAt: 10,
      rule: 'W17',
    };
    const events = eventsOf(view({ orders, trades: [], verdicts: [message, { ...message, verdict: 'history' }] }), near);
    expect(events.map(({ kind, price }) => [kind, price])).toEqual([
      ['signal', null],
      ['sold', '6.1'],
    ]);
  });
  test('an event belongs to the bar it fell into, or to none', () => {
    expect(barTimeOf(359_999, [0, 180, 360])).toBe(180);
    expect(barTimeOf(-1, [0, 180])).toBeUndefined();
  });
});
