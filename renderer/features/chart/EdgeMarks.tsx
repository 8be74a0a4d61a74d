import clsx from 'clsx';
import type { Price } from '../../../shared/domain/decimal.ts';
import { formatPrice } from '../../format/number.ts';
import { useT } from '../../i18n/translate.ts';
import type { Edge } from './labels.ts';
import type { ChartLine } from './lines.ts';

const toneClass: Record<ChartLine['tone'], string> = {
  ink: 'text-ink',
  dim: 'text-dim',
  good: 'text-good',
  attention: 'text-attention',
  danger: 'text-danger',
};
export const edgeGlyph: Record<Edge, string> = { above: '▲', below: '▼' };

/** What the candles' scale leaves out, at the edge it lies behind. The table below the chart tells it to screen readers. */
export function EdgeMarks({
  lines,
  edges,
  tickSize,
}: {
  lines: readonly ChartLine[];
  edges: ReadonlyMap<string, Edge>;
  tickSize: Price | null;
}) {
  return (
    <>
      <Side side="above" lines={lines.filter((line) => edges.get(line.id) === 'above')} tickSize={tickSize} />
      <Side side="below" lines={lines.filter((line) => edges.get(line.id) === 'below')} tickSize={tickSize} />
    </>
  );
}

function Side({ side, lines, tickSize }: { side: Edge; lines: readonly ChartLine[]; tickSize: Price | null }) {
  const t = useT();
  if (lines.length === 0) return null;
  return (
    <ul
      aria-hidden="true"
      data-testid={`edge-${side}`}
      className={clsx(
        'pointer-events-none absolute right-20 flex flex-col items-end gap-0.5',
        side === 'above' ? 'top-1' : 'bottom-[30px]',
      )}
    >
      {lines.map((line) => (
        <li key={line.id} className={clsx('num rounded-[3px] bg-card/85 px-1 text-xs font-medium', toneClass[line.tone])}>
          {edgeGlyph[side]} {t(line.word)} {line.detail} {formatPrice(line.price, tickSize)}
        </li>
      ))}
    </ul>
  );
}
