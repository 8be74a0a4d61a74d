import { describe, expect, test } from 'vitest';
import type { MonitoredView, View } from '../../../shared/contract/view.ts';
import type { Percent } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import { markText, nearness, rowKey, triggerReached } from './rows.ts';

const near = 'NEARUSDT' as MarketSymbol;
const row = {
  symbol: near,
  mode: 'conservative',
  step: 1,
  target: '6.182',
  trigger: '6.176',
  mark: '6.1',
  distancePercent: '1.3',
  since: 1,
  status: 'waiting',
  tickSize: '0.001',
} as unknown as MonitoredView;

describe('a monitored row', () => {
  test('a new mark alone does not render the row again, reaching the trigger does', () => {
    expect(rowKey({ ...row, mark: '6.11' as never, distancePercent: '1.2' as Percent })).toBe(rowKey(row));
    expect(rowKey({ ...row, mark: '6.176' as never })).not.toBe(rowKey(row));
  });
  test('the trigger is inclusive and unknown marks never reach it', () => {
    expect([
      triggerReached({ ...row, mark: '6.176' as never }),
      triggerReached({ ...row, mark: '6.1759' as never }),
      triggerReached({ ...row, mark: null }),
    ]).toEqual([true, false, false]);
  });
  test('the bar is full at the target and beyond, empty from ten percent on, and absent when unknown', () => {
    expect(['0', '-3', '10', '55', '5'].map((text) => nearness(text as Percent))).toEqual([100, 100, 0, 0, 50]);
    expect(nearness(null)).toBeNull();
  });
  test('the fresher mark wins over the one in the row', () => {
    const view = (marks: object) => ({ monitoring: [row], marks }) as unknown as View;
    expect(markText(view({ NEARUSDT: { price: '6.2', at: 1 } }), near)).toBe('6.200');
    expect(markText(view({}), near)).toBe('6.100');
  });
});
