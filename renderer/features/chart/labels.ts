import type { ChartLine } from './lines.ts';

/** Two rows of axis text must not cover each other. */
const APART_PX = 14;
const weight: Record<ChartLine['style'], number> = { solid: 0, dashed: 1, dotted: 2 };

/**
 * Which lines keep their label, and how many labels each of those stands for besides its own. What exists at the exchange
 * wins over what is planned, and that over a reference; a reference that gives way is not counted.
 */
export function labelsOf(lines: readonly ChartLine[], yOf: (line: ChartLine) => number | null): ReadonlyMap<string, number> {
  const placed: { readonly id: string; readonly y: number }[] = [];
  const labels = new Map<string, number>();
  for (const line of [...lines].sort((a, b) => weight[a.style] - weight[b.style])) {
    const y = yOf(line);
    if (y === null) continue;
    const neighbour = placed.find((other) => Math.abs(other.y - y) < APART_PX);
    if (neighbour === undefined) {
      placed.push({ id: line.id, y });
      labels.set(line.id, 0);
    } else if (line.style !== 'dotted') labels.set(neighbour.id, (labels.get(neighbour.id) ?? 0) + 1);
  }
  return labels;
}

export type Edge = 'above' | 'below';

/** Lines outside of the pane: the trader must know that they are there, and on which side. */
export function edgesOf(lines: readonly ChartLine[], yOf: (line: ChartLine) => number | null, height: number): ReadonlyMap<string, Edge> {
  const edges = new Map<string, Edge>();
  for (const line of lines) {
    const y = yOf(line);
    if (y !== null && line.style !== 'dotted' && (y < 0 || y > height)) edges.set(line.id, y < 0 ? 'above' : 'below');
  }
  return edges;
}

/** Beyond this distance from the last price, lines would press the candles flat. */
const FAR = 0.06;
export const anyFar = (lines: readonly Pick<ChartLine, 'price'>[], last: number | undefined): boolean =>
  last !== undefined && last > 0 && lines.some((line) => Math.abs(Number(line.price) / last - 1) > FAR);
