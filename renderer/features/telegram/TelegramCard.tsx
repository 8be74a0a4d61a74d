import { type ReactNode, useEffect, useId, useState } from 'react';
import type { TelegramAccountState } from '../../../shared/domain/telegram.ts';
import { useT } from '../../i18n/translate.ts';
import { useLang } from '../../store/preferences.ts';
import { useView } from '../../store/screen-store.ts';
import { Left } from '../../ui/Age.tsx';
import { Button } from '../../ui/Button.tsx';
import { Trouble } from '../../ui/Trouble.tsx';
import { Channels } from './Channels.tsx';
import { QrCode } from './QrCode.tsx';
import { noSignIn, OneField, SignInForm } from './SignInForm.tsx';
import { type Steps, useSteps } from './use-steps.ts';

/** Signing in to Telegram, choosing the channels, and reading their last posts as a test. */
export function TelegramCard() {
  const t = useT();
  const heading = useId();
  const kept = useView((view) => view.telegram?.sessionKept);
  const why = useView((view) => view.telegram?.sessionWhy ?? '');
  const postsGoTo = useView((view) => view.telegram?.postsGoTo);
  if (postsGoTo === undefined) return null;
  return (
    <section aria-labelledby={heading} data-testid="telegram" className="rounded-[6px] border border-line bg-card">
      <h2 id={heading} className="border-b border-line px-3.5 py-1.5 text-sm font-semibold text-dim">
        {t('groupTelegram')}
      </h2>
      <div className="flex flex-col gap-2 px-3.5 py-2.5">
        <p className="text-xs text-dim">{t('telegramNote')}</p>
        {postsGoTo === 'engine' ? null : (
          <p data-testid="telegram-posts-go" className="text-xs font-medium">
            {t(postsGoTo === 'demo' ? 'telegramPostsDemo' : 'telegramPostsOther')}
          </p>
        )}
        {kept === 'thisSession' ? <p className="text-xs font-medium text-attention">{t('telegramSessionOnly', { why })}</p> : null}
        <Account />
      </div>
    </section>
  );
}

function Account() {
  const t = useT();
  const steps = useSteps();
  const { forget } = steps;
  const account = useView((view) => view.telegram?.account);
  const [typed, setTyped] = useState(noSignIn);
  const kind = account?.kind;
  useEffect(() => {
    if (kind === 'signedIn') setTyped(noSignIn);
    // The countdown said it; once it is over the sentence of the refusal is not true any more.
    if (kind === 'waiting') return forget;
  }, [kind, forget]);
  if (account === undefined) return null;
  const form = <SignInForm typed={typed} onType={setTyped} steps={steps} />;
  return (
    <>
      {account.kind === 'signedOut' ? (
        form
      ) : account.kind === 'lost' ? (
        <>
          <p role="alert" className="text-sm font-semibold text-danger">
            {t(`telegramLost_${account.why}`)}
          </p>
          {form}
          <div className="flex justify-end">
            <Button size="sm" onClick={() => steps.run('telegram.signOut', {})}>
              {t('telegramForget')}
            </Button>
          </div>
        </>
      ) : (
        <Step account={account} steps={steps} />
      )}
      {kind === 'waiting' ? null : <Trouble state={steps.state} />}
      {account.kind === 'signedIn' ? <Channels /> : null}
    </>
  );
}

function Step({ account, steps }: { account: Exclude<TelegramAccountState, { kind: 'signedOut' | 'lost' }>; steps: Steps }) {
  const t = useT();
  const lang = useLang();
  switch (account.kind) {
    case 'connecting':
      return (
        <Waiting during={account.during} steps={steps}>
          {t('telegramConnecting')}
          {account.why === null ? '' : ` · ${account.why}`}
        </Waiting>
      );
    case 'waiting':
      return (
        <Waiting during={account.during} steps={steps}>
          {t('telegramWaiting')} <Left until={account.until} lang={lang} />
        </Waiting>
      );
    case 'codeSent':
      return (
        <OneField
          key="code"
          command="telegram.code"
          label={t('telegramCode')}
          help={t(`telegramCode_${account.via}`)}
          argsOf={(code) => ({ code })}
          steps={steps}
        />
      );
    case 'passwordNeeded':
      return (
        <OneField
          key="password"
          command="telegram.password"
          secret
          label={t('telegramPassword')}
          help={account.hint === null ? '' : t('telegramHint', { hint: account.hint })}
          argsOf={(password) => ({ password })}
          steps={steps}
        />
      );
    case 'qr':
      return (
        <Waiting during="signIn" steps={steps}>
          <QrCode text={account.url} label={t('telegramQrPicture')} />
          <span className="block max-w-[46ch]">{t('telegramScan')}</span>
        </Waiting>
      );
    case 'signedIn':
      return (
        <div className="flex items-center gap-3">
          <p role="status" className="text-sm font-semibold text-good">
            {t('telegramSignedIn', { name: account.name })}
          </p>
          <Leave during="reading" steps={steps} className="ml-auto" />
        </div>
      );
  }
}

function Waiting({ during, steps, children }: { during: 'signIn' | 'reading'; steps: Steps; children: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-2">
      <div role="status" className="text-sm">
        {children}
      </div>
      <Leave during={during} steps={steps} />
    </div>
  );
}

/** A sign-in under way is cancelled; a session that is there is signed out, also while it cannot be reached. */
function Leave({ during, steps, className }: { during: 'signIn' | 'reading'; steps: Steps; className?: string }) {
  const t = useT();
  const command = during === 'signIn' ? 'telegram.cancel' : 'telegram.signOut';
  return (
    <Button {...(className === undefined ? {} : { className })} onClick={() => steps.run(command, {})}>
      {t(during === 'signIn' ? 'telegramCancel' : 'telegramSignOut')}
    </Button>
  );
}
