import clsx from 'clsx';
import type { ButtonHTMLAttributes, Ref } from 'react';

const looks = {
  plain: 'border-line-strong bg-raised text-ink hover:border-faint',
  quiet: 'border-transparent bg-transparent text-dim hover:bg-raised hover:text-ink',
  strong: 'border-ink bg-ink text-bg hover:opacity-90',
  danger: 'hatched border-danger-fill bg-danger-fill font-bold text-danger-ink hover:brightness-110',
} as const;

export function Button({
  look = 'plain',
  size = 'md',
  className,
  ref,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { look?: keyof typeof looks; size?: 'sm' | 'md'; ref?: Ref<HTMLButtonElement> }) {
  return (
    <button
      type="button"
      ref={ref}
      className={clsx(
        'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-[4px] border font-medium whitespace-nowrap transition-colors duration-100 disabled:border-line disabled:bg-transparent disabled:text-faint',
        size === 'sm' ? 'h-6 px-2 text-xs' : 'h-7 px-2.5 text-sm',
        looks[look],
        className,
      )}
      {...rest}
    />
  );
}
