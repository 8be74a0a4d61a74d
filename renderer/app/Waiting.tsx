import { Eye } from 'lucide-react';
import { useState } from 'react';
import { useT } from '../i18n/translate.ts';
import { useNow } from '../ui/now.ts';

const LONG_MS = 4_000;

/** Before the first snapshot there is nothing to show, and no number is made up. */
export function Waiting() {
  const t = useT();
  const [openedAt] = useState(() => Date.now());
  const long = useNow((now) => now - openedAt > LONG_MS);
  return (
    <main data-testid="waiting" className="flex h-full flex-col items-center justify-center gap-2 px-8 text-center">
      <Eye size={30} aria-hidden="true" className="text-faint" />
      <h1 className="text-lg font-semibold">{t('waitingTitle')}</h1>
      <p className="max-w-[52ch] text-base text-dim">{t('waitingBody')}</p>
      <p role="status" className="max-w-[52ch] text-base text-attention">
        {long ? t('waitingLong') : ''}
      </p>
    </main>
  );
}
