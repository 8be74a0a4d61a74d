import clsx from 'clsx';
import { CircleHelp, OctagonAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Lang } from '../../shared/domain/say.ts';
import { Elapsed } from './Age.tsx';

/** One line about an order whose fate is unknown: for how long, and what is being done. It is filled and hatched once it lasts. */
export function Fate({
  since,
  alarmed,
  lang,
  title,
  children,
}: {
  since: number;
  alarmed: boolean;
  lang: Lang;
  title: string;
  children: ReactNode;
}) {
  const Icon = alarmed ? OctagonAlert : CircleHelp;
  return (
    <p
      data-testid="order-fate"
      data-alarmed={alarmed}
      className={clsx(
        'flex items-start gap-1.5 text-xs',
        alarmed ? 'hatched rounded-[3px] bg-danger-fill px-1.5 py-0.5 text-danger-ink' : 'text-attention',
      )}
    >
      <Icon size={13} aria-hidden="true" className="mt-px shrink-0" />
      <span className="min-w-0">
        <strong className="font-semibold">
          {title} <Elapsed at={since} lang={lang} className="num" />
        </strong>{' '}
        · {children}
      </span>
    </p>
  );
}
