import { describe, expect, test } from 'vitest';
import type { AuditView } from '../../../shared/contract/view.ts';
import type { SoundName } from '../../store/sounds.ts';
import { QUIET_MS, REPEAT_MS, SoundDesk } from './sound-desk.ts';
import { soundOf } from './sound-of.ts';

type Line = Pick<AuditView, 'code' | 'level'>;
const order: Line = { code: 'orderAccepted', level: 'info' };
const fill: Line = { code: 'firstFill', level: 'attention' };
const warning: Line = { code: 'orderRefused', level: 'attention' };
const critical: Line = { code: 'stopVanished', level: 'critical' };
const silent: Line = { code: 'fillCounted', level: 'info' };

function given(...standing: readonly Line[]) {
  let now = 1000;
  let seq = 0;
  let audit: readonly AuditView[] = [];
  let notices: readonly AuditView[] = [];
  const played: (readonly [name: SoundName, at: number])[] = [];
  const write = (lines: readonly Line[]): void => {
    seq += 1;
    const views = lines.map((line) => ({ ...line, seq }) as AuditView);
    audit = [...views, ...audit];
    notices = [...views.filter(({ level }) => level === 'critical'), ...notices];
  };
  write(standing);
  const desk = new SoundDesk({ play: (name) => played.push([name, now - 1000]), now: () => now }, { audit, notices });
  return {
    desk,
    played,
    names: () => played.map(([name]) => name),
    happens: (...lines: readonly Line[]) => {
      write(lines);
      desk.see({ audit, notices });
    },
    sees: () => desk.see({ audit, notices }),
    acknowledges: () => {
      notices = [];
      desk.see({ audit, notices });
    },
    startsAnew: (...lines: readonly Line[]) => {
      seq = 0;
      audit = [];
      write([]);
      desk.see({ audit, notices });
      write(lines);
      desk.see({ audit, notices });
    },
    pass: (ms: number) => {
      for (let left = ms; left > 0; left -= 500) {
        now += 500;
        desk.beat();
      }
    },
  };
}

describe('a line of the audit', () => {
  test.each([
    [order, 'order'],
    [fill, 'fill'],
    [{ code: 'tradeClosed', level: 'attention' }, 'fill'],
    [warning, 'warning'],
    [critical, 'alarm'],
    [{ code: 'closingAtMarket', level: 'critical' }, 'alarm'],
    [{ code: 'recovered', level: 'info' }, undefined],
  ] as const)('%j sounds like %s', (line, name) => {
    expect(soundOf(line as Line)).toBe(name);
  });
});

describe('the sounds', () => {
  test('are of what happens after the page was opened, each line once', () => {
    const { happens, sees, names } = given(fill, warning);
    sees();
    expect(names()).toEqual([]);
    happens(fill);
    sees();
    sees();
    expect(names()).toEqual(['fill']);
  });

  test('are one at a moment, the weightiest, and a burst is no flood', () => {
    const { happens, pass, names, played } = given();
    happens(order, fill, order);
    for (let n = 0; n < 200; n += 1) happens(order, fill);
    expect(names()).toEqual(['fill']);
    happens(warning);
    happens(critical);
    happens(fill, warning);
    expect(names()).toEqual(['fill', 'warning', 'alarm']);
    pass(QUIET_MS);
    happens(order);
    expect(played.at(-1)).toEqual(['order', QUIET_MS]);
  });

  test('count anew with an engine that counts anew', () => {
    const { happens, startsAnew, names } = given();
    for (let n = 0; n < 50; n += 1) happens({ code: 'recovered', level: 'info' });
    startsAnew(fill);
    expect(names()).toEqual(['fill']);
  });
});

describe('a critical notice', () => {
  test('is heard at once and then every 20 s until it is acknowledged', () => {
    const { happens, pass, acknowledges, played } = given();
    pass(7000);
    happens(critical);
    pass(3 * REPEAT_MS);
    expect(played.map(([, at]) => at)).toEqual([7000, 27_000, 47_000, 67_000]);
    acknowledges();
    pass(10 * REPEAT_MS);
    expect(played).toHaveLength(4);
  });

  test('that stood before the page was opened is heard with its next repeat, not at once', () => {
    const { pass, played } = given(critical);
    pass(REPEAT_MS - 500);
    expect(played).toEqual([]);
    pass(500);
    expect(played).toEqual([['alarm', REPEAT_MS]]);
  });

  test('is heard as soon as the browser lets sounds through; nothing else is made up for', () => {
    const standing = given(critical);
    standing.desk.unblocked();
    expect(standing.names()).toEqual(['alarm']);
    const calm = given(fill);
    calm.happens(silent);
    calm.desk.unblocked();
    expect(calm.names()).toEqual(['fill']);
  });
});
