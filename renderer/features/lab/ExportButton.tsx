import { Download } from 'lucide-react';
import { useState } from 'react';
import { useT } from '../../i18n/translate.ts';
import { useLink } from '../../link/link-context.ts';
import { useLang } from '../../store/preferences.ts';
import { Button } from '../../ui/Button.tsx';
import { collectLines, fileNameAt } from './export.ts';

type Doing =
  | { readonly state: 'idle' | 'collecting' | 'done'; readonly count: number }
  | { readonly state: 'failed'; readonly why: string };

export function ExportButton() {
  const t = useT();
  const lang = useLang();
  const link = useLink();
  const [doing, setDoing] = useState<Doing>({ state: 'idle', count: 0 });
  const save = async (): Promise<void> => {
    setDoing({ state: 'collecting', count: 0 });
    try {
      const lines = await collectLines(
        async (after) => {
          const reply = await link.ask('messages.export', { after, limit: 1000 });
          if (!reply.ok) throw new Error(reply.refusal.message[lang]);
          return reply.value;
        },
        (count) => setDoing({ state: 'collecting', count }),
      );
      offer(lines.map((line) => `${line}\n`).join(''), fileNameAt(Date.now()));
      setDoing({ state: 'done', count: lines.length });
    } catch (trouble) {
      setDoing({ state: 'failed', why: trouble instanceof Error ? trouble.message : String(trouble) });
    }
  };
  return (
    <div className="flex flex-col gap-1">
      <Button data-testid="lab-export" disabled={doing.state === 'collecting'} onClick={() => void save()} className="self-start">
        <Download size={13} aria-hidden="true" />
        {t('labExport')}
      </Button>
      <span role="status" className="text-xs text-faint">
        {doing.state === 'failed'
          ? t('loadFailed', { why: doing.why })
          : doing.state === 'idle'
            ? ''
            : t(doing.state === 'done' ? 'labExported' : 'labExporting', { count: doing.count })}
      </span>
    </div>
  );
}

/** A download link is the one way to a file that both hosts' policy allows without a new channel. */
function offer(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/x-ndjson' }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // The download reads the address after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
