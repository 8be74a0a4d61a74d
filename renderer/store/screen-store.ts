import { useRef } from 'react';
import { create } from 'zustand';
import type { View } from '../../shared/contract/view.ts';
import type { ScreenState } from './screen-state.ts';
import { shareUnchanged } from './share-unchanged.ts';

export const screenStore = create<ScreenState>()(() => ({ at: 'waiting' }));

export const replaceScreenState = (state: ScreenState): void => screenStore.setState(state, true);

/**
 * Reads a part of the view; renders again only when the selected value is another one, so select strings or whole sub-objects,
 * never a fresh object. Components that use it are mounted once the first snapshot has arrived.
 */
export function useView<T>(select: (view: View) => T): T {
  return screenStore((state) => {
    if (state.at === 'waiting') throw new Error('a component read the view before the first snapshot');
    return select(state.view);
  });
}

/** Like `useView` for what is worked out of the view: renders again only when the result differs in content. */
export function useDerived<T>(select: (view: View) => T): T {
  const last = useRef<unknown>(undefined);
  return useView((view) => {
    const next = shareUnchanged(last.current, select(view));
    last.current = next;
    return next;
  });
}

export const useScreenAt = (): ScreenState['at'] => screenStore((state) => state.at);
