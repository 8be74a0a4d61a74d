import { useId } from 'react';
import { useT } from '../../i18n/translate.ts';
import { useView } from '../../store/screen-store.ts';
import { AlarmRow } from './AlarmRow.tsx';

/** The channels that reach a trader who is away: set-up, switch and test of each. */
export function AlarmsCard() {
  const t = useT();
  const heading = useId();
  const channels = useView((view) => view.alarms?.channels);
  const sessionOnly = useView((view) => (view.alarms?.secretsKept === 'thisSession' ? (view.alarms.secretsWhy ?? '') : undefined));
  if (channels === undefined) return null;
  return (
    <section aria-labelledby={heading} data-testid="alarms" className="rounded-[6px] border border-line bg-card">
      <h2 id={heading} className="border-b border-line px-3.5 py-1.5 text-sm font-semibold text-dim">
        {t('groupAlarms')}
      </h2>
      <div className="border-b border-line/60 px-3.5 py-2">
        <p className="text-xs text-dim">{t('alarmsNote')}</p>
        {sessionOnly === undefined ? null : (
          <p className="text-xs font-medium text-attention">{t('alarmsSessionOnly', { why: sessionOnly })}</p>
        )}
      </div>
      {channels.map((channel) => (
        <AlarmRow key={channel.channel} row={channel} />
      ))}
    </section>
  );
}
