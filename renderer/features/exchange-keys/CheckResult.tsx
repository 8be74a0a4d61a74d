import clsx from 'clsx';
import { say } from '../../../shared/domain/say.ts';
import { useT } from '../../i18n/translate.ts';
import { useLang } from '../../store/preferences.ts';
import { useView } from '../../store/screen-store.ts';
import { Age } from '../../ui/Age.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { checkLines, type LineTone } from './lines.ts';

const edges: Record<LineTone, string> = {
  good: 'text-dim',
  plain: 'text-dim',
  attention: 'text-attention',
  danger: 'text-danger',
};

/** What the exchange told about the key that was checked last, and what to change about it. */
export function CheckResult() {
  const t = useT();
  const lang = useLang();
  const checkedAt = useView((view) => view.keys?.checkedAt ?? null);
  const last4 = useView((view) => view.keys?.checkedLast4 ?? null);
  const permissions = useView((view) => view.keys?.permissions ?? null);
  const positionMode = useView((view) => view.keys?.positionMode ?? null);
  const refusal = useView((view) => view.keys?.refusal ?? null);
  if (checkedAt === null) return null;
  const lines = checkLines({ permissions, positionMode });
  return (
    <div data-testid="keys-result" className="flex flex-col gap-1 border-t border-line pt-2">
      <h3 className="flex items-center gap-2 text-sm font-semibold">
        {t('keysResult', { last4: last4 ?? '' })}
        <Chip tone={refusal === null ? 'good' : 'danger'}>{t(refusal === null ? 'keysVerdictGood' : 'keysVerdictNo')}</Chip>
        <Age at={checkedAt} lang={lang} className="ml-auto text-xs font-normal text-dim" />
      </h3>
      {refusal === null ? null : (
        <p role="alert" className="text-sm font-medium text-danger">
          {say(refusal, lang)}
        </p>
      )}
      <dl className="flex flex-col">
        {lines.map(({ name, state, tone, hint }) => (
          <div key={name} className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 border-b border-line py-1 last:border-0">
            <dt className="text-sm">{t(name)}</dt>
            <dd>
              <Chip tone={tone}>{t(state)}</Chip>
            </dd>
            {hint === null ? null : <dd className={clsx('col-span-2 text-xs', edges[tone])}>{t(hint)}</dd>}
          </div>
        ))}
      </dl>
    </div>
  );
}
