import { useT } from '../i18n/translate.ts';
import type { CommandState } from '../link/use-command.ts';
import { useLang } from '../store/preferences.ts';

/** What went wrong with the last command, in the words of the engine. */
export function Trouble({ state }: { state: CommandState }) {
  const t = useT();
  const lang = useLang();
  return (
    <p role="alert" className="text-sm font-medium text-danger empty:hidden">
      {state.at === 'refused' ? state.refusal.message[lang] : state.at === 'unreached' ? t('notReached', { why: state.why }) : null}
    </p>
  );
}
