import { useId, useState } from 'react';
import type { Args } from '../../../shared/contract/commands.ts';
import { useT } from '../../i18n/translate.ts';
import { Button } from '../../ui/Button.tsx';
import type { Steps } from './use-steps.ts';

export interface SignIn {
  readonly apiId: string;
  readonly apiHash: string;
  readonly phone: string;
}
export const noSignIn: SignIn = { apiId: '', apiHash: '', phone: '' };

/** api_id, api_hash and phone; or without the phone by QR code. What was typed is kept above: a refusal is no reason to type it again. */
export function SignInForm({ typed, onType, steps }: { typed: SignIn; onType: (typed: SignIn) => void; steps: Steps }) {
  const t = useT();
  const busy = steps.state.at === 'sending';
  const keys = { apiId: Number(typed.apiId), apiHash: typed.apiHash };
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        steps.run('telegram.begin', { ...keys, phone: typed.phone });
      }}
    >
      <Field label={t('telegramApiId')} value={typed.apiId} numeric onEdit={(apiId) => onType({ ...typed, apiId })} />
      <Field label={t('telegramApiHash')} value={typed.apiHash} secret onEdit={(apiHash) => onType({ ...typed, apiHash })} />
      <Field label={t('telegramPhone')} value={typed.phone} onEdit={(phone) => onType({ ...typed, phone })} />
      <div className="flex justify-end gap-2">
        <Button disabled={busy} onClick={() => steps.run('telegram.beginQr', keys)}>
          {t('telegramQr')}
        </Button>
        <Button type="submit" look="strong" disabled={busy}>
          {t('telegramBegin')}
        </Button>
      </div>
    </form>
  );
}

/** One answer that Telegram waits for. */
export function OneField<C extends 'telegram.code' | 'telegram.password'>({
  command,
  label,
  help,
  secret = false,
  argsOf,
  steps,
}: {
  command: C;
  label: string;
  help: string;
  secret?: boolean;
  argsOf: (text: string) => Args<C>;
  steps: Steps;
}) {
  const t = useT();
  const [text, setText] = useState('');
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        steps.run(command, argsOf(text));
      }}
    >
      <p className="text-sm text-dim empty:hidden">{help}</p>
      <Field label={label} value={text} secret={secret} takesFocus onEdit={setText} />
      <div className="flex justify-end gap-2">
        <Button onClick={() => steps.run('telegram.cancel', {})}>{t('telegramCancel')}</Button>
        <Button type="submit" look="strong" disabled={text === '' || steps.state.at === 'sending'}>
          {t('telegramSubmit')}
        </Button>
      </div>
    </form>
  );
}

function Field({
  label,
  value,
  onEdit,
  secret = false,
  numeric = false,
  takesFocus = false,
}: {
  label: string;
  value: string;
  onEdit: (text: string) => void;
  secret?: boolean;
  numeric?: boolean;
  /** It appears as the answer to what the trader did: the next key stroke is meant for it. */
  takesFocus?: boolean;
}) {
  const id = useId();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-3">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <input
        id={id}
        type={secret ? 'password' : 'text'}
        inputMode={numeric ? 'numeric' : 'text'}
        value={value}
        autoComplete="off"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: see takesFocus
        autoFocus={takesFocus}
        onChange={(event) => onEdit(event.target.value)}
        className="h-7 w-64 rounded-[4px] border border-line-strong bg-panel px-2 text-base"
      />
    </div>
  );
}
