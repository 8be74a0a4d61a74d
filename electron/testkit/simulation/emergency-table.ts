import { beforeAll, describe, expect, test } from 'vitest';
import type { LockKind, PhaseWord } from '../../../shared/domain/record.ts';
import { type Press, pressIn, pressUnder } from './emergency-press.ts';
import { lockKinds, locks, phases, storms } from './emergency-storms.ts';

/** One place of the table: what was wanted, and the press that came of it. */
interface Cell {
  readonly row: string;
  readonly column: string;
  readonly press: Press | undefined;
}
const MOST_WORLDS = 40;
/** Twenty seconds alone; many times that beside other work. */
const LONGEST_MS = 600_000;
const endings: readonly string[] = ['flat', 'partlyClosed', 'notConfirmed'];

/** The first of so many worlds in which it came to what was wanted; each place has seeds of its own. */
async function firstOf(place: number, world: (seed: number) => Promise<Press | undefined>): Promise<Press | undefined> {
  for (let tried = 0; tried < MOST_WORLDS; tried += 1) {
    const press = await world(1 + place * MOST_WORLDS + tried);
    if (press?.struck) return press;
  }
  return undefined;
}

/** Every phase under every fault. */
export async function everyPhaseUnderEveryFault(): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for (const [at, storm] of storms.entries())
    for (const phase of phases)
      cells.push({ row: storm.fault, column: phase, press: await firstOf(at, (seed) => pressIn(phase, storm, seed)) });
  return cells;
}

/** Every lock of these under every fault; the phase in which the lock comes takes its turn from fault to fault. */
export async function everyFaultUnder(kinds: readonly LockKind[]): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for (const lock of kinds) {
    const { from, bring } = locks[lock];
    for (const [at, storm] of storms.entries()) {
      const place = storms.length * (1 + lockKinds.indexOf(lock)) + at;
      const phaseOf = (seed: number): PhaseWord => from[(at + seed) % from.length] ?? 'IDLE';
      const press = await firstOf(place, (seed) => pressUnder(lock, phaseOf(seed), bring, storm, seed));
      cells.push({ row: storm.fault, column: lock, press });
    }
  }
  return cells;
}

/** Holds a share of the table to what an emergency close promises (D22). */
export function describePresses(title: string, run: () => Promise<readonly Cell[]>): void {
  describe(`the emergency close, pressed ${title},`, () => {
    let cells: readonly Cell[] = [];
    beforeAll(async () => {
      cells = await run();
      console.log(tableOf(cells));
    }, LONGEST_MS);

    const wrong = (judge: (press: Press) => string | undefined): readonly string[] =>
      cells.flatMap(({ row, column, press }) => {
        const what = press && judge(press);
        return what === undefined ? [] : [`${column}, ${row}, seed ${press?.seed}, scope ${press?.scope}: ${what}`];
      });

    test('was really pressed in each place, and the fault really struck', () => {
      expect(cells.length).toBeGreaterThanOrEqual(storms.length);
      expect(cells.flatMap(({ row, column, press }) => (press ? [] : [`${column} under ${row}`]))).toEqual([]);
    });
    test('never opens a position, never says flat while something stands, and names what may stand', () => {
      expect(wrong(({ broken }) => broken[0] && `${broken[0].rule}: ${broken[0].what}`)).toEqual([]);
    });
    test('ends flat, or says PARTLY CLOSED or NOT CONFIRMED while the fault lasts', () => {
      expect(wrong(({ saidInStorm }) => (endings.includes(saidInStorm) ? undefined : saidInStorm))).toEqual([]);
    });
    test('ends flat on the books of the exchange when the fault is over', () => {
      const isFlat = ({ saidInCalm, left }: Press): boolean => saidInCalm === 'flat' && left.length === 0;
      expect(wrong((press) => (isFlat(press) ? undefined : `${press.saidInCalm}, left: ${press.left.join(', ')}`))).toEqual([]);
    });
  });
}

function tableOf(cells: readonly Cell[]): string {
  const columns = [...new Set(cells.map(({ column }) => column))];
  const rows = [...new Set(cells.map(({ row }) => row))].map((row) => {
    const said = columns.map((column) => cells.find((cell) => cell.row === row && cell.column === column)?.press);
    return [row, ...said.map((press) => (press ? `${press.saidInStorm} (${press.phase}, ${press.scope} ${press.seed})` : '—'))];
  });
  return [['fault', ...columns], ...rows].map((row) => row.join(' | ')).join('\n');
}
