import clsx from 'clsx';
import { type Tone, toneGlyph } from '../format/number.ts';

/** ▲ or ▼ before a profit or loss, so that its colour never stands alone; screen readers have the sign. */
export function ToneGlyph({ tone, className }: { tone: Tone; className: string }) {
  return tone === 'flat' ? null : (
    <span aria-hidden="true" className={clsx('leading-none', className)}>
      {toneGlyph[tone]}
    </span>
  );
}
