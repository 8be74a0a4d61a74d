import { useId, useState } from 'react';
import { useT } from '../../i18n/translate.ts';
import { useCommand } from '../../link/use-command.ts';
import { useView } from '../../store/screen-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Trouble } from '../../ui/Trouble.tsx';
import { CheckResult } from './CheckResult.tsx';
import { KeysForm } from './KeysForm.tsx';

/** The exchange's API keys: what is stored, a check of new ones, and where they rest. Nothing on engines that handle none. */
export function KeysCard() {
  const t = useT();
  const heading = useId();
  const handled = useView((view) => view.keys !== null);
  if (!handled) return null;
  return (
    <section aria-labelledby={heading} data-testid="exchange-keys" className="rounded-[6px] border border-line bg-card">
      <h2 id={heading} className="border-b border-line px-3.5 py-1.5 text-sm font-semibold text-dim">
        {t('groupKeys')}
      </h2>
      <div className="flex flex-col gap-2.5 px-3.5 py-2.5">
        <p className="text-xs text-dim">{t('keysNote')}</p>
        <p className="text-xs font-medium text-attention">{t('keysLoopbackOnly')}</p>
        <Stored />
        <KeysForm />
        <CheckResult />
      </div>
    </section>
  );
}

function Stored() {
  const t = useT();
  const present = useView((view) => view.keys?.present ?? false);
  const last4 = useView((view) => view.keys?.last4 ?? null);
  const inUse = useView((view) => view.keys?.inUse ?? false);
  const unreadable = useView((view) => view.keys?.unreadable ?? null);
  const forget = useCommand('keys.forget');
  const [asking, setAsking] = useState(false);
  const stored = present || unreadable !== null;
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-center gap-3">
        <p data-testid="keys-stored" className="text-sm font-semibold">
          {present
            ? last4 === null
              ? t('keysStoredShort')
              : t('keysStored', { last4 })
            : unreadable === null
              ? t('keysNone')
              : t('keysUnreadable', { why: unreadable })}
        </p>
        {stored && !asking ? (
          <Button size="sm" className="ml-auto" onClick={() => setAsking(true)}>
            {t('keysForget')}
          </Button>
        ) : null}
      </div>
      {present ? <p className="text-xs text-dim">{t(inUse ? 'keysInUse' : 'keysNextStart')}</p> : null}
      <Resting />
      {stored && asking ? (
        <fieldset className="flex flex-col gap-2 rounded-[4px] border border-danger/60 px-3 py-2">
          <legend className="sr-only">{t('keysForget')}</legend>
          <p className="text-sm">
            {t('keysForgetSure')} {inUse ? t('keysForgetInUse') : null}
          </p>
          <div className="flex justify-end gap-2">
            <Button autoFocus onClick={() => setAsking(false)}>
              {t('keysKeep')}
            </Button>
            <Button
              look="danger"
              disabled={forget.state.at === 'sending'}
              onClick={() => void forget.send({}).then((outcome) => setAsking(outcome.at !== 'done'))}
            >
              {t('keysForgetYes')}
            </Button>
          </div>
          <Trouble state={forget.state} />
        </fieldset>
      ) : null}
    </div>
  );
}

/** Where keys rest on this machine, once that is known. */
function Resting() {
  const t = useT();
  const kept = useView((view) => view.keys?.kept ?? null);
  const why = useView((view) => view.keys?.keptWhy ?? '');
  if (kept === null) return null;
  if (kept === 'thisSession') return <p className="text-xs font-medium text-attention">{t('keysSessionOnly', { why })}</p>;
  return <p className="text-xs text-dim">{t(`keysKept_${kept}`)}</p>;
}
