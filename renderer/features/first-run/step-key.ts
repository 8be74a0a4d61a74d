interface KeyOnPage {
  readonly key: string;
  readonly target: EventTarget | null;
  readonly defaultPrevented: boolean;
  readonly isComposing: boolean;
  /** Held down: it would run through all steps. */
  readonly repeat: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Enter goes on, ← and → look at the step beside; unless what has the focus needs the key itself (a field, a button, a form, a radio group). */
export function stepKey(event: KeyOnPage): 'next' | 1 | -1 | undefined {
  if (event.defaultPrevented || event.isComposing || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
    return undefined;
  const taken = (selector: string): boolean => event.target instanceof Element && event.target.closest(selector) !== null;
  if (event.key === 'Enter')
    return taken('form, button, a, summary, textarea, select, input:not([type=checkbox], [type=radio])') ? undefined : 'next';
  if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return undefined;
  return taken('input, textarea, select, [role=tab], [contenteditable]') ? undefined : event.key === 'ArrowRight' ? 1 : -1;
}
