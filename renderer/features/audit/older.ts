import type { AuditView } from '../../../shared/contract/view.ts';

type Ask = (after: number, limit: number) => Promise<readonly AuditView[]>;
const PAGE = 1000;

/**
 * The lines just before `oldestSeq`, oldest first; empty when there are none. The host answers "after a number", so the
 * start is guessed and moved back until something is found: numbers count events, and not each event says something.
 */
export async function readOlder(ask: Ask, oldestSeq: number): Promise<readonly AuditView[]> {
  for (let span = 500; ; span *= 4) {
    const after = Math.max(0, oldestSeq - 1 - span);
    const found = await readBetween(ask, after, oldestSeq);
    if (found.length > 0 || after === 0) return found;
  }
}

/** A full page may have been cut off, so reading goes on from its last number until the known part is met. */
async function readBetween(ask: Ask, after: number, before: number): Promise<readonly AuditView[]> {
  const found: AuditView[] = [];
  for (let from = after; ; ) {
    const page = [...(await ask(from, PAGE))].sort((a, b) => a.seq - b.seq);
    found.push(...page.filter((line) => line.seq < before));
    const last = page.at(-1)?.seq;
    if (page.length < PAGE || last === undefined || last >= before || last <= from) return found;
    from = last;
  }
}
