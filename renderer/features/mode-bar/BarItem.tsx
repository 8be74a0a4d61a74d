import clsx from 'clsx';
import { type ReactNode, useId, useRef, useState } from 'react';

const tones = { plain: 'text-dim', good: 'text-good', attention: 'text-attention', danger: 'text-danger font-semibold' } as const;
export type BarTone = keyof typeof tones;
const WIDTH = 360;
const EDGE = 8;

/**
 * One reading of the mode bar: a click opens what stands behind it. The browser's own popover closes on Escape and outside
 * clicks and injects no styles, which the usual libraries do and our CSP forbids.
 */
export function BarItem({
  tone,
  label,
  quiet = false,
  testId,
  children,
  detail,
}: {
  tone: BarTone;
  label: string;
  /** The reading explains itself: the label is for screen readers only. */
  quiet?: boolean;
  testId: string;
  children: ReactNode;
  detail: ReactNode;
}) {
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [left, setLeft] = useState(EDGE);
  return (
    <>
      <button
        ref={trigger}
        type="button"
        popoverTarget={id}
        aria-expanded={open}
        data-testid={testId}
        data-tone={tone}
        className={clsx(
          'flex h-7 shrink-0 items-center gap-1.5 rounded-[4px] px-1.5 text-xs whitespace-nowrap hover:bg-raised aria-expanded:bg-raised',
          tones[tone],
        )}
      >
        <span className={clsx('sr-only', !quiet && 'min-[1420px]:not-sr-only min-[1420px]:text-faint')}>{label}</span>
        {children}
      </button>
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        style={{ left, width: WIDTH }}
        onBeforeToggle={(event) => {
          if (event.newState !== 'open' || trigger.current === null) return;
          setLeft(Math.max(EDGE, Math.min(trigger.current.getBoundingClientRect().left, window.innerWidth - WIDTH - EDGE)));
        }}
        onToggle={(event) => setOpen(event.newState === 'open')}
        className="fixed inset-auto top-10 m-0 max-h-[70vh] overflow-auto rounded-[6px] border border-line-strong bg-card p-3 text-sm text-ink shadow-[0_12px_40px_rgb(0_0_0/0.45)]"
      >
        {open ? detail : null}
      </div>
    </>
  );
}
