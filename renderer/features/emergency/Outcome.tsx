import clsx from 'clsx';
import { CheckCheck, CircleAlert, Loader } from 'lucide-react';
import type { EmergencyView } from '../../../shared/contract/view.ts';
import { sentenceOf } from '../../format/sentence.ts';
import { kstTimeMs } from '../../format/time.ts';
import { useT, type WordKey } from '../../i18n/translate.ts';
import { useCommand } from '../../link/use-command.ts';
import { useLang } from '../../store/preferences.ts';
import { useView } from '../../store/screen-store.ts';
import { Button } from '../../ui/Button.tsx';
import { SentenceText } from '../../ui/SentenceText.tsx';

type State = Exclude<EmergencyView['state'], 'idle'>;
const words: Record<State, { readonly title: WordKey; readonly next: WordKey | null }> = {
  running: { title: 'emRunning', next: null },
  flat: { title: 'emFlat', next: 'emFlatNext' },
  partlyClosed: { title: 'emPartlyClosed', next: 'emPartlyNext' },
  notConfirmed: { title: 'emNotConfirmed', next: 'emNotConfirmedNext' },
};

/** Step list with times, and the end state, which stays until the trader closes it. */
export function Outcome({ onAgain, onClose }: { onAgain: () => void; onClose: () => void }) {
  const t = useT();
  const lang = useLang();
  const emergency = useView((view) => view.emergency);
  const held = useView((view) => view.locks.some((lock) => lock.kind === 'emergency' || lock.kind === 'operator'));
  const tickSize = useView((view) => view.position?.tickSize ?? null);
  const resume = useCommand('entries.resume');
  if (emergency.state === 'idle') return null;
  const { title, next } = words[emergency.state];
  const open = emergency.state === 'partlyClosed' || emergency.state === 'notConfirmed';
  const Icon = emergency.state === 'running' ? Loader : open ? CircleAlert : CheckCheck;
  return (
    <div className="flex flex-col gap-3 p-4">
      <div
        role={open ? 'alert' : 'status'}
        data-testid="emergency-state"
        data-state={emergency.state}
        className={clsx(
          'flex items-center gap-3 rounded-[5px] border px-3.5 py-3',
          open && 'hatched border-danger-fill bg-danger-fill text-danger-ink',
          emergency.state === 'flat' && 'border-good text-good',
          emergency.state === 'running' && 'border-attention text-attention',
        )}
      >
        <Icon size={24} aria-hidden="true" className={clsx('shrink-0', emergency.state === 'running' && 'animate-spin')} />
        <p className="text-lg font-bold">
          {t(title)}
          {emergency.endedAt === null ? null : <span className="num ml-2 font-semibold">{kstTimeMs(emergency.endedAt)}</span>}
        </p>
        <p className="ml-auto text-right text-xs">
          {t('emStarted', { time: kstTimeMs(emergency.startedAt), scope: t(emergency.scope === 'bot' ? 'emScopeBot' : 'emScopeAccount') })}
          {emergency.endedAt === null ? null : (
            <span className="num block">{t('emTook', { seconds: ((emergency.endedAt - emergency.startedAt) / 1000).toFixed(1) })}</span>
          )}
        </p>
      </div>
      {next === null ? null : <p className="text-sm">{t(next)}</p>}
      <ol data-testid="emergency-steps" className="flex max-h-60 flex-col overflow-auto rounded-[5px] border border-line py-1 text-sm">
        {emergency.steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever appended, and the same sentence may come twice at one moment
          <li key={index} className="flex items-baseline gap-3 px-3 py-[3px]">
            <span className="num text-xs text-faint">{kstTimeMs(step.at)}</span>
            <SentenceText sentence={sentenceOf(step.said, lang, tickSize)} />
          </li>
        ))}
      </ol>
      <p role="status" className="text-sm text-danger empty:hidden">
        {resume.state.at === 'refused' ? resume.state.refusal.message[lang] : null}
        {resume.state.at === 'unreached' ? t('notReached', { why: resume.state.why }) : null}
      </p>
      <footer className="flex items-center justify-between gap-3">
        <Button data-testid="emergency-cancel" className="h-9! px-4!" onClick={onClose}>
          {t('close')}
        </Button>
        <span className="flex gap-2">
          {held && emergency.state !== 'running' ? (
            <Button data-testid="emergency-rearm" className="h-9! px-4!" onClick={() => void resume.send({})}>
              {t('emRearm')}
            </Button>
          ) : null}
          {/* Also while running: a hanging close must never bar a second one. */}
          <Button look={open ? 'danger' : 'plain'} data-testid="emergency-again" className="h-9! px-4!" onClick={onAgain}>
            {t('emAgain')}
          </Button>
        </span>
      </footer>
    </div>
  );
}
