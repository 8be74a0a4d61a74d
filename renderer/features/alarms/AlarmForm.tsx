import clsx from 'clsx';
import { useId, useState } from 'react';
import type { AlarmChannelView } from '../../../shared/contract/alarms.ts';
import type { Level } from '../../../shared/domain/record.ts';
import { useT } from '../../i18n/translate.ts';
import { useCommand } from '../../link/use-command.ts';
import { useLang } from '../../store/preferences.ts';
import { Button } from '../../ui/Button.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Trouble } from '../../ui/Trouble.tsx';
import { configurationOf, type Field, fieldsOf, type Typed } from './configuration.ts';

const levels = ['info', 'attention', 'critical'] as const satisfies readonly Level[];

/** The set-up of one channel. What is typed into a hidden field leaves this page with "save" and is forgotten here. */
export function AlarmForm({ row, onRemoved }: { row: AlarmChannelView; onRemoved: () => void }) {
  const t = useT();
  const lang = useLang();
  const id = useId();
  const [typed, setTyped] = useState<Typed>({});
  const [level, setLevel] = useState(row.level);
  const save = useCommand('alarms.configure');
  const remove = useCommand('alarms.remove');
  const wrong = save.state.at === 'refused' ? save.state.refusal.field : undefined;
  return (
    <form
      aria-label={t('alarmSetUpOf', { channel: t(`alarm_${row.channel}`) })}
      className="flex flex-col gap-2 pt-2"
      onSubmit={async (event) => {
        event.preventDefault();
        remove.reset();
        const enabled = row.configured ? row.enabled : true;
        const outcome = await save.send(configurationOf(row, lang, { enabled, level, typed }));
        if (outcome.at === 'done') setTyped({});
      }}
    >
      {fieldsOf[row.channel].map((field) => (
        <Input
          key={field.key}
          row={row}
          field={field}
          wrong={wrong === field.key}
          value={typed[field.key] ?? (field.key === 'chatId' ? row.chatId : field.key === 'apiUrl' ? row.apiUrl : '') ?? ''}
          onEdit={(text) => {
            save.reset();
            setTyped({ ...typed, [field.key]: text });
          }}
        />
      ))}
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-3">
        <span id={`${id}-level`} className="text-sm font-semibold">
          {t('alarmLevel')}
        </span>
        <Segmented<Level>
          name={`${id}-level`}
          labelledBy={`${id}-level`}
          testId={`alarm-${row.channel}-level`}
          value={level}
          choices={levels.map((value) => ({ value, label: t(`alarmLevel_${value}`) }))}
          onChoose={(value) => {
            save.reset();
            setLevel(value);
          }}
        />
      </div>
      <div className="flex items-center justify-end gap-2">
        <p className="min-w-0 flex-1 text-xs text-faint">{t('alarmLangNote')}</p>
        {row.configured ? (
          <Button
            look="quiet"
            disabled={remove.state.at === 'sending'}
            onClick={async () => {
              save.reset();
              if ((await remove.send({ channel: row.channel })).at === 'done') onRemoved();
            }}
          >
            {t('alarmRemove')}
          </Button>
        ) : null}
        <Button type="submit" look="strong" data-testid={`alarm-${row.channel}-save`} disabled={save.state.at === 'sending'}>
          {t('alarmSave')}
        </Button>
      </div>
      <p role="status" className="text-right text-sm font-medium text-good empty:hidden">
        {save.state.at === 'done' ? t('alarmSaved') : null}
      </p>
      <Trouble state={save.state} />
      <Trouble state={remove.state} />
    </form>
  );
}

function Input({
  row,
  field,
  value,
  wrong,
  onEdit,
}: {
  row: AlarmChannelView;
  field: Field;
  value: string;
  wrong: boolean;
  onEdit: (text: string) => void;
}) {
  const t = useT();
  const id = useId();
  const kept = field.hidden && row.secret === 'present';
  const host = field.key === 'url' ? row.host : null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-3">
      <label htmlFor={id} className="text-sm font-semibold">
        {t(field.word)}
      </label>
      <input
        id={id}
        data-testid={`alarm-${row.channel}-${field.key}`}
        type={field.hidden ? 'password' : 'text'}
        value={value}
        placeholder={
          kept
            ? host === null
              ? t('alarmKept')
              : t('alarmKeptAt', { host })
            : field.key === 'apiUrl'
              ? 'https://api.telegram.org'
              : undefined
        }
        autoComplete="off"
        spellCheck={false}
        aria-invalid={wrong}
        onChange={(event) => onEdit(event.target.value)}
        className={clsx(
          'h-7 w-64 rounded-[4px] border bg-panel px-2 text-base placeholder:text-sm placeholder:text-faint',
          wrong ? 'border-danger' : 'border-line-strong',
        )}
      />
    </div>
  );
}
