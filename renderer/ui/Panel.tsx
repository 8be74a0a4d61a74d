import clsx from 'clsx';
import type { ReactNode } from 'react';

/** A titled region. The head stays, the body scrolls. */
export function Panel({
  title,
  testId,
  head,
  children,
  className,
  bodyClassName,
  scrolls = true,
}: {
  title: string;
  testId: string;
  head?: ReactNode;
  children: ReactNode;
  className?: string;
  bodyClassName?: string;
  scrolls?: boolean;
}) {
  return (
    <section aria-label={title} data-testid={testId} className={clsx('flex min-h-0 min-w-0 flex-col bg-card', className)}>
      <header className="flex h-7 shrink-0 items-center gap-2 border-b border-line px-2.5">
        <h2 className="text-sm font-semibold whitespace-nowrap text-ink">{title}</h2>
        {head}
      </header>
      <Scroll label={title} scrolls={scrolls} className={bodyClassName}>
        {children}
      </Scroll>
    </section>
  );
}

/** What scrolls must be reachable by keyboard, hence the tab stop. */
export function Scroll({
  label,
  scrolls = true,
  className,
  children,
}: {
  label: string;
  scrolls?: boolean;
  className?: string | undefined;
  children: ReactNode;
}) {
  const shared = clsx('values min-h-0 flex-1', className);
  if (!scrolls) return <div className={shared}>{children}</div>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region without a tab stop cannot be scrolled by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields, and a section would be a second landmark of the same name
    <div role="group" aria-label={label} tabIndex={0} className={clsx(shared, 'overflow-auto')}>
      {children}
    </div>
  );
}

/** State, reason, next event: an empty region never just stays blank. */
export function Empty({ state, reason, next }: { state: string; reason?: ReactNode; next?: ReactNode }) {
  return (
    <div className="flex flex-col gap-0.5 px-2.5 py-2.5">
      <p className="text-sm font-medium text-dim">{state}</p>
      {reason ? <p className="text-sm text-faint">{reason}</p> : null}
      {next ? <p className="text-sm text-faint">{next}</p> : null}
    </div>
  );
}
