import type { View } from '../../shared/contract/view.ts';
import type { Lang } from '../../shared/domain/say.ts';
import { formatPercent } from '../format/number.ts';
import type { ScreenState } from '../store/screen-state.ts';

const stageNames: Record<View['stage']['stage'], Record<Lang, string>> = {
  demo: { ko: '데모', en: 'DEMO' },
  paper: { ko: '모의', en: 'PAPER' },
  'dry-run': { ko: '드라이런', en: 'DRY-RUN' },
  'pilot-10': { ko: '파일럿 10', en: 'PILOT 10' },
  'pilot-50': { ko: '파일럿 50', en: 'PILOT 50' },
  live: { ko: '실거래', en: 'LIVE' },
};

/** Stage, symbol and ROI, so that the task bar tells them too. A stale screen says so instead of an old ROI. */
export function documentTitle(state: ScreenState, lang: Lang): string {
  if (state.at === 'waiting') return 'Vigil';
  const stage = `[${stageNames[state.view.stage.stage][lang]}]`;
  if (state.at === 'stale') return `⚠ ${stage} Vigil`;
  if (state.view.engine.state === 'halted') return `⛔ ${stage} Vigil`;
  const { position, engine } = state.view;
  if (position !== null) return `${stage} ${position.symbol} ${formatPercent(position.roi)} — Vigil`;
  return [stage, engine.activeSymbol, 'Vigil'].filter(Boolean).join(' ');
}
