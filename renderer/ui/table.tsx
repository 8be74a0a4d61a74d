import clsx from 'clsx';
import type { ReactNode, ThHTMLAttributes } from 'react';

/** 28 px rows, sticky head, numbers right-aligned; one look for every table. */
export function Table({ label, testId, head, children }: { label: string; testId?: string; head: ReactNode; children: ReactNode }) {
  return (
    <table aria-label={label} data-testid={testId} className="w-full border-separate border-spacing-0">
      <thead>
        <tr>{head}</tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

export function Th({ right, className, ...rest }: ThHTMLAttributes<HTMLTableCellElement> & { right?: boolean }) {
  return (
    <th
      scope="col"
      className={clsx(
        'sticky top-0 z-10 h-6 border-b border-line bg-card px-2 max-[1360px]:px-1.5 text-xs font-medium whitespace-nowrap text-faint first:pl-2.5 last:pr-2.5',
        right ? 'text-right' : 'text-left',
        className,
      )}
      {...rest}
    />
  );
}

export function Td({
  right,
  className,
  children,
  title,
  testId,
}: {
  right?: boolean;
  className?: string | undefined;
  children?: ReactNode;
  title?: string;
  testId?: string;
}) {
  return (
    <td
      title={title}
      data-testid={testId}
      className={clsx(
        'h-7 border-b border-line/60 px-2 max-[1360px]:px-1.5 whitespace-nowrap first:pl-2.5 last:pr-2.5',
        right && 'num',
        className,
      )}
    >
      {children}
    </td>
  );
}
