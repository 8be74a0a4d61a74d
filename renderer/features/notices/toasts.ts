import type { AuditView } from '../../../shared/contract/view.ts';

const AT_MOST = 3;

/** Attention lines newer than what was already on the screen when it opened, newest first. */
export function freshAttention(audit: readonly AuditView[], afterSeq: number): readonly AuditView[] {
  return audit.filter((line) => line.level === 'attention' && line.seq > afterSeq).slice(0, AT_MOST);
}

export const noticeKey = (line: Pick<AuditView, 'seq' | 'code' | 'rule'>): string => `${line.seq} ${line.rule} ${line.code}`;
