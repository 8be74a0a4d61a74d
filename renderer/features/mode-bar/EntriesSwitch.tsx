import { Pause, Play } from 'lucide-react';
import { useT } from '../../i18n/translate.ts';
import { useCommand } from '../../link/use-command.ts';
import { useLang } from '../../store/preferences.ts';
import { useView } from '../../store/screen-store.ts';
import { Button } from '../../ui/Button.tsx';
import { heldByOperator } from './rows.ts';

/** One click and reversible: not to be confused with closing, hence no danger look. */
export function EntriesSwitch() {
  const t = useT();
  const lang = useLang();
  const held = useView((view) => heldByOperator(view.locks));
  const pause = useCommand('entries.pause');
  const resume = useCommand('entries.resume');
  const { state } = held ? resume : pause;
  const trouble =
    state.at === 'refused' ? state.refusal.message[lang] : state.at === 'unreached' ? t('notReached', { why: state.why }) : '';
  const Icon = held ? Play : Pause;
  return (
    <>
      <Button
        size="sm"
        data-testid={held ? 'entries-resume' : 'entries-pause'}
        title={trouble || t('pauseHint')}
        className={trouble ? 'border-danger text-danger' : held ? 'border-attention text-attention' : ''}
        onClick={() => void (held ? resume : pause).send({})}
      >
        <Icon size={12} aria-hidden="true" />
        {t(held ? 'resumeEntries' : 'pauseEntries')}
      </Button>
      <span role="status" className="sr-only">
        {trouble}
      </span>
    </>
  );
}
