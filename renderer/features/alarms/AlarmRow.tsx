import { useId, useState } from 'react';
import type { AlarmChannelView } from '../../../shared/contract/alarms.ts';
import { valueWords } from '../../../shared/domain/words/values.ts';
import { useT } from '../../i18n/translate.ts';
import { useCommand } from '../../link/use-command.ts';
import { useLang } from '../../store/preferences.ts';
import { Age } from '../../ui/Age.tsx';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Trouble } from '../../ui/Trouble.tsx';
import { AlarmForm } from './AlarmForm.tsx';
import { conditionOf, configurationOf, tones } from './configuration.ts';

/** One channel: how it stands, its switch and its test; the set-up opens below. */
export function AlarmRow({ row }: { row: AlarmChannelView }) {
  const t = useT();
  const formId = useId();
  const [open, setOpen] = useState(false);
  const test = useCommand('alarms.test');
  const { channel, configured, setUpIn } = row;
  const condition = conditionOf(row);
  const name = t(`alarm_${channel}`);
  return (
    <section aria-label={name} data-testid={`alarm-${channel}`} className="border-b border-line/60 px-3.5 py-2 last:border-b-0">
      <div className="flex flex-wrap items-center gap-2">
        <span className="text-sm font-semibold">{name}</span>
        <Chip tone={tones[condition]} testId={`alarm-${channel}-state`}>
          {t(condition)}
        </Chip>
        <span className="min-w-0 flex-1 truncate text-xs text-faint" title={row.chatId ?? row.host ?? ''}>
          {row.chatId ?? row.host ?? ''}
        </span>
        {configured && setUpIn === 'screen' ? <Switch row={row} name={name} /> : null}
        {configured ? (
          <Button
            size="sm"
            aria-label={t('alarmTestOf', { channel: name })}
            data-testid={`alarm-${channel}-test`}
            disabled={test.state.at === 'sending'}
            onClick={() => void test.send({ channel })}
          >
            {t('alarmTestNow')}
          </Button>
        ) : null}
        {setUpIn === 'screen' ? (
          <Button
            size="sm"
            aria-label={t('alarmSetUpOf', { channel: name })}
            aria-expanded={open}
            aria-controls={formId}
            data-testid={`alarm-${channel}-set-up`}
            onClick={() => setOpen(!open)}
          >
            {t('alarmSetUp')}
          </Button>
        ) : null}
      </div>
      {configured ? <Standing row={row} /> : null}
      <p role="status" data-testid={`alarm-${channel}-answer`} className="text-sm font-medium text-good empty:hidden">
        {test.state.at === 'sending' ? t('alarmTestSending') : test.state.at === 'done' ? t('alarmTestDone') : null}
      </p>
      <Trouble state={test.state} />
      <div id={formId} className="empty:hidden">
        {open ? <AlarmForm row={row} onRemoved={() => setOpen(false)} /> : null}
      </div>
    </section>
  );
}

function Switch({ row, name }: { row: AlarmChannelView; name: string }) {
  const t = useT();
  const lang = useLang();
  const { state, send } = useCommand('alarms.configure');
  return (
    <>
      <label className="flex items-center gap-1 text-xs text-dim">
        <input
          type="checkbox"
          aria-label={t('alarmSwitch', { channel: name })}
          checked={row.enabled}
          disabled={state.at === 'sending'}
          onChange={(event) => void send(configurationOf(row, lang, { enabled: event.target.checked }))}
          className="size-3.5 accent-current"
        />
        {t('alarmSwitchOn')}
      </label>
      <Trouble state={state} />
    </>
  );
}

function Standing({ row }: { row: AlarmChannelView }) {
  const t = useT();
  const lang = useLang();
  const { waiting, delivered, missed, last, secret, setUpIn } = row;
  const whyOf = (why: string): string => valueWords.why?.[why]?.[lang] ?? why;
  return (
    <div className="flex flex-col gap-0.5 pt-0.5 text-xs text-dim">
      <p>
        <span className="num" title={t('alarmCountsNote')}>
          {t('alarmCounts', { waiting, delivered, missed })}
        </span>
        {last?.kind === 'delivered' ? (
          <>
            {' · '}
            {t('alarmLastDelivered')} <Age at={last.at} lang={lang} />
          </>
        ) : null}
      </p>
      {secret === 'absent' || secret === 'unreadable' ? (
        <p className="font-medium text-danger">{t(secret === 'absent' ? 'alarmSecretAbsent' : 'alarmSecretUnreadable')}</p>
      ) : last?.kind === 'stopped' ? (
        <p className="font-medium text-danger">{t('alarmLastStopped', { why: whyOf(last.why) })}</p>
      ) : last?.kind === 'failed' ? (
        <p className="text-attention">
          {t(waiting > 0 ? 'alarmLastRetried' : 'alarmLastFailed', { why: whyOf(last.why) })} · <Age at={last.at} lang={lang} />
        </p>
      ) : null}
      {setUpIn === 'profile' ? <p>{t('alarmByProfileNote')}</p> : null}
    </div>
  );
}
