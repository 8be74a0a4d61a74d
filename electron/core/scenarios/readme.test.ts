import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { orderDiagram, orderTable, phaseDiagram } from '../../testkit/scenario/order-diagram.ts';

const file = new URL('../README.md', import.meta.url);

test.each([
  ['order-life', `${orderDiagram()}\n\n${orderTable()}`],
  ['phases', phaseDiagram()],
])('the README draws what the code says: %s', (name, drawn) => {
  const readme = readFileSync(file, 'utf8');
  const section = new RegExp(`<!-- ${name} -->\\n[\\s\\S]*?<!-- /${name} -->`);
  const whole = readme.replace(section, `<!-- ${name} -->\n${drawn}\n<!-- /${name} -->`);
  expect(readme).toMatch(section);
  if (process.env.VIGIL_WRITE_SCENARIOS === '1') writeFileSync(file, whole);
  expect(readFileSync(file, 'utf8')).toBe(whole);
});
