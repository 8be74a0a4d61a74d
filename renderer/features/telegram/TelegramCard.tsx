import { type ReactNode, useId } from 'react';
import { useT } from '../../i18n/translate.ts';
import { useCommand } from '../../link/use-command.ts';
import { useLang } from '../../store/preferences.ts';
import { useView } from '../../store/screen-store.ts';
import { Left } from '../../ui/Age.tsx';
import { Button } from '../../ui/Button.tsx';
import { Channels } from './Channels.tsx';
import { QrCode } from './QrCode.tsx';
import { OneField, SignInForm } from './SignInForm.tsx';
import { Trouble } from './Trouble.tsx';

/** Signing in to Telegram and choosing the channels. Nothing on hosts that read no Telegram account. */
export function TelegramCard() {
  const t = useT();
  const heading = useId();
  const kept = useView((view) => view.telegram?.sessionKept);
  const why = useView((view) => view.telegram?.sessionWhy ?? '');
  if (kept === undefined) return null;
  return (
    <section aria-labelledby={heading} data-testid="telegram" className="rounded-[6px] border border-line bg-card">
      <h2 id={heading} className="border-b border-line px-3.5 py-1.5 text-sm font-semibold text-dim">
        {t('groupTelegram')}
      </h2>
      <div className="flex flex-col gap-2 px-3.5 py-2.5">
        <p className="text-xs text-dim">{t('telegramNote')}</p>
        {kept === 'thisSession' ? <p className="text-xs font-medium text-attention">{t('telegramSessionOnly', { why })}</p> : null}
        <Account />
      </div>
    </section>
  );
}

function Account() {
  const t = useT();
  const lang = useLang();
  const account = useView((view) => view.telegram?.account);
  if (account === undefined) return null;
  switch (account.kind) {
    case 'signedOut':
      return <SignInForm />;
    case 'lost':
      return (
        <>
          <p role="alert" className="text-sm font-semibold text-danger">
            {t(`telegramLost_${account.why}`)}
          </p>
          <SignInForm />
        </>
      );
    case 'connecting':
      return (
        <Waiting>
          {t('telegramConnecting')}
          {account.why === null ? '' : ` · ${account.why}`}
        </Waiting>
      );
    case 'waiting':
      return (
        <Waiting>
          {t('telegramWaiting')} <Left until={account.until} lang={lang} />
        </Waiting>
      );
    case 'codeSent':
      return (
        <OneField
          command="telegram.code"
          label={t('telegramCode')}
          help={account.viaApp ? t('telegramCodeApp') : t('telegramCodeElsewhere', { via: account.via })}
          argsOf={(code) => ({ code })}
        />
      );
    case 'passwordNeeded':
      return (
        <OneField
          command="telegram.password"
          secret
          label={t('telegramPassword')}
          help={account.hint === null ? '' : t('telegramHint', { hint: account.hint })}
          argsOf={(password) => ({ password })}
        />
      );
    case 'qr':
      return (
        <Waiting>
          <QrCode text={account.url} label={t('telegramQrPicture')} />
          <span className="block max-w-[46ch]">{t('telegramScan')}</span>
        </Waiting>
      );
    case 'signedIn':
      return <SignedIn name={account.name} />;
  }
}

function Waiting({ children }: { children: ReactNode }) {
  const t = useT();
  const { state, send } = useCommand('telegram.cancel');
  return (
    <div className="flex flex-col items-start gap-2">
      <div role="status" className="text-sm">
        {children}
      </div>
      <Button onClick={() => void send({})} disabled={state.at === 'sending'}>
        {t('telegramCancel')}
      </Button>
      <Trouble state={state} />
    </div>
  );
}

function SignedIn({ name }: { name: string }) {
  const t = useT();
  const { state, send } = useCommand('telegram.signOut');
  return (
    <>
      <div className="flex items-center gap-3">
        <p role="status" className="text-sm font-semibold text-good">
          {t('telegramSignedIn', { name })}
        </p>
        <Button className="ml-auto" onClick={() => void send({})} disabled={state.at === 'sending'}>
          {t('telegramSignOut')}
        </Button>
      </div>
      <Trouble state={state} />
      <Channels />
    </>
  );
}
