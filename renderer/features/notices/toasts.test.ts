import { expect, test } from 'vitest';
import type { AuditView } from '../../../shared/contract/view.ts';
import { freshAttention } from './toasts.ts';

const line = (seq: number, level: string): AuditView => ({ seq, level }) as AuditView;

test('what was there when the screen opened, and what is only information, makes no toast', () => {
  const audit = [line(5, 'attention'), line(4, 'info'), line(3, 'critical'), line(2, 'attention')];
  expect(freshAttention(audit, 2).map(({ seq }) => seq)).toEqual([5]);
});
