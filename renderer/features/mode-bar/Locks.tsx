import { Lock, LockOpen } from 'lucide-react';
import { sentenceOf } from '../../format/sentence.ts';
import { kstTime } from '../../format/time.ts';
import { useT } from '../../i18n/translate.ts';
import { useLang } from '../../store/preferences.ts';
import { useView } from '../../store/screen-store.ts';
import { Age, Left } from '../../ui/Age.tsx';
import { Rule } from '../../ui/Chip.tsx';
import { SentenceText } from '../../ui/SentenceText.tsx';
import { BarItem } from './BarItem.tsx';
import { lockTone } from './rows.ts';

export function Locks() {
  const t = useT();
  const lang = useLang();
  const locks = useView((view) => view.locks);
  const first = locks[0];
  return (
    <BarItem
      tone={lockTone(locks)}
      label={t('locksTitle')}
      quiet
      testId="locks"
      detail={
        <div className="flex flex-col gap-3">
          <h3 className="text-sm font-semibold">{t('locksTitle')}</h3>
          {locks.length === 0 ? <p className="text-dim">{t('locksOpenHint')}</p> : null}
          {locks.map((lock) => (
            <div key={`${lock.kind} ${lock.symbol}`} className="flex flex-col gap-0.5 border-l-2 border-line-strong pl-2">
              <p className="flex items-center gap-1.5 font-semibold">
                {t(`lock_${lock.kind}`)} {lock.symbol} <Rule id={lock.rule} />
              </p>
              <p>
                <SentenceText sentence={sentenceOf(lock.said, lang, null)} />
              </p>
              <p className="text-faint">
                {kstTime(lock.since)} · <Age at={lock.since} lang={lang} />
                {lock.until === null ? null : (
                  <>
                    {' · → '}
                    {kstTime(lock.until)} (<Left until={lock.until} lang={lang} />)
                  </>
                )}
              </p>
              <p className="text-dim">{t(`next_${lock.kind}`)}</p>
            </div>
          ))}
        </div>
      }
    >
      {first === undefined ? <LockOpen size={13} aria-hidden="true" /> : <Lock size={13} aria-hidden="true" />}
      {first === undefined ? (
        t('locksNone')
      ) : (
        <>
          {t(`lock_${first.kind}`)} <span className="num font-semibold">{first.rule}</span>
          {locks.length > 1 ? <span className="num">{t('locksMore', { count: locks.length - 1 })}</span> : null}
        </>
      )}
    </BarItem>
  );
}
