import { replay } from './replay.ts';

process.exitCode = await replay(process.argv.slice(2), {
  print: (text) => process.stdout.write(text),
  tell: (line) => process.stderr.write(`${line}\n`),
});
