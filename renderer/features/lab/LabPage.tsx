import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { LabAnswer } from '../../../shared/contract/lab.ts';
import { useT } from '../../i18n/translate.ts';
import { useLink } from '../../link/link-context.ts';
import { useLang } from '../../store/preferences.ts';
import { type LabMessage, look, looking } from '../../store/screen.ts';
import { Empty, Panel } from '../../ui/Panel.tsx';
import { LabInput } from './LabInput.tsx';
import { LabLines } from './LabLines.tsx';
import { LabResult } from './LabResult.tsx';

const nothing: LabMessage = { text: '', channel: 'entry', sentAt: null };

/** A message taken apart: lines left, rules and targets right. Nothing here acts. */
export function LabPage() {
  const t = useT();
  const [draft, setDraft] = useState<LabMessage>(nothing);
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
      <LabInput draft={draft} onChange={setDraft} onRead={read} reading={reading} />
      <Panel title={t('labLines')} testId="lab-lines">
        {answer === undefined || trouble ? empty : <LabLines answer={answer} />}
      </Panel>
      <Panel title={t('labRules')} testId="lab-rules">
        {answer === undefined || trouble ? empty : <LabResult answer={answer} />}
      </Panel>
    </main>
  );
}

/** Each press reads anew: the state of the engine has moved on even when the text has not. */
function useReading(): {
  readonly answer: LabAnswer | undefined;
  readonly reading: boolean;
  readonly trouble: string;
  readonly read: (message: LabMessage) => void;
} {
  const link = useLink();
  const lang = useLang();
  const [asked, setAsked] = useState<{ readonly message: LabMessage; readonly count: number } | null>(null);
  const [read] = useState(() => (message: LabMessage) => setAsked((before) => ({ message, count: (before?.count ?? 0) + 1 })));
  const query = useQuery({
    queryKey: ['lab.read', asked],
    queryFn: async () => {
      const { text, channel, sentAt } = asked?.message ?? nothing;
      const reply = await link.ask('lab.read', { text, channel, ...(sentAt === null ? {} : { sentAt }) });
      if (!reply.ok) throw new Error(reply.refusal.message[lang]);
      return reply.value;
    },
    enabled: asked !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return { answer: query.data, reading: query.isFetching, trouble: query.isError ? query.error.message : '', read };
}
