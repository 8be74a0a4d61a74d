import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { LabAnswer } from '../../../shared/contract/lab.ts';
import { useLink } from '../../link/link-context.ts';
import { useLang } from '../../store/preferences.ts';
import type { LabMessage } from '../../store/screen.ts';

export const noMessage: LabMessage = { text: '', channel: 'entry', sentAt: null };

/** Each press reads anew: the state of the engine has moved on even when the text has not. */
export function useReading(): {
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
      const { text, channel, sentAt } = asked?.message ?? noMessage;
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
