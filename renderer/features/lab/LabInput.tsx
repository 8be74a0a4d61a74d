import { type ReactNode, useId } from 'react';
import { LAB_TEXT_LIMIT } from '../../../shared/domain/lab.ts';
import { kstTime } from '../../format/time.ts';
import { useT } from '../../i18n/translate.ts';
import type { LabMessage } from '../../store/screen.ts';
import { useView } from '../../store/screen-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Segmented } from '../../ui/Segmented.tsx';

const field = 'w-full rounded-[4px] border border-line-strong bg-panel text-sm placeholder:text-faint';

export function LabInput({
  draft,
  onChange,
  onRead,
  reading,
  children,
}: {
  draft: LabMessage;
  onChange: (draft: LabMessage) => void;
  onRead: (draft: LabMessage) => void;
  reading: boolean;
  /** Below the button that reads. */
  children: ReactNode;
}) {
  const t = useT();
  const id = useId();
  const received = useView((view) => view.verdicts);
  const riskChannelId = useView((view) => view.settings.riskChannelId);
  const pick = (at: string): void => {
    const message = received.find(({ seq }) => String(seq) === at);
    if (message === undefined) return;
    const picked: LabMessage = {
      text: message.text.slice(0, LAB_TEXT_LIMIT),
      channel: message.channelId === riskChannelId ? 'risk' : 'entry',
      sentAt: null,
    };
    onChange(picked);
    onRead(picked);
  };
  const empty = draft.text.trim() === '';
  return (
    <Panel title={t('labInput')} testId="lab-input" scrolls={false} bodyClassName="flex flex-col gap-2 p-2.5">
      <p className="text-sm text-faint">{t('labHint')}</p>
      <label htmlFor={`${id}-pick`} className="text-xs text-faint">
        {t('labPick')}
      </label>
      <select
        id={`${id}-pick`}
        data-testid="lab-pick"
        value=""
        onChange={(event) => pick(event.target.value)}
        className={`${field} h-7 shrink-0 px-1.5`}
      >
        <option value="">{t('labPickNone')}</option>
        {received.map(({ seq, receivedAt, symbol, rule }) => (
          <option key={seq} value={seq}>
            {`${kstTime(receivedAt)} ${symbol ?? ''} ${rule}`}
          </option>
        ))}
      </select>
      <div className="flex items-center gap-2">
        <span id={`${id}-channel`} className="text-xs text-faint">
          {t('labChannel')}
        </span>
        <Segmented
          name="lab-channel"
          labelledBy={`${id}-channel`}
          value={draft.channel}
          choices={[
            { value: 'entry', label: t('labEntryChannel') },
            { value: 'risk', label: t('labRiskChannel') },
          ]}
          onChoose={(channel) => onChange({ ...draft, channel })}
          testId="lab-channel"
        />
      </div>
      <textarea
        aria-label={t('labText')}
        placeholder={t('labPaste')}
        data-testid="lab-text"
        maxLength={LAB_TEXT_LIMIT}
        spellCheck={false}
        value={draft.text}
        onChange={(event) => onChange({ ...draft, text: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing || empty) return;
          event.preventDefault();
          onRead(draft);
        }}
        className={`${field} min-h-0 flex-1 resize-none p-2 leading-[18px]`}
      />
      <div className="flex items-center gap-2">
        <Button look="strong" data-testid="lab-read" disabled={empty || reading} onClick={() => onRead(draft)}>
          {t('labRead')}
        </Button>
        <span className="text-xs text-faint">{t('labReadKeys')}</span>
      </div>
      {children}
    </Panel>
  );
}
