import type { Lang } from '../../shared/domain/say.ts';
import { bothZones, formatAge, formatDuration, formatLeft } from '../format/time.ts';
import { useNow } from './now.ts';

interface At {
  readonly at: number | null;
  readonly lang: Lang;
  readonly className?: string;
}

/** "3 s ago", alive. */
export function Age({ at, lang, className }: At) {
  const text = useNow((now) => formatAge(at, now, lang));
  return (
    <span className={className} title={bothZones(at)}>
      {text}
    </span>
  );
}

/** "3 s", alive: how long something has been going on. */
export function Elapsed({ at, lang, className }: At) {
  const text = useNow((now) => (at === null ? '—' : formatDuration(now - at, lang)));
  return (
    <span className={className} title={bothZones(at)}>
      {text}
    </span>
  );
}

export function Left({ until, lang }: { until: number; lang: Lang }) {
  return <>{useNow((now) => formatLeft(until, now, lang))}</>;
}
