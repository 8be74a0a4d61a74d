import type { Given, Happening } from '../scenario.ts';
import { both } from './both.ts';
import { fillsWhole } from './exchange.ts';
import { leadingMarket } from './messages.ts';
import { mark } from './prices.ts';

const rowsBefore: readonly (readonly [string, Happening])[] = [
  ['08:30:00', leadingMarket('SOL')],
  ['08:30:01', mark('99.9')],
  ['08:30:02', fillsWhole('entry1')],
  ['08:30:03', mark('114.885')],
  ['08:30:04', fillsWhole('entry2')],
];
const upTo = (count: number, ko: string, en: string): Given => ({ words: both(ko, en), started: true, rows: rowsBefore.slice(0, count) });

/** The process is not there yet: `restart()` is its first start. */
export const unstarted: Given = { words: both('시작 전', 'not started yet'), started: false, rows: [] };
export const monitoring: Given = upTo(1, 'SOL 모니터링 중: 목표 100, 트리거 99.9', 'SOL is monitored: target 100, trigger 99.9');
export const entryOrder: Given = upTo(2, 'SOL 1차 진입 주문 50 @ 100 미체결, 마크 99.9', 'SOL entry order 50 @ 100 is open, mark 99.9');
export const phase1: Given = upTo(3, 'SOL PHASE1: 50 @ 100, 마크 99.9', 'SOL in PHASE1: 50 @ 100, mark 99.9');
export const phase1SecondOrdered: Given = upTo(
  4,
  'SOL PHASE1: 50 @ 100, 2차 주문 43.04 @ 115 미체결, 마크 114.885',
  'SOL in PHASE1: 50 @ 100, second order 43.04 @ 115 open, mark 114.885',
);
export const phase2: Given = upTo(
  5,
  'SOL PHASE2: 93.04 @ 평단 106.939…, MDD 스탑 제출됨, 마크 114.885',
  'SOL in PHASE2: 93.04 @ average 106.939…, MDD stop placed, mark 114.885',
);
/** More rows after a given one. */
export const andThen = (given: Given, words: readonly [ko: string, en: string], ...rows: Given['rows']): Given => ({
  words,
  started: given.started,
  rows: [...given.rows, ...rows],
});
