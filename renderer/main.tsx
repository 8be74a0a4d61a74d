import './app/theme.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { startTranslation, switchLanguage } from './i18n/translate.ts';
import { LinkContext } from './link/link-context.ts';
import { pickLink } from './link/pick-link.ts';
import { connectScreen } from './store/connect.ts';
import { type Preferences, preferences } from './store/preferences.ts';
import { replaceScreenState, screenStore } from './store/screen-store.ts';

function dress({ lang, theme, palette }: Preferences): void {
  const root = document.documentElement;
  root.lang = lang;
  root.dataset.theme = theme;
  root.dataset.palette = palette;
  switchLanguage(lang);
}

startTranslation(preferences.getState().lang);
dress(preferences.getState());
// Before React hears of it: components read the new tokens when they render.
preferences.subscribe(dress);

const link = pickLink();
connectScreen(link, {
  read: () => screenStore.getState(),
  write: replaceScreenState,
  now: () => Date.now(),
  // A hidden window paints nothing, but its title and its state must go on.
  beforePaint: (run) => void (document.hidden ? setTimeout(run, 100) : requestAnimationFrame(run)),
  every: (ms, run) => {
    const timer = setInterval(run, ms);
    return () => clearInterval(timer);
  },
});

const queries = new QueryClient({ defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false, staleTime: 5_000 } } });
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <LinkContext value={link}>
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>
    </LinkContext>
  </StrictMode>,
);
