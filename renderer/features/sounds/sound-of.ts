import type { AuditView } from '../../../shared/contract/view.ts';
import { type SoundName, soundNames } from '../../store/sounds.ts';

const orders: readonly AuditView['code'][] = [
  'ladderStarted',
  'secondTriggerFired',
  'exitTriggerFired',
  'closingAtMarket',
  'orderAccepted',
];
const fills: readonly AuditView['code'][] = [
  'fillCounted',
  'firstFill',
  'phase1Begun',
  'phase2Begun',
  'secondComplete',
  'liquidationFill',
  'tradeClosed',
];

/** What a line of the audit sounds like; most make no sound. */
export function soundOf({ code, level }: Pick<AuditView, 'code' | 'level'>): SoundName | undefined {
  if (level === 'critical') return 'alarm';
  if (fills.includes(code)) return 'fill';
  if (orders.includes(code)) return 'order';
  return level === 'attention' ? 'warning' : undefined;
}

export const weightOf = (name: SoundName): number => soundNames.indexOf(name);

/** One moment makes one sound: the weightiest. */
export function loudestOf(lines: readonly Pick<AuditView, 'code' | 'level'>[]): SoundName | undefined {
  const names = lines.flatMap((line) => soundOf(line) ?? []);
  return names.reduce<SoundName | undefined>(
    (best, name) => (best === undefined || weightOf(name) > weightOf(best) ? name : best),
    undefined,
  );
}
