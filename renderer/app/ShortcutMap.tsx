import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useT, type WordKey } from '../i18n/translate.ts';
import { look, looking } from '../store/screen.ts';

const keys: readonly (readonly [keys: string, word: WordKey])[] = [
  ['1 – 5', 'keyPages'],
  ['/', 'keyFilter'],
  ['J  K', 'keyRows'],
  ['[  ]', 'keyInterval'],
  ['Ctrl/Cmd + K', 'keyPalette'],
  ['Ctrl/Cmd + Shift + X', 'keyEmergency'],
  ['?', 'keyMap'],
  ['Esc', 'keyEscape'],
];

/** Not modal on purpose: nothing may stand between the trader and the emergency button. */
export function ShortcutMap() {
  const open = looking((state) => state.shortcutsOpen);
  return open ? <OpenMap /> : null;
}

function OpenMap() {
  const t = useT();
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    close.current?.focus();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <div
      role="dialog"
      aria-modal="false"
      aria-label={t('shortcutsTitle')}
      data-testid="shortcuts"
      className="arriving fixed top-1/2 left-1/2 z-40 w-[420px] -translate-x-1/2 -translate-y-1/2 rounded-[8px] border border-line-strong bg-card p-4 shadow-[0_16px_60px_rgb(0_0_0/0.5)]"
    >
      <div className="mb-2 flex items-center">
        <h2 className="text-lg font-semibold">{t('shortcutsTitle')}</h2>
        <button
          ref={close}
          type="button"
          aria-label={t('close')}
          onClick={() => look({ shortcutsOpen: false })}
          className="ml-auto rounded-[3px] p-1 text-dim hover:text-ink"
        >
          <X size={15} aria-hidden="true" />
        </button>
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
        {keys.map(([key, word]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="rounded-[3px] border border-line-strong bg-raised px-1.5 py-0.5 font-mono text-xs">{key}</kbd>
            </dt>
            <dd className="text-dim">{t(word)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-xs text-faint">{t('shortcutsNote')}</p>
    </div>
  );
}
