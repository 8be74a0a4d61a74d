import { type Lang, say } from '../../../shared/domain/say.ts';
import type { Notice } from '../../ports/alarm.ts';

const marks: Readonly<Record<Notice['level'], string>> = { info: '·', attention: '!', critical: '‼' };

/** "‼ 14:02:05 BTCUSDT …sentence… (D15)": Korean time, because the law's day is Korea's. */
export function lineOf({ at, level, said, symbol }: Notice, lang: Lang): string {
  const head = [marks[level], kstClock(at), symbol].filter((part) => part !== undefined).join(' ');
  return `${head} ${say(said, lang)} (${said.rule})`;
}

/** The longest run of oldest lines that fits; at least one, cut when even that is too long. Returns how many it holds. */
export function mergedText(notices: readonly Notice[], lang: Lang, length: number): { readonly text: string; readonly count: number } {
  let text = '';
  let count = 0;
  for (const notice of notices) {
    const line = lineOf(notice, lang);
    const longer = count === 0 ? line : `${text}\n${line}`;
    if (longer.length > length && count > 0) break;
    text = longer;
    count += 1;
  }
  return { text: cut(text, length), count };
}

/** Never through the middle of a surrogate pair: some receivers refuse the whole message then. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

const KST_MS = 9 * 3_600_000;
const DAY_MS = 86_400_000;
const kstClock = (at: number): string => new Date(at + KST_MS).toISOString().slice(11, 19);
export const kstDay = (at: number): string => new Date(at + KST_MS).toISOString().slice(0, 10);
/** Beginning of the Korean day that holds `at`, ms. */
export const kstDayStart = (at: number): number => Math.floor((at + KST_MS) / DAY_MS) * DAY_MS - KST_MS;
