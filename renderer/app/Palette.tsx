import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useT, type WordKey } from '../i18n/translate.ts';
import { useLink } from '../link/link-context.ts';
import { useLang } from '../store/preferences.ts';
import { look, looking } from '../store/screen.ts';
import { type ScreenActionId, screenActions } from '../store/screen-actions.ts';
import { useDerived, useView } from '../store/screen-store.ts';
import { matchingItems, movedMark } from './palette-match.ts';

const words: readonly (readonly [ScreenActionId, WordKey])[] = [
  ['console', 'pageConsole'],
  ['journal', 'pageJournal'],
  ['settings', 'pageSettings'],
  ['lab', 'pageLab'],
  ['firstRun', 'pageFirstRun'],
  ['filter', 'keyFilter'],
  ['orders', 'doOrders'],
  ['trades', 'doTrades'],
  ['audit', 'doAudit'],
  ['fitLines', 'doFitLines'],
  ['fitCandles', 'doFitCandles'],
  ['shorterCandles', 'doShorter'],
  ['longerCandles', 'doLonger'],
  ['theme', 'doTheme'],
  ['lang', 'doLang'],
  ['shortcuts', 'shortcutsTitle'],
  ['emergency', 'emergency'],
];

interface Item {
  readonly id: string;
  readonly label: string;
  readonly also: string;
  readonly keys: string;
  readonly run: () => void;
}

export function Palette() {
  const open = looking((state) => state.paletteOpen && !state.emergencyOpen);
  return open ? <OpenPalette /> : null;
}

const close = (): void => look({ paletteOpen: false });

/** Not modal, like the shortcut map: nothing may stand between the trader and the emergency button. */
function OpenPalette() {
  const t = useT();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [marked, setMarked] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const shown = matchingItems(useItems(), typed);
  const mark = movedMark(marked, 0, shown.length);
  useEffect(() => {
    const opener = document.activeElement;
    input.current?.focus();
    return () => {
      // Unless the command has sent the focus elsewhere.
      if (opener instanceof HTMLElement && (document.activeElement === document.body || document.activeElement === null)) opener.focus();
    };
  }, []);
  const run = (item: Item | undefined): void => {
    if (item === undefined) return;
    close();
    item.run();
  };
  return (
    <div
      role="dialog"
      aria-modal="false"
      aria-label={t('paletteTitle')}
      data-testid="palette"
      className="arriving fixed top-[14vh] left-1/2 z-40 flex max-h-[60vh] w-[480px] -translate-x-1/2 flex-col overflow-hidden rounded-[8px] border border-line-strong bg-card shadow-[0_16px_60px_rgb(0_0_0/0.5)]"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close();
      }}
    >
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={shown[mark] === undefined ? undefined : `${id}-${mark}`}
        aria-label={t('paletteTitle')}
        placeholder={t('paletteAsk')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setMarked(0);
        }}
        onKeyDown={(event) => {
          // Enter also ends a Korean syllable; that one must not run anything.
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
            setMarked(movedMark(mark, event.key === 'ArrowDown' ? 1 : -1, shown.length));
          else if (event.key === 'Enter') run(shown[mark]);
          else if (event.key === 'Escape') close();
          else return;
          event.preventDefault();
        }}
        className="h-10 shrink-0 border-b border-line bg-transparent px-3.5 text-base outline-none placeholder:text-faint"
      />
      <div id={id} role="listbox" aria-label={t('paletteTitle')} className="min-h-0 overflow-auto py-1">
        {shown.map((item, index) => (
          <Option
            key={item.id}
            id={`${id}-${index}`}
            item={item}
            marked={index === mark}
            onPoint={() => setMarked(index)}
            onRun={() => run(item)}
          />
        ))}
      </div>
      {shown.length === 0 ? <p className="px-3.5 pb-3 text-sm text-faint">{t('paletteNone')}</p> : null}
    </div>
  );
}

function Option({ id, item, marked, onPoint, onRun }: { id: string; item: Item; marked: boolean; onPoint: () => void; onRun: () => void }) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (marked) row.current?.scrollIntoView({ block: 'nearest' });
  }, [marked]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys belong to the combobox, which names this row as its active one
    <div
      ref={row}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={marked}
      // The input keeps the focus, else the palette would close before the click.
      onMouseDown={(event) => event.preventDefault()}
      onMouseMove={onPoint}
      onClick={onRun}
      className="flex h-8 cursor-pointer items-center justify-between gap-3 px-3.5 text-sm text-dim aria-selected:bg-raised aria-selected:text-ink"
    >
      {item.label}
      {item.keys === '' ? null : (
        <kbd className="rounded-[3px] border border-line-strong bg-raised px-1.5 font-mono text-xs text-dim">{item.keys}</kbd>
      )}
    </div>
  );
}

/** The screen's actions, one per watched symbol, and the switch for new entries. */
function useItems(): readonly Item[] {
  const t = useT();
  const link = useLink();
  const { i18n } = useTranslation();
  const lang = useLang();
  const other = i18n.getFixedT(lang === 'ko' ? 'en' : 'ko');
  const symbols = useDerived((view) => [...new Set([view.position?.symbol, ...view.monitoring.map((row) => row.symbol)])]);
  const held = useView((view) => view.locks.some((lock) => lock.kind === 'operator' || lock.kind === 'emergency'));
  const entries = held ? 'resumeEntries' : 'pauseEntries';
  const screen = words.map(([id, word]): Item => ({ id, label: t(word), also: other(word), ...screenActions[id] }));
  const charts = symbols.flatMap((symbol): Item[] =>
    symbol === undefined
      ? []
      : [
          {
            id: `chart ${symbol}`,
            label: t('showOnChart', { symbol }),
            also: other('showOnChart', { symbol }),
            keys: '',
            run: () => look({ page: 'console', symbol }),
          },
        ],
  );
  const run = (): void => void link.send(held ? 'entries.resume' : 'entries.pause', {});
  return [...charts, { id: entries, label: t(entries), also: other(entries), keys: '', run }, ...screen];
}
