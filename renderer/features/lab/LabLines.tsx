import clsx from 'clsx';
import type { LabAnswer, LabLine } from '../../../shared/contract/lab.ts';
import { plainText } from '../../format/hostile-text.ts';
import { sentenceOf } from '../../format/sentence.ts';
import { useT } from '../../i18n/translate.ts';
import { useLang } from '../../store/preferences.ts';
import { Chip } from '../../ui/Chip.tsx';

export function LabLines({ answer }: { answer: LabAnswer }) {
  const t = useT();
  const lang = useLang();
  const { mapping } = answer;
  return (
    <>
      {mapping === null ? null : (
        <p data-testid="lab-mapping" className="border-b border-line px-2.5 py-1.5 text-sm text-dim">
          {sentenceOf({ code: 'symbolMapped', numbers: { ...mapping } }, lang, null).text}
        </p>
      )}
      <ol aria-label={t('labLines')}>
        {answer.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one answer never move
          <Line key={index} line={line} number={index + 1} />
        ))}
      </ol>
    </>
  );
}

function Line({ line, number }: { line: LabLine; number: number }) {
  const t = useT();
  const taken = line.taken !== 'nothing';
  const bad = line.why === 'unreadable' || line.why === 'contradicted' || line.why === 'unknownKind';
  return (
    <li
      data-testid="lab-line"
      data-taken={line.taken}
      className={clsx('flex gap-2 border-b border-line/60 px-2.5 py-1', line.why === 'blank' && 'py-0')}
    >
      <span className="num w-5 shrink-0 text-xs leading-[20px] text-faint">{number}</span>
      <div className="min-w-0 flex-1">
        <p className={clsx('text-sm break-words whitespace-pre-wrap', taken ? 'text-ink' : 'text-faint')}>{plainText(line.text)}</p>
        {line.why === 'blank' ? null : (
          <p className="flex flex-wrap items-baseline gap-1.5 pb-0.5 text-xs">
            {taken ? <Chip tone={bad ? 'attention' : 'good'}>{t(`labTook_${line.taken}`)}</Chip> : null}
            {line.value === null ? null : <span className="num font-semibold text-ink">{plainText(line.value)}</span>}
            {line.why === null ? null : <span className={bad ? 'text-attention' : 'text-faint'}>{t(`labWhy_${line.why}`)}</span>}
          </p>
        )}
      </div>
    </li>
  );
}
