import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { wordsOfHealth } from '../testing/words-of-health.ts';
import { createDropMessages } from './drop-messages.ts';

// Real sockets and files: a busy machine is slow, and that is no fault.
vi.setConfig({ testTimeout: 30_000 });

const NOW = 1_790_000_000_000;
let root: string;
let folder: string;
let told: string[];
let whole: unknown[];
let close: () => Promise<void>;

const line = (messageId: number, more: object = {}): string =>
  `${JSON.stringify({ channelId: -1002171239233, messageId, date: 1_790_000_000, text: 'hello', ...more })}\n`;

/** Looks happen when the test says so; a look is over when the source waits for the next one. */
function openDrop() {
  let run: (() => void) | undefined;
  let whenWaiting: () => void = () => {};
  const source = createDropMessages(folder, {
    now: () => NOW,
    after(_, next) {
      run = next;
      whenWaiting();
      return () => {
        run = undefined;
      };
    },
  });
  const over = async (): Promise<void> => {
    while (run === undefined)
      await new Promise<void>((resolve) => {
        whenWaiting = resolve;
      });
  };
  close = () => source.close();
  source.open((fact) => {
    whole.push(fact);
    told.push(fact.type === 'MessageReceived' ? `${fact.backlog ? 'old ' : ''}${fact.messageId}` : wordsOfHealth(fact));
  });
  return async (times = 1): Promise<void> => {
    await over();
    for (let n = 0; n < times; n += 1) {
      const now = run;
      run = undefined;
      now?.();
      await over();
    }
  };
}
const put = (name: string, text: string | Uint8Array): void => writeFileSync(join(folder, name), text);
const inside = (place: string): string[] => readdirSync(join(folder, place)).sort();
const reason = (name: string): string => readFileSync(join(folder, 'refused', `${name}.reason.txt`), 'utf8');
const watching = 'ok: watching drop';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vigil-drop-'));
  folder = join(root, 'drop');
  mkdirSync(folder);
  told = [];
  whole = [];
});
afterEach(async () => {
  await close();
  rmSync(root, { recursive: true, force: true });
});

