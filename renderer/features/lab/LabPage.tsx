import { useEffect, useState } from 'react';
import { useT } from '../../i18n/translate.ts';
import { type LabMessage, look, looking } from '../../store/screen.ts';
import { Empty, Panel } from '../../ui/Panel.tsx';
import { ExportButton } from './ExportButton.tsx';
import { LabInput } from './LabInput.tsx';
import { LabLines } from './LabLines.tsx';
import { LabResult } from './LabResult.tsx';
import { noMessage, useReading } from './use-reading.ts';

/** A message taken apart: lines left, rules and targets right. Nothing here acts. */
export function LabPage() {
  const t = useT();
  const [draft, setDraft] = useState<LabMessage>(noMessage);
  const { answer, reading, trouble, read } = useReading();
  const brought = looking((state) => state.labMessage);
  useEffect(() => {
    if (brought === null) return;
    look({ labMessage: null });
    // What was posted an hour ago is too old for every rule; what the trader wants to know is how it would do now.
    const fresh = { ...brought, sentAt: null };
    setDraft(fresh);
    read(fresh);
  }, [brought, read]);
  const empty = reading ? (
    <Empty state={t('labReading')} />
  ) : trouble ? (
    <Empty state={t('loadFailed', { why: trouble })} />
  ) : (
    <Empty state={t('labEmpty')} next={t('labEmptyNext')} />
  );
  return (
    <main
      data-testid="lab"
      aria-label={t('pageLab')}
      aria-busy={reading}
      className="grid min-h-0 flex-1 grid-cols-[320px_minmax(0,5fr)_minmax(0,6fr)] gap-px bg-line"
    >
      <h1 className="sr-only">{t('pageLab')}</h1>
      <LabInput draft={draft} onChange={setDraft} onRead={read} reading={reading}>
        <ExportButton />
      </LabInput>
      <Panel title={t('labLines')} testId="lab-lines">
        {answer === undefined || trouble ? empty : <LabLines answer={answer} />}
      </Panel>
      <Panel title={t('labRules')} testId="lab-rules">
        {answer === undefined || trouble ? empty : <LabResult answer={answer} />}
      </Panel>
    </main>
  );
}
