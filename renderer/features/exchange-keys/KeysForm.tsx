import { useId, useState } from 'react';
import { useT } from '../../i18n/translate.ts';
import { type CommandState, useCommand } from '../../link/use-command.ts';
import { useView } from '../../store/screen-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Trouble } from '../../ui/Trouble.tsx';

const EMPTY = { apiKey: '', apiSecret: '' };

/** Key and secret leave the page as they are sent: they are not kept here for a second try. */
export function KeysForm() {
  const t = useT();
  const venue = useView((view) => view.keys?.venue ?? null);
  const [pair, setPair] = useState(EMPTY);
  const [restUrl, setRestUrl] = useState('');
  const check = useCommand('keys.check');
  const save = useCommand('keys.save');
  const busy = check.state.at === 'sending' || save.state.at === 'sending';
  const incomplete = pair.apiKey.trim() === '' || pair.apiSecret.trim() === '';

  const send = async (command: typeof check, other: typeof check): Promise<void> => {
    other.reset();
    const address = restUrl.trim();
    setPair(EMPTY);
    await command.send({ ...pair, ...(address === '' ? {} : { restUrl: address }) });
  };

  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void send(save, check);
      }}
    >
      <Field label={t('keysKey')} value={pair.apiKey} onEdit={(apiKey) => setPair({ ...pair, apiKey })} />
      <Field label={t('keysSecret')} value={pair.apiSecret} onEdit={(apiSecret) => setPair({ ...pair, apiSecret })} />
      <Field
        label={t('keysAddress')}
        value={restUrl}
        onEdit={setRestUrl}
        plain
        help={venue === null ? t('keysAddressDemo') : t('keysAddressHelp', { venue })}
      />
      <div className="flex items-center justify-end gap-2">
        <span role="status" className="mr-auto text-xs text-dim">
          {busy ? t('keysChecking') : null}
        </span>
        <Button disabled={busy || incomplete} onClick={() => void send(check, save)}>
          {t('keysCheck')}
        </Button>
        <Button type="submit" look="strong" disabled={busy || incomplete}>
          {t('keysSave')}
        </Button>
      </div>
      <Outcome state={check.state.at === 'idle' ? save.state : check.state} done={check.state.at === 'idle' ? 'keysSaved' : 'keysGood'} />
    </form>
  );
}

function Outcome({ state, done }: { state: CommandState; done: 'keysSaved' | 'keysGood' }) {
  const t = useT();
  // What the check found against the key stands with its result.
  const saidBelow = useView((view) => view.keys?.refusal?.code);
  if (state.at === 'refused' && state.refusal.code === saidBelow) return null;
  if (state.at === 'done')
    return (
      <p role="status" className="text-sm font-semibold text-good">
        {t(done)}
      </p>
    );
  return <Trouble state={state} />;
}

function Field({
  label,
  value,
  onEdit,
  plain = false,
  help,
}: {
  label: string;
  value: string;
  onEdit: (text: string) => void;
  plain?: boolean;
  help?: string;
}) {
  const id = useId();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-0.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <input
        id={id}
        type={plain ? 'text' : 'password'}
        value={value}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        onChange={(event) => onEdit(event.target.value)}
        className="h-7 w-64 rounded-[4px] border border-line-strong bg-panel px-2 text-base"
      />
      {help === undefined ? null : (
        <p id={`${id}-help`} className="col-span-2 text-xs text-dim">
          {help}
        </p>
      )}
    </div>
  );
}
