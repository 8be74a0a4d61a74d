import clsx from 'clsx';
import type { ReactNode } from 'react';
import { defaultSettings, type Settings } from '../../../shared/domain/settings.ts';
import { useT } from '../../i18n/translate.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { fields } from './fields.ts';

/** One setting: label and meaning, the value with unit, the range and default, and what is wrong with it. */
export function FieldRow({
  name,
  value,
  stored,
  changed,
  error,
  locked,
  onEdit,
}: {
  name: keyof Settings;
  value: string;
  stored: string;
  changed: boolean;
  error: string | undefined;
  locked: boolean;
  onEdit: (text: string) => void;
}) {
  const t = useT();
  const field = fields[name];
  const id = `setting-${name}`;
  const unit = field.kind === 'percent' ? t('unitPercent') : field.kind === 'count' ? t(field.unit) : '';
  const shown = (text: string): string => {
    const choice = field.kind === 'choice' ? field.choices.find((candidate) => candidate.value === text) : undefined;
    return choice === undefined ? `${text}${unit === '' ? '' : ` ${unit}`}` : t(choice.word);
  };
  return (
    <Row label={t(`${name}Label`)} id={id} help={t(`${name}Help`)}>
      <div className="flex items-center gap-1.5">
        {field.kind === 'choice' ? (
          <Segmented
            name={id}
            testId={id}
            labelledBy={`${id}-label`}
            value={value}
            disabled={locked}
            choices={field.choices.map((choice) => ({ value: choice.value, label: t(choice.word) }))}
            onChoose={onEdit}
          />
        ) : (
          <input
            id={id}
            data-testid={id}
            value={value}
            readOnly={locked}
            inputMode="decimal"
            autoComplete="off"
            aria-invalid={error !== undefined}
            aria-describedby={`${id}-range ${id}-error`}
            onChange={(event) => onEdit(event.target.value)}
            className={clsx(
              'num h-7 rounded-[4px] border bg-panel px-2 text-base read-only:border-dashed read-only:bg-transparent',
              field.kind === 'channel' ? 'w-40' : 'w-24',
              error !== undefined ? 'border-danger' : changed ? 'border-attention' : 'border-line-strong',
            )}
          />
        )}
        {unit === '' ? null : <span className="w-6 text-sm text-faint">{unit}</span>}
      </div>
      <p id={`${id}-range`} className="text-xs text-faint">
        {field.kind === 'percent' || field.kind === 'count'
          ? `${t(field.kind === 'percent' && field.above ? 'rangeAbove' : 'range', { min: field.min, max: field.max })} · `
          : field.kind === 'channel'
            ? `${t('channelRange')} · `
            : ''}
        {changed ? (
          <span className="text-attention">{t('was', { value: shown(stored) })}</span>
        ) : (
          t('default', { value: shown(String(defaultSettings[name])) })
        )}
      </p>
      <p id={`${id}-error`} role="alert" data-testid={`${id}-error`} className="text-sm font-medium text-danger empty:hidden">
        {error}
      </p>
    </Row>
  );
}

export function Row({ label, id, help, children }: { label: string; id: string; help?: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-6 border-b border-line/60 px-3.5 py-2 last:border-b-0">
      <div className="max-w-[46ch]">
        <label id={`${id}-label`} htmlFor={id} className="text-sm font-semibold">
          {label}
        </label>
        {help === undefined ? null : <p className="text-xs text-dim">{help}</p>}
      </div>
      <div className="flex min-w-52 flex-col items-end gap-0.5 text-right">{children}</div>
    </div>
  );
}
