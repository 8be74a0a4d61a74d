import type { ChartLine } from './lines.ts';

export interface ChartColours {
  readonly up: string;
  readonly down: string;
  readonly grid: string;
  readonly text: string;
  readonly background: string;
  readonly line: Readonly<Record<ChartLine['tone'], string>>;
  /** Text on an axis label of that tone. */
  readonly labelText: string;
}

/** The chart draws on a canvas, which knows no style sheet: the tokens are read from the root once per theme and palette. */
export function readColours(root: Element): ChartColours {
  const style = getComputedStyle(root);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    up: token('--up'),
    down: token('--down'),
    grid: token('--line'),
    text: token('--faint'),
    background: token('--card'),
    labelText: token('--bg'),
    line: {
      ink: token('--ink'),
      dim: token('--faint'),
      good: token('--good'),
      attention: token('--attention'),
      danger: token('--danger'),
    },
  };
}
