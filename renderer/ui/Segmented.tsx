import clsx from 'clsx';
import type { ReactNode } from 'react';

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: ReactNode;
}

/** One of a few; radio semantics, so arrow keys and screen readers work as everywhere. */
export function Segmented<T extends string>({
  name,
  label,
  labelledBy,
  value,
  choices,
  onChoose,
  disabled,
  testId,
}: {
  name: string;
  label?: string;
  labelledBy?: string;
  value: T;
  choices: readonly Choice<T>[];
  onChoose: (value: T) => void;
  disabled?: boolean;
  testId?: string;
}) {
  return (
    <div
      role="radiogroup"
      aria-label={label}
      aria-labelledby={labelledBy}
      data-testid={testId}
      className="inline-flex w-fit shrink-0 overflow-hidden rounded-[4px] border border-line-strong"
    >
      {choices.map((choice) => (
        <label
          key={choice.value}
          className={clsx(
            'relative flex h-[22px] items-center border-l border-line-strong px-2 text-xs font-medium whitespace-nowrap first:border-l-0 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus',
            choice.value === value ? 'bg-ink text-bg' : 'text-dim',
            !disabled && choice.value !== value && 'cursor-pointer hover:bg-raised hover:text-ink',
          )}
        >
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            disabled={disabled}
            onChange={() => onChoose(choice.value)}
            className="absolute inset-0 cursor-[inherit] opacity-0"
          />
          {choice.label}
        </label>
      ))}
    </div>
  );
}
