import { useState } from 'react';
import { sampleMessage } from '../features/first-run/sample-message.ts';
import { LabInput } from '../features/lab/LabInput.tsx';
import { LabLines } from '../features/lab/LabLines.tsx';
import { LabResult } from '../features/lab/LabResult.tsx';
import { noMessage, useReading } from '../features/lab/use-reading.ts';
import { useT } from '../i18n/translate.ts';
import type { LabMessage } from '../store/screen.ts';
import { Button } from '../ui/Button.tsx';
import { Empty, Panel } from '../ui/Panel.tsx';

/** The message lab with a message to start from. */
export function FirstRunMessage() {
  const t = useT();
  const [draft, setDraft] = useState<LabMessage>(noMessage);
  const { answer, reading, trouble, read } = useReading();
  const useSample = (): void => {
    const sample = { ...noMessage, text: sampleMessage };
    setDraft(sample);
    read(sample);
  };
  const empty = trouble ? (
    <Empty state={t('loadFailed', { why: trouble })} />
  ) : (
    <Empty state={t(reading ? 'labReading' : 'labEmpty')} next={reading ? undefined : t('labEmptyNext')} />
  );
  const shown = trouble ? undefined : answer;
  return (
    <div className="flex h-full min-h-[360px] flex-col gap-3">
      <p className="text-base text-dim">{t('firstMessageText')}</p>
      <div
        aria-busy={reading}
        className="grid min-h-0 flex-1 grid-cols-[244px_minmax(0,1fr)_minmax(500px,2fr)] gap-px border border-line bg-line"
      >
        <LabInput draft={draft} onChange={setDraft} onRead={read} reading={reading}>
          <Button data-testid="first-sample" className="self-start" onClick={useSample}>
            {t('firstSample')}
          </Button>
        </LabInput>
        <Panel title={t('labLines')} testId="lab-lines">
          {shown === undefined ? empty : <LabLines answer={shown} />}
        </Panel>
        <Panel title={t('labRules')} testId="lab-rules">
          {shown === undefined ? empty : <LabResult answer={shown} />}
        </Panel>
      </div>
    </div>
  );
}
