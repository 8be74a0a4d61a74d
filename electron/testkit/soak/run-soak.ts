import { judge, type SoakHour, soak } from './soak.ts';

const columns: readonly (readonly [string, (hour: SoakHour) => string])[] = [
  ['hour', ({ hour }) => hour.toFixed(hour % 1 === 0 ? 0 : 2)],
  ['heap MB', ({ heapMb }) => heapMb.toFixed(1)],
  ['journal MB', ({ journalMb }) => journalMb.toFixed(1)],
  ['events', ({ events }) => String(events)],
  ['trades', ({ trades }) => String(trades)],
  ['messages', ({ messages }) => String(messages)],
  ['beats', ({ beats, beatsDue }) => `${beats}/${beatsDue}`],
  ['wall s', ({ wallSeconds }) => wallSeconds.toFixed(0)],
];
const row = (cells: readonly string[]): string => cells.map((cell) => cell.padStart(12)).join('');

const at = process.argv.indexOf('--hours');
const hours = at === -1 ? 24 : Number(process.argv[at + 1]);
if (!(hours > 0)) {
  console.error('usage: npm run soak -- --hours 24');
  process.exit(2);
}
console.log(row(columns.map(([name]) => name)));
const soaked = await soak({ hours, told: (hour) => console.log(row(columns.map(([, cell]) => cell(hour)))) });
const faults = judge(soaked, { warmUpHours: Math.min(2, hours / 2), growthMb: 30 });
for (const fault of faults) console.log(`FAILED: ${fault}`);
if (faults.length === 0) console.log('memory flat, no drift');
process.exitCode = faults.length === 0 ? 0 : 1;
