import { useT } from '../../i18n/translate.ts';
import { useView } from '../../store/screen-store.ts';

/** What is waited for while there is no position; under a lock no message will start anything. */
export function useIdleNext(): string {
  const t = useT();
  const rule = useView((view) => view.locks[0]?.rule);
  const monitored = useView((view) => view.monitoring.length > 0);
  if (rule !== undefined) return t('boardEmptyLocked', { rule });
  return t(monitored ? 'positionNoneNext' : 'positionNoneIdle');
}
