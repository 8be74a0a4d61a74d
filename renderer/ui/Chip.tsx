import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { Verdict } from '../../shared/domain/record.ts';
import { ruleText } from '../format/rule.ts';

const tones = {
  plain: 'border-line-strong text-dim',
  good: 'border-good/60 text-good',
  attention: 'border-attention/70 text-attention',
  danger: 'border-danger bg-danger/10 text-danger',
  strong: 'border-ink bg-ink text-bg',
} as const;
export type ChipTone = keyof typeof tones;

export const verdictTone: Record<Verdict, ChipTone> = {
  monitoring: 'good',
  acted: 'strong',
  ignored: 'plain',
  rejected: 'attention',
  shown: 'plain',
  history: 'plain',
};

/** A word in a frame; the frame's tone never stands without the word. */
export function Chip({
  tone = 'plain',
  children,
  className,
  testId,
}: {
  tone?: ChipTone;
  children: ReactNode;
  className?: string;
  testId?: string;
}) {
  return (
    <span
      data-testid={testId}
      className={clsx(
        'inline-flex h-[18px] shrink-0 items-center gap-1 rounded-[3px] border px-1.5 text-xs leading-none font-semibold whitespace-nowrap',
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}

/** Rule ids of the law: W11, R06, D9. */
export function Rule({ id }: { id: string }) {
  return <span className="shrink-0 rounded-[3px] bg-raised px-1 text-xs leading-[16px] font-medium text-dim">{ruleText(id)}</span>;
}
