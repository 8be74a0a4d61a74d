import { isLive, type OrderNews, orderLife } from '../../core/order/life.ts';
import type { OrderStatus } from '../../core/state.ts';

const statuses = Object.keys(orderLife) as readonly OrderStatus[];
const newsOf = (status: OrderStatus): readonly OrderNews[] => Object.keys(orderLife[status]) as readonly OrderNews[];

/** The table of `core/order/life.ts`, drawn: one arrow for each pair of statuses, with the news that lead there. */
export function orderDiagram(): string {
  const arrows = statuses.flatMap((from) =>
    statuses.flatMap((to) => {
      const news = newsOf(from).filter((each) => orderLife[from][each] === to);
      return news.length === 0 ? [] : [`  ${from} --> ${to}: ${news.join(', ')}`];
    }),
  );
  return ['```mermaid', 'stateDiagram-v2', '  [*] --> submitting', '  [*] --> notSent: dry run', ...arrows, '```'].join('\n');
}

/** The same as a table: a dash is an illegal move. */
export function orderTable(): string {
  const news = [...new Set(statuses.flatMap(newsOf))];
  const rows = statuses.map((from) => [`${from}${isLive(from) ? ' (live)' : ''}`, ...news.map((each) => orderLife[from][each] ?? '—')]);
  return [['', ...news], ['---', ...news.map(() => '---')], ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Section 2.2: every way a phase can go, with the clause. */
const phaseArrows: readonly (readonly [from: string, to: string, why: string])[] = [
  ['[*]', 'IDLE', ''],
  ['IDLE', 'MONITORING', 'filters passed (W14–W17)'],
  ['MONITORING', 'ENTRY_ORDER', 'trigger, order sent (W17-2, W33)'],
  ['MONITORING', 'IDLE', 'risk, lost tie, other order, lock (R01, W18, W46, W23-1)'],
  ['ENTRY_ORDER', 'PHASE1', 'first entry complete (W39, D8)'],
  ['ENTRY_ORDER', 'IDLE', 'risk before a fill, refused (R02, W35)'],
  ['ENTRY_ORDER', 'EXITING', 'closing at market (W38, W23-1, D22)'],
  ['PHASE1', 'PHASE2', 'first fill of the second entry (W43)'],
  ['PHASE1', 'EXITING', 'TP at work, closing at market (W40, R04)'],
  ['PHASE2', 'EXITING', 'break-even at work, closing at market (W43, R04)'],
  ['EXITING', 'PHASE1', 'exit limit taken back (W37, R20)'],
  ['EXITING', 'PHASE2', 'exit limit taken back (W43, R20)'],
  ['EXITING', 'IDLE', 'flat or dust (W55, R21, R22)'],
  ['PHASE1', 'IDLE', 'closed by others (R21)'],
  ['IDLE', 'ENTRY_ORDER', 'an entry thought finished is alive (D8, D17)'],
  ['IDLE', 'PHASE1', 'late fill of an entry thought finished (D8)'],
  ['IDLE', 'EXITING', 'late fill after an emergency close or a risk message (D22, R03)'],
];
export const phaseDiagram = (): string =>
  [
    '```mermaid',
    'stateDiagram-v2',
    ...phaseArrows.map(([from, to, why]) => `  ${from} --> ${to}${why === '' ? '' : `: ${why}`}`),
    '```',
  ].join('\n');
/** What the diagram of phases shows, for the test that compares it with what scenarios really do. */
export const drawnPhases: ReadonlySet<string> = new Set(phaseArrows.map(([from, to]) => `${from} → ${to}`));
