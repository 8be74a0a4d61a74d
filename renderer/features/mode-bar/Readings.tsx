import { Activity, Check, Clock3, Gauge, MessageSquare } from 'lucide-react';
import { plainText } from '../../format/hostile-text.ts';
import { bothZones, formatAge, kstTime } from '../../format/time.ts';
import { useT } from '../../i18n/translate.ts';
import { useLang } from '../../store/preferences.ts';
import { useView } from '../../store/screen-store.ts';
import { Age, Elapsed, Left } from '../../ui/Age.tsx';
import { useNow } from '../../ui/now.ts';
import { BarItem } from './BarItem.tsx';
import { clockTone, lastMessageAt, lastReadAt, messageHealth, priceWord, signedMs, weightTone } from './rows.ts';

/** Below two seconds a price is simply present; only an older one tells its age. */
const PRESENT_MS = 2000;

export function PriceReading() {
  const t = useT();
  const state = useView((view) => view.connections.prices.state);
  const source = useView((view) => view.connections.prices.source);
  const { word, tone } = priceWord[state];
  return (
    <BarItem
      tone={tone}
      label={t('prices')}
      testId="price-source"
      detail={
        <p>
          {t(word)} · {source.toUpperCase()} · <LastPrice />
        </p>
      }
    >
      <Activity size={13} aria-hidden="true" />
      {t(word)}
      <PriceAge />
    </BarItem>
  );
}

const useLastPriceAt = (): number | null => useView((view) => view.connections.prices.lastEventAt);

function PriceAge() {
  const lang = useLang();
  const at = useLastPriceAt();
  const age = useNow((now) => (at !== null && now - at < PRESENT_MS ? '' : formatAge(at, now, lang)));
  return age === '' ? null : <span className="num">{age}</span>;
}

function LastPrice() {
  const lang = useLang();
  const at = useLastPriceAt();
  return (
    <>
      <Age at={at} lang={lang} />
      <span className="block text-faint">{bothZones(at)}</span>
    </>
  );
}

export function MessageReading() {
  const t = useT();
  const lang = useLang();
  const sources = useView((view) => view.connections.messages);
  const health = useNow((now) => messageHealth(sources, now));
  const messageAt = lastMessageAt(sources);
  const readAt = lastReadAt(sources);
  return (
    <BarItem
      tone={health === 'well' ? 'plain' : health === 'late' ? 'attention' : 'danger'}
      label={t('messages')}
      testId="message-source"
      detail={
        <div className="flex flex-col gap-2">
          <h3 className="text-sm font-semibold">{t('messagesTitle')}</h3>
          {sources.length === 0 ? <p className="text-dim">{t('messagesNone')}</p> : null}
          {sources.map((source) => (
            <p key={source.source}>
              <span className={source.healthy ? 'font-semibold text-good' : 'font-semibold text-danger'}>
                {source.healthy ? '●' : '✕'} {source.source}
              </span>{' '}
              {plainText(source.why[lang])} · {kstTime(source.since)}
              <span className="block text-faint">
                {source.lastMessageAt === null ? t('messagesNone') : t('messageLast', { age: kstTime(source.lastMessageAt) })}
                {source.readAt === null ? null : ` · ${t('messageRead', { time: kstTime(source.readAt) })}`}
              </span>
            </p>
          ))}
        </div>
      }
    >
      <MessageSquare size={13} aria-hidden="true" />
      {health === 'lost' ? t('messagesLost') : health === 'late' ? t('messagesLate') : null}
      {messageAt === null ? t('messagesNone') : <Age at={messageAt} lang={lang} className="num" />}
      {readAt === null ? null : (
        <span className="flex items-center gap-0.5" data-testid="message-read">
          <Check size={11} aria-label={t('messageReadLabel')} />
          <Elapsed at={readAt} lang={lang} className="num" />
        </span>
      )}
    </BarItem>
  );
}

export function ClockReading() {
  const t = useT();
  const { offsetMs, roundTripMs } = useView((view) => view.connections.clock);
  return (
    <BarItem
      tone={clockTone(offsetMs)}
      label={t('clock')}
      testId="clock-offset"
      detail={<p>{t('clockTitle', { offset: offsetMs ?? '—', trip: roundTripMs ?? '—' })}</p>}
    >
      <Clock3 size={13} aria-hidden="true" />
      <span className="num">{signedMs(offsetMs)}</span>
    </BarItem>
  );
}

export function WeightReading() {
  const t = useT();
  const lang = useLang();
  const weight = useView((view) => view.connections.weight);
  return (
    <BarItem
      tone={weightTone(weight)}
      label={t('weight')}
      testId="weight"
      detail={<p>{t('weightTitle', { used: weight.used, limit: weight.limit, s: weight.orders10s, m: weight.orders1m })}</p>}
    >
      <Gauge size={13} aria-hidden="true" />
      {weight.bannedUntil === null ? (
        <span className="num">
          {weight.used}/{weight.limit}
        </span>
      ) : (
        <span>
          {t('banned', { left: '' })}
          <Left until={weight.bannedUntil} lang={lang} />
        </span>
      )}
    </BarItem>
  );
}
