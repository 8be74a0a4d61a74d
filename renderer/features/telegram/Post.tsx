import type { ReadTelegramPost } from '../../../shared/contract/telegram.ts';
import { LAB_TEXT_LIMIT } from '../../../shared/domain/lab.ts';
import { plainText } from '../../format/hostile-text.ts';
import { sentenceOf } from '../../format/sentence.ts';
import { bothZones, kstDateTime } from '../../format/time.ts';
import { useT } from '../../i18n/translate.ts';
import { signalWord, verdictWord } from '../../i18n/word-of.ts';
import { useLang } from '../../store/preferences.ts';
import { look } from '../../store/screen.ts';
import { useTickSize } from '../../store/tick-size.ts';
import { Chip, Rule, verdictTone } from '../../ui/Chip.tsx';
import { SentenceText } from '../../ui/SentenceText.tsx';

/** One post of the account with what Vigil makes of it. */
export function Post({ post }: { post: ReadTelegramPost }) {
  const t = useT();
  const text = plainText(post.text);
  return (
    <li data-testid="telegram-post" data-signal={post.reading.signal} className="rounded-[4px] bg-panel px-2 py-1.5">
      <div className="flex flex-wrap items-center gap-1.5 text-xs text-faint">
        <span className="num" title={bothZones(post.sentAt)}>
          #{post.messageId} · {kstDateTime(post.sentAt)}
        </span>
        {post.caption ? <Chip>{t('telegramCaption')}</Chip> : null}
        {post.edited ? <Chip tone="attention">{t('telegramEdited')}</Chip> : null}
        <button
          type="button"
          data-testid="telegram-to-lab"
          aria-label={t('telegramToLab', { id: post.messageId })}
          disabled={post.text.trim() === ''}
          onClick={() => look({ page: 'lab', labMessage: labMessageOf(post) })}
          className="ml-auto h-5 rounded-[3px] px-1 text-dim hover:bg-raised hover:text-ink disabled:opacity-50"
        >
          {t('toLab')}
        </button>
      </div>
      {text.trim() === '' ? (
        <p className="text-sm text-faint">{t('telegramNoWords')}</p>
      ) : (
        <p className="text-sm break-words whitespace-pre-line">{text.replace(/\n\s*\n/g, '\n')}</p>
      )}
      <Reading reading={post.reading} />
    </li>
  );
}

const labMessageOf = ({ text, sentAt, reading }: ReadTelegramPost) => ({
  ...{ text: text.slice(0, LAB_TEXT_LIMIT), channel: reading.channel, sentAt },
});

function Reading({ reading: { channel, chosen, signal, symbol, decision } }: { reading: ReadTelegramPost['reading'] }) {
  const t = useT();
  const lang = useLang();
  const tickSize = useTickSize(symbol);
  const asIn = channel === 'entry' ? 'telegramAsEntry' : 'telegramAsRisk';
  return (
    <div className="mt-1 flex flex-wrap items-baseline gap-1.5 border-t border-line/60 pt-1 text-sm" data-testid="telegram-reading">
      {decision === null ? null : (
        <Chip tone={verdictTone[decision.verdict]} testId="telegram-verdict">
          {t(verdictWord[decision.verdict])}
        </Chip>
      )}
      <span className="font-semibold">{t(signalWord[signal])}</span>
      {symbol === null ? null : <span className="num font-semibold">{symbol}</span>}
      {decision === null ? <span className="text-dim">{t('labHeld')}</span> : <Rule id={decision.said.rule} />}
      {decision === null ? null : <SentenceText sentence={sentenceOf(decision.said, lang, tickSize)} className="min-w-0 text-dim" />}
      {chosen || signal === 'other' ? null : <span className="text-xs text-faint">{t(asIn)}</span>}
    </div>
  );
}
