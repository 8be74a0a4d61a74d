import { runSeed } from './run-seed.ts';
import { type Trouble, troubles } from './weather.ts';

/** `run-seeds.ts FROM COUNT STRIDE` prints one line of JSON per seed; `run-seeds.ts SEED story [without,…]` prints the story of one. */
const [first = '1', second = '1', third = '1'] = process.argv.slice(2);
if (second === 'story') {
  const without = third === '1' ? [] : (third.split(',').filter((word) => (troubles as readonly string[]).includes(word)) as Trouble[]);
  const { story, broken } = await runSeed(Number(first), { tells: true, without });
  console.log(story.join('\n'));
  process.exitCode = broken.length > 0 ? 1 : 0;
} else {
  for (let seed = Number(first), left = Number(second); left > 0; seed += Number(third), left -= 1) {
    const { story: _, ...outcome } = await runSeed(seed);
    console.log(JSON.stringify(outcome));
  }
}
