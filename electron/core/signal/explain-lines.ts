import type { LineReason } from '../../../shared/domain/lab.ts';
import { type FieldLine, type FieldName, fieldLineOf, readFields } from './fields.ts';
import { messageLines, type ReadMessage } from './read-message.ts';
import { collapseSpaces, dropInvisible, excerpt } from './visible-text.ts';

/** What one line of a message was taken for. */
export interface ExplainedLine {
  readonly text: string;
  readonly taken: 'title' | 'entrySentence' | 'riskSentence' | FieldName | 'nothing';
  /** What was read from it, in the form the rules use; null when nothing was. */
  readonly value: string | null;
  readonly why: LineReason | null;
}

/** Every line of the text as the reader saw it, in its order. */
export function explainLines(text: string, read: ReadMessage): readonly ExplainedLine[] {
  const { lines, first } = messageLines(text);
  const claims = read.kind === 'leadingMarket' ? lines.map((line, index) => (index > first ? fieldLineOf(line) : undefined)) : [];
  return lines.map((line, index): ExplainedLine => {
    const claim = claims[index];
    if (claim !== undefined) return { text: line, taken: claim.field, ...fieldReading(claims, index, claim) };
    if (index === first) return { text: line, ...headReading(read) };
    return { text: line, taken: 'nothing', value: null, why: reasonFor(line, index < first || first === -1, read) };
  });
}

function reasonFor(line: string, above: boolean, read: ReadMessage): LineReason {
  if (collapseSpaces(dropInvisible(line)) === '') return 'blank';
  if (above) return 'noWords';
  if (read.kind === 'other') return 'unknownKind';
  return read.kind === 'leadingMarket' ? 'shownOnly' : 'afterSentence';
}

function headReading(read: ReadMessage): Omit<ExplainedLine, 'text'> {
  switch (read.kind) {
    case 'other':
      return { taken: 'nothing', value: null, why: 'unknownKind' };
    case 'entrySignal':
      return { taken: 'entrySentence', value: read.symbol ?? null, why: read.symbol === undefined ? 'unreadable' : null };
    default: {
      const taken = read.kind === 'risk' ? 'riskSentence' : 'title';
      return read.ticker.ok ? { taken, value: read.ticker.symbol, why: null } : { taken, value: null, why: 'unreadable' };
    }
  }
}

function fieldReading(claims: readonly (FieldLine | undefined)[], index: number, claim: FieldLine): Pick<ExplainedLine, 'value' | 'why'> {
  const rivals = claims.filter((each, at) => each !== undefined && at !== index && each.field === claim.field) as readonly FieldLine[];
  if (!claim.byLabel && rivals.some(({ byLabel }) => byLabel)) return { value: null, why: 'outranked' };
  const equals = rivals.filter(({ byLabel }) => byLabel === claim.byLabel);
  if (equals.some(({ value }) => value !== claim.value)) return { value: null, why: 'contradicted' };
  const value = valueAlone(claim);
  if (value === undefined) return { value: null, why: 'unreadable' };
  const isFirst = claims.findIndex((each) => each?.field === claim.field && each.byLabel === claim.byLabel) === index;
  return { value, why: isFirst ? null : 'repeated' };
}

/** The reader stops at its first unreadable field; beside two good lines this one is told for itself. */
function valueAlone({ field, line }: FieldLine): string | undefined {
  const good: Readonly<Record<FieldName, string>> = {
    funding: '펀딩비: 0%',
    changeAndRank: '등락률: 0% 상승 상위 1위',
    category: '카테고리: x',
  };
  const lines = Object.entries(good).map(([name, stand]) => (name === field ? line : stand));
  const fields = readFields(lines, -1);
  if (!fields.ok) return fields.why === 'noInformation' ? excerpt(fields.raw) : undefined;
  if (field === 'funding') return `${fields.funding} %`;
  if (field === 'category') return fields.category;
  return `${fields.change} % / ${fields.direction === 'up' ? '상승' : '하락'} ${fields.rank}`;
}
