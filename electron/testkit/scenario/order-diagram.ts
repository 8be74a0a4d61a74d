import type { PhaseWord } from '../../../shared/domain/record.ts';
import { isLive, type OrderNews, orderLife } from '../../core/order/life.ts';
import { phaseLife } from '../../core/position/phase-life.ts';
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

/** The table of `core/position/phase-life.ts`, drawn. */
const phaseArrows = (Object.keys(phaseLife) as readonly PhaseWord[]).flatMap((from) =>
  Object.entries(phaseLife[from]).map(([to, why]) => ({ from, to, why })),
);
export const phaseDiagram = (): string =>
  ['```mermaid', 'stateDiagram-v2', '  [*] --> IDLE', ...phaseArrows.map(({ from, to, why }) => `  ${from} --> ${to}: ${why}`), '```'].join(
    '\n',
  );
/** What the diagram of phases shows, for the test that compares it with what scenarios really do. */
export const drawnPhases: ReadonlySet<string> = new Set(phaseArrows.map(({ from, to }) => `${from} → ${to}`));
