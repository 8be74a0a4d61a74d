import { useId, useState } from 'react';
import type { Args } from '../../../shared/contract/commands.ts';
import { useT } from '../../i18n/translate.ts';
import { useCommand } from '../../link/use-command.ts';
import { Button } from '../../ui/Button.tsx';
import { Trouble } from './Trouble.tsx';

/** api_id, api_hash and phone; or without the phone by QR code. */
export function SignInForm() {
  const t = useT();
  const [form, setForm] = useState({ apiId: '', apiHash: '', phone: '' });
  const byCode = useCommand('telegram.begin');
  const byQr = useCommand('telegram.beginQr');
  const busy = byCode.state.at === 'sending' || byQr.state.at === 'sending';
  const keys = { apiId: Number(form.apiId), apiHash: form.apiHash };
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        byQr.reset();
        void byCode.send({ ...keys, phone: form.phone });
      }}
    >
      <Field label={t('telegramApiId')} value={form.apiId} numeric onEdit={(apiId) => setForm({ ...form, apiId })} />
      <Field label={t('telegramApiHash')} value={form.apiHash} secret onEdit={(apiHash) => setForm({ ...form, apiHash })} />
      <Field label={t('telegramPhone')} value={form.phone} onEdit={(phone) => setForm({ ...form, phone })} />
      <div className="flex justify-end gap-2">
        <Button
          disabled={busy}
          onClick={() => {
            byCode.reset();
            void byQr.send(keys);
          }}
        >
          {t('telegramQr')}
        </Button>
        <Button type="submit" look="strong" disabled={busy}>
          {t('telegramBegin')}
        </Button>
      </div>
      <Trouble state={byCode.state} />
      <Trouble state={byQr.state} />
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
}: {
  command: C;
  label: string;
  help: string;
  secret?: boolean;
  argsOf: (text: string) => Args<C>;
}) {
  const t = useT();
  const [text, setText] = useState('');
  const { state, send } = useCommand(command);
  const cancel = useCommand('telegram.cancel');
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void send(argsOf(text));
      }}
    >
      <p className="text-sm text-dim empty:hidden">{help}</p>
      <Field label={label} value={text} secret={secret} onEdit={setText} />
      <div className="flex justify-end gap-2">
        <Button onClick={() => void cancel.send({})}>{t('telegramCancel')}</Button>
        <Button type="submit" look="strong" disabled={text === '' || state.at === 'sending'}>
          {t('telegramSubmit')}
        </Button>
      </div>
      <Trouble state={state} />
    </form>
  );
}

function Field({
  label,
  value,
  onEdit,
  secret = false,
  numeric = false,
}: {
  label: string;
  value: string;
  onEdit: (text: string) => void;
  secret?: boolean;
  numeric?: boolean;
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
        onChange={(event) => onEdit(event.target.value)}
        className="h-7 w-64 rounded-[4px] border border-line-strong bg-panel px-2 text-base"
      />
    </div>
  );
}