describe('drop folder', () => {
  test('tells a file once, line by line, and moves it to done', async () => {
    const look = openDrop();
    await look();
    put('b.jsonl', line(2) + line(3, { edited: true, caption: true }));
    put('a.txt', line(1));
    put('c.json', line(4).trimEnd());
    await look(3);
    expect(told).toEqual([watching, '1', '2', '3', '4']);
    expect(whole[3]).toMatchObject({ edited: true, caption: true, backlog: false, source: 'drop' });
    expect(inside('done')).toEqual(['a.txt', 'b.jsonl', 'c.json']);
    expect(inside('.')).toEqual(['done']);
  });

  test('what lay there before it was opened is old', async () => {
    put('a.json', line(1));
    const look = openDrop();
    await look();
    put('b.json', line(2));
    await look(2);
    expect(told).toEqual([watching, 'old 1', '2']);
  });

  test('never reads a file that still grows', async () => {
    const look = openDrop();
    await look();
    put('a.jsonl', line(1));
    for (let id = 2; id < 6; id += 1) {
      await look();
      appendFileSync(join(folder, 'a.jsonl'), line(id));
    }
    await look();
    expect(told).toEqual([watching]);
    await look();
    expect(told).toEqual([watching, '1', '2', '3', '4', '5']);
  });

  test('waits for the rest of a last line whose writer pauses, and tells the whole', async () => {
    const look = openDrop();
    await look();
    put('a.json', line(1) + line(2).slice(0, 30));
    await look(5);
    expect(told).toEqual([watching]);
    appendFileSync(join(folder, 'a.json'), line(2).slice(30));
    await look(2);
    expect(told).toEqual([watching, '1', '2']);
  });

  test('a file that stays empty or unfinished for ten looks is refused', async () => {
    const look = openDrop();
    await look();
    put('empty.txt', '');
    put('half.json', '{"channelId":');
    await look(9);
    expect(told).toEqual([watching]);
    await look();
    expect(told.slice(1)).toEqual(['ok: empty.txt refused: no line with a message', 'ok: half.json refused: line 1: not JSON']);
    expect(inside('refused')).toEqual(['empty.txt', 'empty.txt.reason.txt', 'half.json', 'half.json.reason.txt']);
  });

  test('takes a renamed file, and leaves alone what is hidden or ends otherwise', async () => {
    const look = openDrop();
    await look();
    put('.a.json', line(1));
    put('a.json.part', line(2));
    put('b.tmp', line(3));
    await look(3);
    expect(told).toEqual([watching]);
    renameSync(join(folder, 'b.tmp'), join(folder, 'b.json'));
    await look(2);
    expect(told).toEqual([watching, '3']);
  });

  test('of a file with a bad line nothing is told; the reason names line, field and fault, and never quotes the text', async () => {
    const look = openDrop();
    await look();
    put('a.jsonl', `${line(1)}\n${line(2, { text: ['private'] })}${line(3)}{"a":\n`);
    await look(2);
    expect(told).toEqual([watching, 'ok: a.jsonl refused: line 3: text: must be a string, got a list']);
    expect(reason('a.jsonl')).toBe('line 3: text: must be a string, got a list\nline 5: not JSON\n');
  });

  test('a file of another kind has twenty reasons and a number', async () => {
    const look = openDrop();
    await look();
    put('a.txt', 'x\n'.repeat(50));
    await look(2);
    expect(reason('a.txt').trimEnd().split('\n')).toHaveLength(21);
    expect(reason('a.txt')).toMatch(/30 more\n$/);
  });

  test('a link is refused and what it shows is neither read nor moved', async () => {
    const look = openDrop();
    await look();
    const secret = join(root, 'secret.json');
    writeFileSync(secret, line(1));
    symlinkSync(secret, join(folder, 'link.json'));
    await look(2);
    expect(told).toEqual([watching, 'ok: link.json refused: file: must be a regular file, not a link, a folder or a device']);
    expect(readFileSync(secret, 'utf8')).toBe(line(1));
  });

  test('a folder and a file above 1 MiB are refused, one of exactly 1 MiB is not', async () => {
    const look = openDrop();
    await look();
    mkdirSync(join(folder, 'folder.json'));
    put('large.json', `${line(1)}${' '.repeat(1024 * 1024)}`);
    put('just.json', line(2).padEnd(1024 * 1024, ' '));
    await look(2);
    expect(told.slice(1)).toEqual([
      'ok: folder.json refused: file: must be a regular file, not a link, a folder or a device',
      '2',
      `ok: large.json refused: file: must not be larger than 1048576 bytes, got ${1024 * 1024 + line(1).length}`,
    ]);
  });

  test('a name that comes again overwrites nothing', async () => {
    const look = openDrop();
    await look();
    for (const id of [1, 2, 3]) {
      put('a.json', line(id));
      await look(2);
    }
    expect(told).toEqual([watching, '1', '2', '3']);
    expect(inside('done')).toEqual([`a.${NOW}-1.json`, `a.${NOW}.json`, 'a.json']);
    expect(readFileSync(join(folder, 'done', 'a.json'), 'utf8')).toBe(line(1));
  });

  test('a name with control characters cannot write on the screen', async () => {
    const look = openDrop();
    await look();
    put('a\u001b[2J\n.txt', 'x\n');
    await look(2);
    expect(told.at(-1)).toBe('ok: a [2J .txt refused: line 1: not JSON');
  });
});

describe('a folder in trouble', () => {
  test('that vanishes and comes back is told once each, and what it brings is new', async () => {
    rmSync(folder, { recursive: true });
    const look = openDrop();
    await look(2);
    mkdirSync(folder);
    put('a.json', line(1));
    await look(2);
    renameSync(folder, `${folder}-gone`);
    await look(2);
    renameSync(`${folder}-gone`, folder);
    put('b.json', line(2));
    await look(2);
    expect(told).toEqual([
      'trouble: drop: the folder does not exist',
      watching,
      '1',
      'trouble: drop: the folder does not exist',
      watching,
      '2',
    ]);
  });

  test('that is a file is told as such', async () => {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
    await openDrop()(2);
    expect(told).toEqual(['trouble: drop: not a folder']);
  });

  test('a file that cannot be moved is told once, is not read again, and says so', async () => {
    const look = openDrop();
    await look();
    // A file in the place of done/: works for an administrator too, whom no permission stops.
    writeFileSync(join(folder, 'done'), '');
    put('a.json', line(1));
    await look(5);
    expect(told.filter((one) => one === '1')).toHaveLength(1);
    expect(told.at(-1)).toBe('trouble: a.json was read but cannot be moved: make drop writable');
    rmSync(join(folder, 'done'));
    put('a.json', line(2));
    await look(3);
    expect(told.slice(-2)).toEqual([watching, '2']);
  });

  test('after closing nothing is looked at', async () => {
    const look = openDrop();
    await look();
    put('a.json', line(1));
    chmodSync(folder, 0o755);
    await close();
    await new Promise((resolve) => setImmediate(resolve));
    expect([told, inside('.')]).toEqual([[watching], ['a.json']]);
  });
});
