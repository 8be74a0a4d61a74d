import { expect, test } from 'vitest';
import type { OrderView, PositionView } from '../../../shared/contract/view.ts';
import { idTail, ordersNow, planRows } from './rows.ts';

test('a stop stands first and has no target, because it goes to market', () => {
  const position = {
    stop: { kind: 'mdd', trigger: '7.6', status: 'working' },
    secondEntry: null,
    breakEven: { target: '6.6', trigger: '6.61', status: 'ordered' },
    takeProfit: { target: '6', trigger: '6.01', status: 'watching' },
  } as unknown as PositionView;
  expect(planRows(position).map(({ word, target, standing }) => [word, target, standing])).toEqual([
    ['stopMdd', null, true],
    ['breakEven', '6.6', true],
    ['takeProfit', '6', false],
  ]);
});

test('a stop that is only submitted does not count as standing', () => {
  const position = {
    stop: { kind: 'breakEven', trigger: '6', status: 'submitting' },
    secondEntry: null,
    breakEven: null,
    takeProfit: null,
  };
  expect(planRows(position as unknown as PositionView)[0]).toMatchObject({ word: 'stopBreakEven', standing: false });
});

test('only live orders exist now', () => {
  expect(ordersNow([{ live: true }, { live: false }] as OrderView[])).toHaveLength(1);
  expect([idTail('88214450104'), idTail(null)]).toEqual(['…450104', '—']);
});
