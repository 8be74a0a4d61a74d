import type { Page } from '@playwright/test';

/** Where the page itself scrolls, and text that is cut off without a way to see the rest. Empty when all fits. */
export function misfitsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const name = (element: Element): string => {
      const marked = element.closest('[data-testid]');
      const own = element.outerHTML.replace(/\s*(class|style)="[^"]*"/g, '').slice(0, 90);
      return `${marked?.getAttribute('data-testid') ?? '?'}: ${own}`;
    };
    const root = document.documentElement;
    for (const box of [root, document.body]) {
      if (box.scrollHeight > innerHeight) found.push(`${box.tagName} is ${box.scrollHeight} high in ${innerHeight}`);
      if (box.scrollWidth > innerWidth) found.push(`${box.tagName} is ${box.scrollWidth} wide in ${innerWidth}`);
    }
    const cuts = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip';
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
      // What is for screen readers only is one pixel wide.
      if (!element.checkVisibility() || element.clientWidth <= 2 || element instanceof HTMLInputElement) continue;
      const wide = element.scrollWidth > element.clientWidth + 1;
      const high = element.scrollHeight > element.clientHeight + 1;
      if (wide && overflowX !== 'visible' && !(textOverflow === 'ellipsis' && element.title !== ''))
        found.push(`${name(element)} shows ${element.clientWidth} of ${element.scrollWidth} px`);
      if (high && cuts(overflowY)) found.push(`${name(element)} shows ${element.clientHeight} of ${element.scrollHeight} px in height`);
    }
    const scrolled = (element: Element): boolean => element.closest('.overflow-auto, [popover]') !== null;
    for (const element of document.querySelectorAll('.num, th, td, dd, button')) {
      const { right, bottom, width } = element.getBoundingClientRect();
      if (width > 2 && element.checkVisibility() && !scrolled(element) && (right > innerWidth + 1 || bottom > innerHeight + 1))
        found.push(`${name(element)} lies outside the window`);
    }
    return found;
  });
}
