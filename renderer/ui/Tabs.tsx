import { type ReactNode, useId, useRef } from 'react';

export interface Tab<T extends string> {
  readonly value: T;
  readonly label: ReactNode;
  readonly panel: ReactNode;
}

/** Tabs by the book: arrow keys move and choose, one tab stop. All panels stay mounted, so that what they gather is not lost. */
export function Tabs<T extends string>({
  label,
  value,
  tabs,
  onChoose,
}: {
  label: string;
  value: T;
  tabs: readonly Tab<T>[];
  onChoose: (value: T) => void;
}) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const move = (step: number): void => {
    const index = tabs.findIndex((tab) => tab.value === value);
    const next = tabs[(index + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    onChoose(next.value);
    list.current?.querySelector<HTMLElement>(`[data-testid="tab-${next.value}"]`)?.focus();
  };
  return (
    <div className="flex h-full min-h-0 flex-col bg-card">
      <div ref={list} role="tablist" aria-label={label} className="flex h-7 shrink-0 items-stretch gap-1 border-b border-line px-1.5">
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            id={`${id}-${tab.value}-tab`}
            aria-controls={`${id}-${tab.value}`}
            aria-selected={tab.value === value}
            tabIndex={tab.value === value ? 0 : -1}
            data-testid={`tab-${tab.value}`}
            onClick={() => onChoose(tab.value)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowRight') move(1);
              if (event.key === 'ArrowLeft') move(-1);
            }}
            className="-mb-px flex items-center gap-1.5 border-b-2 border-transparent px-2 text-sm font-medium text-dim hover:text-ink aria-selected:border-ink aria-selected:text-ink"
          >
            {tab.label}
          </button>
        ))}
      </div>
      {tabs.map((tab) => (
        <div
          key={tab.value}
          role="tabpanel"
          id={`${id}-${tab.value}`}
          aria-labelledby={`${id}-${tab.value}-tab`}
          data-testid={tab.value}
          hidden={tab.value !== value}
          className="flex min-h-0 flex-1 flex-col [&[hidden]]:hidden"
        >
          {tab.panel}
        </div>
      ))}
    </div>
  );
}
