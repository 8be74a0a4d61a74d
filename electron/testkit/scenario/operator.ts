import type { Settings } from '../../../shared/domain/settings.ts';
import type { Stage as StageWord } from '../../../shared/domain/stage.ts';
import type { Happening } from '../scenario.ts';
import { both } from './both.ts';

/** The trader asks for other settings. */
export const settings = (change: Partial<Settings>): Happening => ({
  words: both(`설정 ${JSON.stringify(change)}`, `settings ${JSON.stringify(change)}`),
  play: (stage) => stage.tell({ type: 'SettingsUpdateRequested', settings: change }),
});
export const pause = (): Happening => ({
  words: both('진입 중지', 'trader stops entries'),
  play: (stage) => stage.tell({ type: 'EntriesPauseRequested' }),
});
export const resume = (): Happening => ({
  words: both('진입 재개', 'trader resumes entries'),
  play: (stage) => stage.tell({ type: 'EntriesResumeRequested' }),
});
export const emergencyClose = (scope: 'bot' | 'account' = 'bot'): Happening => ({
  words: both(`비상 청산 (${scope})`, `emergency close (${scope})`),
  play: (stage) => stage.tell({ type: 'EmergencyCloseRequested', scope }),
});
export const stageRequested = (wanted: StageWord): Happening => ({
  words: both(`단계 요청 ${wanted}`, `stage ${wanted} requested`),
  play: (stage) => stage.tell({ type: 'StageRequested', stage: wanted }),
});
export const stageRollback = (): Happening => ({
  words: both('단계 되돌리기', 'stage rolled back'),
  play: (stage) => stage.tell({ type: 'StageRollbackRequested' }),
});
/** The process starts, or starts again: only what is on disk is known. */
export const restart = (): Happening => ({ words: both('프로그램 시작', 'the program starts'), play: (stage) => stage.start() });
