import { type ReactNode, useId } from 'react';

export function Card({ title, children }: { title: string; children: ReactNode }) {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="rounded-[6px] border border-line bg-card">
      <h2 id={heading} className="border-b border-line px-3.5 py-1.5 text-sm font-semibold text-dim">
        {title}
      </h2>
      {children}
    </section>
  );
}
