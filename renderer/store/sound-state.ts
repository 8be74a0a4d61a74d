import { create } from 'zustand';

/** Whether the browser refused the last sound because nobody has touched the page yet. */
export const soundState = create<{ readonly blocked: boolean }>()(() => ({ blocked: false }));
