import { Lock } from 'lucide-react';
import { useState } from 'react';
import { sentenceOf } from '../../format/sentence.ts';
import { useT } from '../../i18n/translate.ts';
import { useCommand } from '../../link/use-command.ts';
import { useLang } from '../../store/preferences.ts';
import { useView } from '../../store/screen-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Rule } from '../../ui/Chip.tsx';
import { SentenceText } from '../../ui/SentenceText.tsx';
import { Card } from './Card.tsx';
import { FieldRow } from './FieldRow.tsx';
import { groups } from './fields.ts';
import { changedKeys, edited, fieldOf, patchOf, shownText, untouched, withError } from './form.ts';

export function SettingsForm() {
  const t = useT();
  const lang = useLang();
  const settings = useView((view) => view.settings);
  const locked = useView((view) => view.settingsLock.locked);
  const [form, setForm] = useState(untouched);
  const { state, send, reset } = useCommand('settings.update');
  const changes = changedKeys(form.draft).length;

  const save = async (): Promise<void> => {
    const read = patchOf(form.draft);
    if ('notNumbers' in read) {
      setForm(withError(form, read.notNumbers, t('notANumber')));
      return;
    }
    const outcome = await send({ settings: read.patch });
    if (outcome.at === 'done') setForm(untouched);
    if (outcome.at !== 'refused') return;
    const field = fieldOf(outcome.refusal);
    if (field !== undefined) setForm((now) => withError(now, [field], outcome.refusal.message[lang]));
  };
  const trouble =
    state.at === 'refused'
      ? `${t('refused')}${fieldOf(state.refusal) === undefined ? `: ${state.refusal.message[lang]}` : ''}`
      : state.at === 'unreached'
        ? t('notReached', { why: state.why })
        : '';

  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!locked && changes > 0) void save();
      }}
    >
      {locked ? <Locked /> : null}
      {groups.map((group) => (
        <Card key={group.word} title={t(group.word)}>
          {group.keys.map((key) => (
            <FieldRow
              key={key}
              name={key}
              value={shownText(settings, form.draft, key)}
              stored={String(settings[key])}
              changed={form.draft[key] !== undefined}
              error={form.errors[key]}
              locked={locked}
              onEdit={(text) => {
                if (state.at !== 'sending') reset();
                setForm((now) => edited(now, settings, key, text));
              }}
            />
          ))}
        </Card>
      ))}
      <footer className="sticky bottom-0 flex items-center gap-3 border-t border-line bg-bg py-2.5">
        <p role="status" data-testid="settings-status" className="text-sm text-dim">
          {state.at === 'done' && changes === 0 ? <span className="text-good">{t('saved')}</span> : null}
          {trouble === '' ? null : <span className="font-semibold text-danger">{trouble}</span>}
          {state.at === 'idle' ? (changes === 0 ? t('unchanged') : t('changed', { count: changes })) : null}
        </p>
        <span className="ml-auto" />
        <Button
          disabled={changes === 0}
          onClick={() => {
            setForm(untouched);
            reset();
          }}
        >
          {t('revert')}
        </Button>
        <Button type="submit" look="strong" data-testid="settings-save" disabled={locked || changes === 0 || state.at === 'sending'}>
          {t(state.at === 'sending' ? 'saving' : 'save')}
        </Button>
      </footer>
    </form>
  );
}

function Locked() {
  const t = useT();
  const lang = useLang();
  const reasons = useView((view) => view.settingsLock.reasons);
  return (
    <div data-testid="settings-locked" role="status" className="flex gap-3 rounded-[6px] border border-attention bg-card px-3.5 py-2.5">
      <Lock size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-attention" />
      <div>
        <p className="text-base font-semibold text-attention">{t('settingsLocked')}</p>
        <ul>
          {reasons.map((reason) => (
            <li key={`${reason.rule} ${reason.code}`} className="text-sm">
              <Rule id={reason.rule} /> <SentenceText sentence={sentenceOf(reason, lang, null)} />
            </li>
          ))}
        </ul>
        <p className="text-sm text-dim">{t('settingsLockedNext')}</p>
      </div>
    </div>
  );
}
