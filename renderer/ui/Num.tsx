import clsx from 'clsx';
import { unknownText } from '../format/number.ts';

/**
 * A number as text. The full value shows on hover and is what the copy event takes;
 * where the short form would be read wrongly (0.0₄1234), screen readers get the plain one.
 */
export function Num({
  text,
  full,
  className,
  testId,
}: {
  text: string;
  full?: string | null | undefined;
  className?: string;
  testId?: string;
}) {
  const folded = /[₀-₉]/.test(text);
  return (
    <span
      data-testid={testId}
      title={full ?? undefined}
      className={clsx('num', text === unknownText && 'text-faint', className)}
      onCopy={(event) => {
        if (!full || window.getSelection()?.toString().trim() !== text) return;
        event.clipboardData.setData('text/plain', full);
        event.preventDefault();
      }}
    >
      {folded && full ? (
        <>
          <span aria-hidden="true">{text}</span>
          <span className="sr-only">{full}</span>
        </>
      ) : (
        text
      )}
    </span>
  );
}
