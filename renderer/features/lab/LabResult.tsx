import clsx from 'clsx';
import type { LabAnswer, LabMarket, LabRule, LabTarget } from '../../../shared/contract/lab.ts';
import type { Price } from '../../../shared/domain/decimal.ts';
import { formatPrice } from '../../format/number.ts';
import { sentenceOf } from '../../format/sentence.ts';
import { type Translate, useT, type WordKey } from '../../i18n/translate.ts';
import { verdictWord } from '../../i18n/word-of.ts';
import { useLang } from '../../store/preferences.ts';
import { Chip, type ChipTone, Rule, verdictTone } from '../../ui/Chip.tsx';
import { SentenceText } from '../../ui/SentenceText.tsx';
import { Table, Td, Th } from '../../ui/table.tsx';
import { passedWord, reachOf } from './rows.ts';

export function LabResult({ answer }: { answer: LabAnswer }) {
  return (
    <>
      <Decision answer={answer} />
      <Locks answer={answer} />
      <Target answer={answer} />
      <Rules answer={answer} />
    </>
  );
}

function Decision({ answer: { decision, market } }: { answer: LabAnswer }) {
  const t = useT();
  const lang = useLang();
  if (decision === null) return <p className="border-b border-line px-2.5 py-2 text-sm">{t('labHeld')}</p>;
  return (
    <p data-testid="lab-decision" data-verdict={decision.verdict} className="flex items-baseline gap-2 border-b border-line px-2.5 py-2">
      <span className="sr-only">{t('labVerdict')}</span>
      <Chip tone={verdictTone[decision.verdict]}>{t(verdictWord[decision.verdict])}</Chip>
      <Rule id={decision.said.rule} />
      <SentenceText sentence={sentenceOf(decision.said, lang, market?.tickSize ?? null)} className="min-w-0 text-sm font-medium" />
    </p>
  );
}

/** All of them: lifting the first one would leave the others standing. */
function Locks({ answer: { kind, locks } }: { answer: LabAnswer }) {
  const t = useT();
  const lang = useLang();
  if (kind !== 'leadingMarket' || locks.length === 0) return null;
  return (
    <ul aria-label={t('locksTitle')} data-testid="lab-locks" className="border-b border-line px-2.5 py-1.5">
      {locks.map((lock) => (
        <li key={`${lock.rule} ${lock.code} ${JSON.stringify(lock.numbers)}`} className="flex items-baseline gap-2 text-sm text-dim">
          <Rule id={lock.rule} />
          <SentenceText sentence={sentenceOf(lock, lang, null)} />
        </li>
      ))}
    </ul>
  );
}

function Target({ answer: { kind, market } }: { answer: LabAnswer }) {
  const t = useT();
  if (kind !== 'leadingMarket') return null;
  if (market === null || market.unread !== null)
    return (
      <p data-testid="lab-target" className="border-b border-line px-2.5 py-2 text-sm text-faint">
        {market === null ? t('labNoMarket') : t('labUnread', { why: market.unread ?? '' })}
      </p>
    );
  return (
    <Table
      label={t('labMarket')}
      testId="lab-target"
      head={
        <>
          <Th>{t('labMode')}</Th>
          <Th right>{t('labTarget')}</Th>
          <Th right>{t('labTrigger')}</Th>
          <Th right>{t('labMark')}</Th>
          <Th>{t('labNumbers')}</Th>
        </>
      }
    >
      {market.targets.map((target) => (
        <TargetRow key={target.mode} target={target} market={market} />
      ))}
    </Table>
  );
}

function TargetRow({ target, market }: { target: LabTarget; market: LabMarket }) {
  const t = useT();
  const price = (value: Price | null): string => formatPrice(value, market.tickSize);
  return (
    <tr className={clsx('text-sm', target.mode === market.mode ? 'text-ink' : 'text-dim')}>
      <Td>
        {t(target.mode === 'aggressive' ? 'labAggressive' : 'labConservative')}
        {target.mode === market.mode ? <span className="ml-1.5 text-xs text-faint">{t('labInUse')}</span> : null}
      </Td>
      <Td right>{price(target.ok ? target.target : null)}</Td>
      <Td right {...(target.ok ? { title: target.trigger } : {})}>
        {price(target.ok ? target.trigger : null)}
      </Td>
      <Td right>{price(market.mark)}</Td>
      <Td className="text-faint">{targetWhy(t, target)}</Td>
    </tr>
  );
}

function targetWhy(t: Translate, target: LabTarget): string {
  if (!target.ok) return t('labNoTarget', { why: target.why });
  return target.mode === 'aggressive' ? t('labFromHigh', target.numbers) : t('labFromBand', target.numbers);
}

function Rules({ answer }: { answer: LabAnswer }) {
  const t = useT();
  return (
    <Table
      label={t('labRules')}
      head={
        <>
          <Th>{t('labRule')}</Th>
          <Th>{t('labLooks')}</Th>
          <Th>{t('labSays')}</Th>
          <Th>{t('labNumbers')}</Th>
        </>
      }
    >
      {answer.rules.map((rule, index) => (
        <RuleRow
          key={`${rule.about} ${rule.id}`}
          rule={rule}
          reached={reachOf(answer.rules, index)}
          tick={answer.market?.tickSize ?? null}
        />
      ))}
    </Table>
  );
}

const outcomes: Record<LabRule['outcome'], readonly [WordKey, ChipTone]> = {
  passed: ['labPassed', 'good'],
  stopped: ['labStopped', 'attention'],
  blind: ['labBlind', 'plain'],
};

function RuleRow({ rule, reached, tick }: { rule: LabRule; reached: boolean; tick: Price | null }) {
  const t = useT();
  const lang = useLang();
  const [word, tone] = outcomes[rule.outcome];
  const passed = passedWord(rule);
  return (
    <tr
      data-testid="lab-rule"
      data-about={rule.about}
      data-outcome={rule.outcome}
      className={clsx('text-sm', reached ? 'text-ink' : 'text-dim')}
    >
      <Td>
        <Rule id={rule.said?.rule ?? rule.id} />
      </Td>
      <Td>{t(`labRule_${rule.about}`)}</Td>
      <Td>
        <Chip tone={tone}>{t(word)}</Chip>
        {rule.decides ? <span className="ml-1.5 text-xs font-semibold text-attention">{t('labDecides')}</span> : null}
        {reached ? null : <span className="ml-1.5 text-xs text-faint">{t('labAfter')}</span>}
      </Td>
      <td className="border-b border-line/60 px-2 py-1 text-sm break-words">
        {rule.said ? <SentenceText sentence={sentenceOf(rule.said, lang, tick)} /> : passed === null ? null : t(passed, rule.numbers)}
      </td>
    </tr>
  );
}
