import type { Link } from '../../shared/contract/link.ts';
import type { Profile } from '../../shared/contract/profile.ts';

/** The engine as a host sees it; what `electron/compose.ts` gives. */
export interface Running {
  readonly link: Link;
  /** Prometheus text. */
  readonly metrics: () => string;
  readonly health: () => { readonly ok: boolean; readonly why: string };
  /** The machine was asleep until now. */
  woke(): void;
  /** An error that nobody caught: the engine survives it or halts and says why. */
  fault(bug: unknown): void;
  /** `clean` false: the process ends because of a fault, and the next start counts it as a crash. */
  stop(clean?: boolean): Promise<void>;
}

/** Rejects with an `Error`; one that carries `field` is a refusal of the profile, not a bug. */
export type Compose = (options: { readonly dataDir: string; readonly profile: Profile; readonly version: string }) => Promise<Running>;

/** One line for the operator when `compose` refused the profile; undefined when it failed for another reason. */
export function refusalOfProfile(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('field' in error) || typeof error.field !== 'string') return undefined;
  return `profile: ${error.field === '' ? '' : `${error.field}: `}${firstLine(error)}`;
}

export const firstLine = (error: unknown): string => String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';

const STOP_LIMIT_MS = 4000;

/** Stops within the time a service manager grants (5 s); true when all was written and closed. */
export async function stopInTime(stop: () => Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), STOP_LIMIT_MS);
  });
  const done = stop().then(
    () => true,
    () => false,
  );
  const inTime = await Promise.race([done, late]);
  clearTimeout(timer);
  return inTime;
}
