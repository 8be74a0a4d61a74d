import { useT } from '../../i18n/translate.ts';
import { useCommand } from '../../link/use-command.ts';
import { useView } from '../../store/screen-store.ts';
import { demoSpeeds } from './rows.ts';

export function DemoSpeed() {
  const t = useT();
  const speed = useView((view) => view.demo?.speed ?? null);
  const { send } = useCommand('demo.speed');
  if (speed === null) return null;
  const choices = demoSpeeds.some((choice) => choice === speed) ? demoSpeeds : [...demoSpeeds, speed].sort((a, b) => a - b);
  return (
    <select
      aria-label={t('speed')}
      title={t('speed')}
      data-testid="demo-speed"
      value={speed}
      onChange={(event) => void send({ speed: Number(event.target.value) })}
      className="h-6 shrink-0 rounded-[4px] border border-line-strong bg-raised pr-1 pl-1.5 text-left text-xs text-ink"
    >
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {choice}×
        </option>
      ))}
    </select>
  );
}
