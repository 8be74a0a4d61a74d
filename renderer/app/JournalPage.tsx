import { Audit } from '../features/audit/Audit.tsx';
import { Feed } from '../features/signals/Feed.tsx';
import { Trades } from '../features/trades/Trades.tsx';
import { useT } from '../i18n/translate.ts';
import { Panel } from '../ui/Panel.tsx';

/** What happened: messages left, closed trades and every decision right, all further back than the console shows. */
export function JournalPage() {
  const t = useT();
  return (
    <main
      data-testid="journal"
      aria-label={t('pageJournal')}
      className="grid min-h-0 flex-1 grid-cols-[360px_minmax(0,1fr)] gap-px bg-line"
    >
      <h1 className="sr-only">{t('pageJournal')}</h1>
      <Feed all />
      <div className="grid min-h-0 grid-rows-[minmax(0,2fr)_minmax(0,3fr)] gap-px">
        <Panel title={t('tradesTitle')} testId="trades">
          <Trades all />
        </Panel>
        <Panel title={t('auditTitle')} testId="audit" scrolls={false}>
          <Audit />
        </Panel>
      </div>
    </main>
  );
}
