import { useEffect } from 'react';
import { look, looking } from '../store/screen.ts';
import { screenActions } from '../store/screen-actions.ts';
import { actionFor } from './shortcuts.ts';

/** One listener for the whole window, in the capture phase, so that no widget can swallow the emergency chord. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const action = actionFor(event, isTextField(event.target));
      if (action === undefined) return;
      const now = looking.getState();
      // While the emergency panel is open the keys belong to it.
      if (now.emergencyOpen && action.do !== 'emergency') return;
      if (action.do === 'escape') {
        if (now.shortcutsOpen) look({ shortcutsOpen: false });
        return;
      }
      event.preventDefault();
      if (action.do === 'page') screenActions[action.page].run();
      else if (action.do === 'interval') screenActions[action.step === 1 ? 'longerCandles' : 'shorterCandles'].run();
      else if (action.do !== 'row') screenActions[action.do].run();
      else moveRow(action.step);
    };
    const onEnter = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !(event.target instanceof HTMLElement) || !event.target.hasAttribute('data-row')) return;
      event.target.querySelector<HTMLElement>('[data-row-action]')?.click();
    };
    window.addEventListener('keydown', onKey, true);
    window.addEventListener('keydown', onEnter);
    return () => {
      window.removeEventListener('keydown', onKey, true);
      window.removeEventListener('keydown', onEnter);
    };
  }, []);
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== 'radio' && target.type !== 'checkbox';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

/** Within the list that has the focus; from elsewhere it starts at the first row of the page. */
function moveRow(step: 1 | -1): void {
  const current = document.activeElement?.closest<HTMLElement>('[data-row]');
  const list = current?.parentElement ?? document.querySelector('[data-row]')?.parentElement;
  const rows = [...(list?.querySelectorAll<HTMLElement>(':scope > [data-row]') ?? [])];
  const index = current ? rows.indexOf(current) + step : 0;
  rows[Math.min(rows.length - 1, Math.max(0, index))]?.focus();
}
