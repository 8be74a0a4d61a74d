import clsx from 'clsx';
import { useEffect, useRef, useState } from 'react';
import { endsHold, HOLD_MS, heldShare, startsHold } from './hold.ts';

const RADIUS = 9;
const ROUND = 2 * Math.PI * RADIUS;

/** Acts only after a press of 1.5 s without a break; releasing, leaving or losing the focus aborts. */
export function HoldButton({
  label,
  holdingLabel,
  onHeld,
  disabled,
  describedBy,
  testId,
}: {
  label: string;
  holdingLabel: string;
  onHeld: () => void;
  disabled: boolean;
  describedBy: string;
  testId: string;
}) {
  const [since, setSince] = useState<number | null>(null);
  const ring = useRef<SVGCircleElement>(null);
  const held = useRef(onHeld);
  held.current = onHeld;

  useEffect(() => {
    if (since === null) return;
    let frame = 0;
    const draw = (): void => {
      ring.current?.setAttribute('stroke-dashoffset', String(ROUND * (1 - heldShare(since, performance.now()))));
      frame = requestAnimationFrame(draw);
    };
    draw();
    // The timer decides, not the drawing: frames stop in a hidden window.
    const timer = setTimeout(() => {
      setSince(null);
      held.current();
    }, HOLD_MS);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [since]);

  const start = (): void => {
    if (!disabled) setSince((running) => running ?? performance.now());
  };
  const abort = (): void => setSince(null);

  return (
    <button
      type="button"
      data-testid={testId}
      data-holding={since !== null}
      aria-describedby={describedBy}
      disabled={disabled}
      className={clsx(
        'inline-flex h-10 touch-none items-center justify-center gap-2.5 rounded-[5px] border px-4 text-base font-bold whitespace-nowrap select-none',
        disabled ? 'border-line-strong bg-raised text-faint' : 'hatched border-danger-fill bg-danger-fill text-danger-ink',
      )}
      onPointerDown={(event) => {
        if (event.button === 0) start();
      }}
      onPointerUp={abort}
      onPointerLeave={abort}
      onPointerCancel={abort}
      onBlur={abort}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (!endsHold(event)) return;
        event.preventDefault();
        if (startsHold(event)) start();
      }}
      onKeyUp={(event) => {
        if (!endsHold(event)) return;
        event.preventDefault();
        abort();
      }}
    >
      <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" className="-rotate-90">
        <circle cx="12" cy="12" r={RADIUS} fill="none" stroke="currentColor" strokeOpacity="0.3" strokeWidth="4" />
        <circle
          ref={ring}
          cx="12"
          cy="12"
          r={RADIUS}
          fill="none"
          stroke="currentColor"
          strokeWidth="4"
          strokeDasharray={ROUND}
          strokeDashoffset={ROUND}
          className={since === null ? 'opacity-0' : ''}
        />
      </svg>
      {since === null ? label : holdingLabel}
    </button>
  );
}
