import { OctagonX } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useT } from '../../i18n/translate.ts';
import { stageWord } from '../../i18n/word-of.ts';
import { useCommand } from '../../link/use-command.ts';
import { useLang } from '../../store/preferences.ts';
import { look, looking } from '../../store/screen.ts';
import { useView } from '../../store/screen-store.ts';
import { Button } from '../../ui/Button.tsx';
import { HoldButton } from '../../ui/HoldButton.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { isWord, needsWord, type Scope } from './forecast.ts';
import { Outcome } from './Outcome.tsx';
import { WhatWillHappen } from './WhatWillHappen.tsx';

const close = (): void => look({ emergencyOpen: false });

/** Opens in every state. It is the only modal of the program, so nothing can stand in front of it. */
export function EmergencyPanel() {
  const open = looking((state) => state.emergencyOpen);
  return open ? <OpenPanel /> : null;
}

function OpenPanel() {
  const t = useT();
  const title = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const stage = useView((view) => view.stage.stage);
  const past = useView((view) => view.emergency.state !== 'idle');
  const running = useView((view) => view.emergency.state === 'running');
  const [again, setAgain] = useState(false);
  useEffect(() => {
    const opener = document.activeElement;
    const element = dialog.current;
    element?.showModal();
    // showModal may focus another control first; the safe one is chosen explicitly.
    element?.querySelector<HTMLElement>('[data-testid="emergency-cancel"]')?.focus();
    return () => {
      element?.close();
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  useEffect(() => {
    if (running) setAgain(false);
  }, [running]);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={title}
      data-testid="emergency-panel"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      className="m-auto max-h-[92vh] w-[620px] max-w-[94vw] overflow-auto rounded-[8px] border border-line-strong bg-card p-0 text-ink shadow-[0_24px_80px_rgb(0_0_0/0.6)]"
    >
      <header className="flex items-center gap-2.5 border-b border-line">
        <span data-stage={stage} className="stage flex h-11 items-center px-3.5 text-base">
          {t(stageWord[stage])}
        </span>
        <h2 id={title} className="flex items-center gap-2 text-lg font-bold">
          <OctagonX size={18} aria-hidden="true" className="text-danger" />
          {t('emTitle')}
        </h2>
      </header>
      {past && !again ? <Outcome onAgain={() => setAgain(true)} onClose={close} /> : <Confirm />}
    </dialog>
  );
}

function Confirm() {
  const t = useT();
  const lang = useLang();
  const scopeLabel = useId();
  const hint = useId();
  const stage = useView((view) => view.stage.stage);
  const [scope, setScope] = useState<Scope>('bot');
  const [typed, setTyped] = useState('');
  const { state, send } = useCommand('emergency.close');
  const asksWord = needsWord(scope, stage);
  return (
    <div className="flex flex-col gap-3 p-4">
      <div className="flex items-center gap-3">
        <span id={scopeLabel} className="text-sm text-dim">
          {t('emScope')}
        </span>
        <Segmented
          name="emergency-scope"
          labelledBy={scopeLabel}
          value={scope}
          choices={[
            { value: 'bot', label: t('emScopeBot') },
            { value: 'account', label: t('emScopeAccount') },
          ]}
          onChoose={setScope}
          testId="emergency-scope"
        />
      </div>
      <WhatWillHappen scope={scope} />
      {asksWord ? (
        <label className="flex items-center justify-between gap-3 rounded-[4px] border border-danger px-3 py-2 text-sm">
          {t('emType', { word: t('emTypeWord') })}
          <input
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            data-testid="emergency-word"
            autoComplete="off"
            className="h-7 w-28 rounded-[4px] border border-line-strong bg-panel px-2"
          />
        </label>
      ) : null}
      <p role="alert" data-testid="emergency-trouble" className="text-sm font-semibold text-danger empty:hidden">
        {state.at === 'refused' ? t('emRefused', { why: state.refusal.message[lang] }) : null}
        {state.at === 'unreached' ? t('emUnreached', { why: state.why }) : null}
      </p>
      <footer className="flex items-center justify-between gap-3">
        <Button data-testid="emergency-cancel" className="h-10! px-5! text-base!" onClick={close}>
          {t('cancel')}
        </Button>
        <span id={hint} className="text-xs text-faint">
          {t('emHoldHint')}
        </span>
        <HoldButton
          testId="emergency-hold"
          label={state.at === 'sending' ? t('emSending') : t('emHold')}
          holdingLabel={t('emHolding')}
          describedBy={hint}
          disabled={(asksWord && !isWord(typed)) || state.at === 'sending'}
          onHeld={() => void send({ scope })}
        />
      </footer>
    </div>
  );
}
