import { OctagonX, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { say } from '../../../shared/domain/say.ts';
import { plainText } from '../../format/hostile-text.ts';
import { kstTime } from '../../format/time.ts';
import { useT } from '../../i18n/translate.ts';
import { useLang } from '../../store/preferences.ts';
import { screenStore, useView } from '../../store/screen-store.ts';
import { Elapsed } from '../../ui/Age.tsx';
import { Differences } from './Differences.tsx';

const why = { gap: 'staleGap', lost: 'staleLost', silent: 'staleSilent', token: 'staleToken' } as const;

/** Says so when the screen, the engine, the prices or our picture of the account cannot be trusted. */
export function StateBanner() {
  const t = useT();
  const lang = useLang();
  const reason = screenStore((state) => (state.at === 'stale' ? state.why : null));
  const since = screenStore((state) => (state.at === 'stale' ? state.since : null));
  const halted = useView((view) => view.engine.state === 'halted');
  const haltReason = useView((view) => view.engine.haltReason);
  const halt = useView((view) => view.engine.halt);
  const pricesStale = useView((view) => view.connections.prices.state === 'stale');
  return (
    <>
      <div role="alert" className="shrink-0">
        {reason === null ? null : (
          <Banner testId="stale-banner" icon={<Unplug size={16} aria-hidden="true" />} title={t('staleTitle')}>
            {t(why[reason])} · {kstTime(since)} (<Elapsed at={since} lang={lang} />){/* Without a token the host refuses every command. */}
            {reason === 'token' ? null : ` · ${t('staleStill')}`}
          </Banner>
        )}
        {halted ? (
          <Banner testId="halted-banner" icon={<OctagonX size={16} aria-hidden="true" />} title={t('haltedTitle')}>
            {halt ? `${say(halt, lang)} · ` : ''}
            {plainText(haltReason ?? '—')} · {t('haltedNext')}
          </Banner>
        ) : null}
        {pricesStale && !halted ? (
          <Banner testId="prices-banner" icon={<Unplug size={16} aria-hidden="true" />} title={t('pricesStaleTitle')}>
            <LastPrice />
          </Banner>
        ) : null}
      </div>
      <Differences />
    </>
  );
}

/** Apart from the banner, because while prices flow this changes every second. */
function LastPrice() {
  const lang = useLang();
  const at = useView((view) => view.connections.prices.lastEventAt);
  return (
    <>
      {kstTime(at)} (<Elapsed at={at} lang={lang} />)
    </>
  );
}

function Banner({ testId, icon, title, children }: { testId: string; icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <div data-testid={testId} className="hatched flex min-h-9 items-center gap-2.5 bg-danger-fill px-3 py-1 text-danger-ink">
      {icon}
      <strong className="text-base whitespace-nowrap">{title}</strong>
      <span className="text-sm font-medium">{children}</span>
    </div>
  );
}
