import type { ReactNode, RefObject } from 'react';
import { AlarmsCard } from '../features/alarms/AlarmsCard.tsx';
import { KeysCard } from '../features/exchange-keys/KeysCard.tsx';
import { DemoStep } from '../features/first-run/DemoStep.tsx';
import { LooksStep } from '../features/first-run/LooksStep.tsx';
import { PaperStep } from '../features/first-run/PaperStep.tsx';
import { RiskStep } from '../features/first-run/RiskStep.tsx';
import { SoundsCard } from '../features/sounds/SoundsCard.tsx';
import { TelegramCard } from '../features/telegram/TelegramCard.tsx';
import { useT, type WordKey } from '../i18n/translate.ts';
import type { FirstRunStep } from '../store/first-run.ts';
import { useScreenAt } from '../store/screen-store.ts';
import { FirstRunMessage } from './FirstRunMessage.tsx';

/** `tick`: the box of the risk page; `asked`: somebody pressed on without it. */
export function FirstRunStepBody({ step, tick, asked }: { step: FirstRunStep; tick: RefObject<HTMLInputElement | null>; asked: boolean }) {
  switch (step) {
    case 'looks':
      return <LooksStep />;
    case 'risk':
      return <RiskStep tick={tick} asked={asked} />;
    case 'demo':
      return <DemoStep />;
    case 'telegram':
      return (
        <Cards text="firstTelegramText">
          <TelegramCard />
        </Cards>
      );
    case 'message':
      return (
        <OverTheLink>
          <FirstRunMessage />
        </OverTheLink>
      );
    case 'keys':
      return (
        <Cards text="firstKeysText">
          <KeysCard />
        </Cards>
      );
    case 'notices':
      return (
        <Cards text="firstNoticesText">
          <AlarmsCard />
          <SoundsCard />
        </Cards>
      );
    case 'paper':
      return <PaperStep />;
  }
}

/** What asks the engine is read-only while nothing of the engine is heard. */
function OverTheLink({ children }: { children: ReactNode }) {
  const t = useT();
  const stale = useScreenAt() === 'stale';
  return (
    <fieldset disabled={stale} className="contents">
      {stale ? (
        <p role="status" data-testid="first-read-only" className="pb-2 text-sm font-medium text-attention">
          {t('firstReadOnly')}
        </p>
      ) : null}
      {children}
    </fieldset>
  );
}

/** Cards of the settings page, with a word on why they stand here. */
function Cards({ text, children }: { text: WordKey; children: ReactNode }) {
  const t = useT();
  return (
    <OverTheLink>
      <div className="flex max-w-[760px] flex-col gap-3">
        <p className="text-base text-dim">{t(text)}</p>
        {children}
      </div>
    </OverTheLink>
  );
}
