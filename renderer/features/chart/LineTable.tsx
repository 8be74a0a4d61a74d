import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { Price } from '../../../shared/domain/decimal.ts';
import { formatPrice } from '../../format/number.ts';
import { useT, type WordKey } from '../../i18n/translate.ts';
import { Num } from '../../ui/Num.tsx';
import { edgeGlyph } from './EdgeMarks.tsx';
import type { Edge } from './labels.ts';
import type { ChartLine } from './lines.ts';

const meaning: Record<ChartLine['style'], WordKey> = { solid: 'styleSolid', dashed: 'styleDashed', dotted: 'styleDotted' };

/** Every line of the chart once more as text: for screen readers always, for eyes on request. */
export function LineTable({
  lines,
  edges,
  tickSize,
}: {
  lines: readonly ChartLine[];
  edges: ReadonlyMap<string, Edge>;
  tickSize: Price | null;
}) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <div className="relative shrink-0 border-t border-line" data-testid="chart-lines">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex h-6 w-full items-center gap-1 px-2.5 text-xs text-faint hover:text-ink"
      >
        <ChevronRight size={12} aria-hidden="true" className={open ? 'rotate-90' : ''} />
        {t('chartTable')} <span className="num">{lines.length}</span>
      </button>
      <div className={open ? 'values max-h-28 overflow-auto' : 'sr-only'}>
        {lines.length === 0 ? <p className="px-2.5 pb-1.5 text-xs text-faint">{t('chartNoLines')}</p> : null}
        <table aria-label={t('chartTable')} className="w-full text-xs">
          <thead className="sr-only">
            <tr>
              <th scope="col">{t('chartLine')}</th>
              <th scope="col">{t('chartPrice')}</th>
              <th scope="col">{t('chartMeaning')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.id} data-testid={`line-${line.id.split(' ')[0]}`}>
                <th scope="row" className="h-[18px] pl-2.5 text-left font-medium">
                  {t(line.word)} {line.detail}
                </th>
                <td className="num w-28">
                  <Num text={formatPrice(line.price, tickSize)} full={line.price} />
                </td>
                <td className="pr-2.5 pl-4 text-faint">
                  {t(meaning[line.style])}
                  <EdgeText edge={edges.get(line.id)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function EdgeText({ edge }: { edge: Edge | undefined }) {
  const t = useT();
  return edge === undefined ? null : (
    <span className="text-attention">
      {' · '}
      {edgeGlyph[edge]} {t(edge === 'above' ? 'edgeAbove' : 'edgeBelow')}
    </span>
  );
}
