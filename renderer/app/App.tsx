import { useEffect } from 'react';
import { AlarmsCard } from '../features/alarms/AlarmsCard.tsx';
import { EmergencyPanel } from '../features/emergency/EmergencyPanel.tsx';
import { KeysCard } from '../features/exchange-keys/KeysCard.tsx';
import { FirstRunCard } from '../features/first-run/FirstRunCard.tsx';
import { LabPage } from '../features/lab/LabPage.tsx';
import { ModeBar } from '../features/mode-bar/ModeBar.tsx';
import { CriticalNotices } from '../features/notices/CriticalNotices.tsx';
import { Toasts } from '../features/notices/Toasts.tsx';
import { SettingsPage } from '../features/settings/SettingsPage.tsx';
import { SoundsCard } from '../features/sounds/SoundsCard.tsx';
import { useSounds } from '../features/sounds/use-sounds.ts';
import { StateBanner } from '../features/state-banner/StateBanner.tsx';
import { TelegramCard } from '../features/telegram/TelegramCard.tsx';
import { useLink } from '../link/link-context.ts';
import { useLang } from '../store/preferences.ts';
import { look, looking } from '../store/screen.ts';
import { screenStore, useScreenAt, useView } from '../store/screen-store.ts';
import { ConsolePage } from './ConsolePage.tsx';
import { documentTitle } from './document-title.ts';
import { FirstRunPage } from './FirstRunPage.tsx';
import { FirstRunStrip } from './FirstRunStrip.tsx';
import { JournalPage } from './JournalPage.tsx';
import { Palette } from './Palette.tsx';
import { ShortcutMap } from './ShortcutMap.tsx';
import { lookForMenu } from './shortcuts.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { Waiting } from './Waiting.tsx';

export function App() {
  const at = useScreenAt();
  return at === 'waiting' ? <Waiting /> : <Screen />;
}

function Screen() {
  const link = useLink();
  const page = looking((state) => state.page);
  const at = useScreenAt();
  const prices = useView((view) => view.connections.prices.state);
  useShortcuts();
  useSounds();
  useDocumentTitle();
  useEffect(
    () =>
      link.onMenu((action) => {
        const change = lookForMenu(action);
        if (change !== undefined) look(change);
      }),
    [link],
  );
  return (
    <div data-link={at} data-prices={prices} data-testid="screen" className="flex h-full min-w-[1120px] flex-col">
      <ModeBar />
      <StateBanner />
      <CriticalNotices />
      <FirstRunStrip />
      {page === 'console' ? (
        <ConsolePage />
      ) : page === 'journal' ? (
        <JournalPage />
      ) : page === 'lab' ? (
        <LabPage />
      ) : page === 'firstRun' ? (
        <FirstRunPage />
      ) : (
        <SettingsPage>
          <TelegramCard />
          <KeysCard />
          <AlarmsCard />
          <SoundsCard />
          <FirstRunCard />
        </SettingsPage>
      )}
      <Toasts />
      <ShortcutMap />
      <Palette />
      <EmergencyPanel />
    </div>
  );
}

function useDocumentTitle(): void {
  const lang = useLang();
  useEffect(() => {
    const tell = (): void => {
      const title = documentTitle(screenStore.getState(), lang);
      if (document.title !== title) document.title = title;
    };
    tell();
    return screenStore.subscribe(tell);
  }, [lang]);
}
