import { say } from '../../../../shared/domain/say.ts';
import type { SourceWhy } from '../../../core/event.ts';

/** As the trader reads it in English; the Korean half of each sentence is demanded by the compiler. */
export const inEnglish = (why: SourceWhy): string => (typeof why === 'string' ? why : say(why, 'en'));

export const wordsOfHealth = ({ healthy, why }: { readonly healthy: boolean; readonly why: SourceWhy }): string =>
  `${healthy ? 'ok' : 'trouble'}: ${inEnglish(why)}`;
