import type { KeysView } from '../../../shared/contract/keys.ts';
import type { KeyPermissions, KeyRight } from '../../../shared/domain/venue-keys.ts';
import type { WordKey } from '../../i18n/translate.ts';

export type LineTone = 'good' | 'attention' | 'danger' | 'plain';
export interface CheckLine {
  readonly name: WordKey;
  readonly state: WordKey;
  readonly tone: LineTone;
  /** What it means and what to change; null when there is nothing to do. */
  readonly hint: WordKey | null;
}

/** What decides over the key, worst first. */
const deciding: readonly KeyRight[] = ['withdrawals', 'futures', 'reading', 'ipRestricted'];
const transfers: readonly KeyRight[] = ['universalTransfer', 'internalTransfer'];
/** Of no use here: mentioned only where they are on. */
const others: readonly KeyRight[] = ['spotAndMargin', 'margin', 'options', 'portfolioMargin'];

/** The last check line by line; empty when the exchange told nothing. */
export function checkLines({ permissions, positionMode }: Pick<KeysView, 'permissions' | 'positionMode'>): readonly CheckLine[] {
  if (permissions === null) return [];
  const extra = others.filter((right) => permissions[right] === true);
  const rights = [...deciding, ...transfers, ...extra].map((right) => lineOf(right, permissions));
  return positionMode === null ? rights : [...rights, modeLine(positionMode)];
}

const modeLine = (mode: 'ONE-WAY' | 'HEDGE'): CheckLine => ({
  name: 'keysMode',
  state: mode === 'HEDGE' ? 'keysModeHedge' : 'keysModeOneWay',
  tone: 'plain',
  hint: null,
});

function lineOf(right: KeyRight, permissions: KeyPermissions): CheckLine {
  const value = permissions[right];
  const name = `keysRight_${right}` as const;
  if (value === null) {
    const decides = deciding.includes(right);
    return { name, state: 'keysUntold', tone: decides ? 'danger' : 'plain', hint: decides ? 'keysHintUntold' : null };
  }
  return { name, state: stateOf(right, value), ...judged(right, value) };
}

function stateOf(right: KeyRight, value: boolean): WordKey {
  if (right === 'ipRestricted') return value ? 'keysIpYes' : 'keysIpNo';
  return value ? 'keysOn' : 'keysOff';
}

function judged(right: KeyRight, value: boolean): Pick<CheckLine, 'tone' | 'hint'> {
  const good = { tone: 'good', hint: null } as const;
  switch (right) {
    case 'withdrawals':
      return value ? { tone: 'danger', hint: 'keysHintWithdrawals' } : good;
    case 'futures':
      return value ? good : { tone: 'danger', hint: 'keysHintFutures' };
    case 'reading':
      return value ? good : { tone: 'danger', hint: 'keysHintReading' };
    case 'ipRestricted':
      return value ? good : { tone: 'attention', hint: 'keysHintIp' };
    case 'universalTransfer':
    case 'internalTransfer':
      return value ? { tone: 'attention', hint: 'keysHintTransfer' } : good;
    default:
      return { tone: 'plain', hint: value ? 'keysHintUnused' : null };
  }
}
