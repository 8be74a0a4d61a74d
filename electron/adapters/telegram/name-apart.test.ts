import { expect, test } from 'vitest';
import type { MessagesPort } from '../../ports/messages.ts';
import { nameApart } from './name-apart.ts';

const told: string[] = [];
const closed: string[] = [];
const source = (kind: MessagesPort['source'], why: string): MessagesPort => ({
  source: kind,
  open: (tell) => tell({ type: 'MessageSourceChanged', source: kind, healthy: true, why }),
  async close() {
    closed.push(why);
  },
  reading: () => ({ at: why.charCodeAt(0), lateAfterMs: 1 }),
});

test('the second source of a kind carries its number, in its name and in all it tells; the first keeps its name', async () => {
  const apart = nameApart([source('inbox', 'a'), source('drop', 'b'), source('inbox', 'c'), source('inbox', 'd')]);
  for (const port of apart) port.open((fact) => told.push(`${fact.source} ${fact.type === 'MessageSourceChanged' ? fact.why : ''}`));
  for (const port of apart) await port.close();
  expect(apart.map((port) => port.source)).toEqual(['inbox', 'drop', 'inbox 2', 'inbox 3']);
  expect(told).toEqual(['inbox a', 'drop b', 'inbox 2 c', 'inbox 3 d']);
  expect(apart.map((port) => port.reading?.().at)).toEqual([97, 98, 99, 100]);
  expect(closed).toEqual(['a', 'b', 'c', 'd']);
});
