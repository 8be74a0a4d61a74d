import type { Chapter, playScenario, Scenario } from '../scenario.ts';

/** A chapter as the trader reads it: what really happened, Korean with the English beside it. */
export function renderChapter(chapter: Chapter, play: typeof playScenario): string {
  const [ko, en] = chapter.title;
  const head = `# ${ko}\n*${en}*\n\n<!-- Generated from electron/core/scenarios/${chapter.name}.scenario.ts: change it there. -->\n`;
  return `${[head, ...chapter.scenarios.map((scenario) => renderScenario(scenario, play(scenario)))].join('\n')}`;
}

function renderScenario(scenario: Scenario, played: ReturnType<typeof playScenario>): string {
  const { title, why, given, world, settings } = scenario;
  const lines = [`## ${title[0]}`, `*${title[1]}*`, '', `**${scenario.ids.join(' · ')}**`, ''];
  if (why) lines.push(`${why[0]}  `, `*${why[1]}*`, '');
  if (given) lines.push(`- 전제 / given: ${given.words[0]} — *${given.words[1]}*`);
  for (const change of world ?? []) lines.push(`- 조건 / world: ${change.words[0]} — *${change.words[1]}*`);
  if (settings) lines.push(`- 설정 / settings: \`${JSON.stringify(settings)}\``);
  if (scenario.stage) lines.push(`- 단계 / stage: ${scenario.stage}`);
  if (lines.at(-1) !== '') lines.push('');
  const timed = scenario.rows !== undefined;
  lines.push(timed ? '| 시각 | 일어난 일 | 엔진이 한 일 |' : '| 일어난 일 | 엔진이 한 일 |', timed ? '|---|---|---|' : '|---|---|');
  for (const { at, happens, does } of played) {
    const cells = [...(timed ? [at] : []), cell(happens), cell(does)];
    lines.push(`| ${cells.join(' | ')} |`);
  }
  return `${lines.join('\n')}\n`;
}

const safe = (text: string): string => text.replaceAll('|', '/');
const cell = ([ko, en]: readonly [string, string]): string => (ko === en ? safe(ko) : `${safe(ko)}<br>*${safe(en)}*`);
