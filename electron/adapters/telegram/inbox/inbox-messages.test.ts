import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MessageFact } from '../../../core/event.ts';
import { wordsOfHealth } from '../testing/words-of-health.ts';
import { createInboxMessages } from './inbox-messages.ts';

// Real sockets and files: a busy machine is slow, and that is no fault.
vi.setConfig({ testTimeout: 30_000 });

let folder: string;
let path: string;
let told: string[];
let close: () => Promise<void>;
const MIB = 1024 * 1024;

const line = (messageId: number, text = 'hello'): string =>
  `${JSON.stringify({ channelId: -1002171239233, messageId, date: 1_790_000_000, text })}\n`;

/** A clock that beats when the test says so; a beat ends when the source waits again, so all that was written before it is read. */
function createBeat() {
  let run: (() => void) | undefined;
  let whenWaiting: () => void = () => {};
  const waiting = (): Promise<void> =>
    new Promise((resolve) => {
      whenWaiting = resolve;
    });
  return {
    now: () => 0,
    after(_: number, next: () => void) {
      run = next;
      whenWaiting();
      return () => {
        if (run === next) run = undefined;
      };
    },
    async beat() {
      while (run === undefined) await waiting();
      const now = run;
      run = undefined;
      now();
      while (run === undefined) await waiting();
    },
  };
}

const wordsOf = ({ backlog, messageId }: MessageFact): string => (backlog ? `old ${messageId}` : String(messageId));

function openInbox() {
  const clock = createBeat();
  const inbox = createInboxMessages(path, clock);
  inbox.open((fact) => told.push(fact.type === 'MessageReceived' ? wordsOf(fact) : wordsOfHealth(fact)));
  close = () => inbox.close();
  return clock;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-inbox-'));
  path = join(folder, 'inbox.jsonl');
  told = [];
});
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

describe('inbox', () => {
  test('tells what stands in the file, marked as old, and what is appended, in order', async () => {
    writeFileSync(path, line(1) + line(2));
    const clock = openInbox();
    await clock.beat();
    appendFileSync(path, line(3));
    appendFileSync(path, line(4) + line(5));
    await clock.beat();
    expect(told).toEqual(['ok: reading inbox.jsonl', 'old 1', 'old 2', '3', '4', '5']);
  });

  test('waits for a file that does not exist yet, and says so once', async () => {
    const clock = openInbox();
    await clock.beat();
    await clock.beat();
    writeFileSync(path, line(1));
    await clock.beat();
    expect(told).toEqual(['trouble: inbox.jsonl: the file does not exist yet', 'ok: reading inbox.jsonl', '1']);
  });

  test('waits for a folder that does not exist yet', async () => {
    path = join(folder, 'later', 'inbox.jsonl');
    const clock = openInbox();
    await clock.beat();
    mkdirSync(join(folder, 'later'));
    writeFileSync(path, line(1));
    await clock.beat();
    expect(told.at(-1)).toBe('1');
  });

  test('a line that is finished while running is new, although its head was there before', async () => {
    writeFileSync(path, line(1) + line(2).slice(0, 20));
    const clock = openInbox();
    await clock.beat();
    appendFileSync(path, line(2).slice(20));
    await clock.beat();
    expect(told).toEqual(['ok: reading inbox.jsonl', 'old 1', '2']);
  });

  test('does not take a folder for a file', async () => {
    mkdirSync(path);
    const clock = openInbox();
    await clock.beat();
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^trouble: inbox.jsonl: not a file/);
  });

  test('waits for the newline of an unfinished line, also when it ends inside a character', async () => {
    const bytes = Buffer.from(line(1, '주도 마켓'));
    const middle = bytes.indexOf(Buffer.from('주')) + 1;
    writeFileSync(path, bytes.subarray(0, middle));
    const clock = openInbox();
    await clock.beat();
    expect(told).toEqual(['ok: reading inbox.jsonl']);
    appendFileSync(path, bytes.subarray(middle));
    await clock.beat();
    expect(told.at(-1)).toBe('1');
  });

  test('skips a bad line, names it, and goes on', async () => {
    writeFileSync(path, `${line(1)}{"channelId":1}\n\r\n${line(2)}nonsense\n${line(3)}`);
    const clock = openInbox();
    await clock.beat();
    expect(told).toEqual([
      'ok: reading inbox.jsonl',
      'old 1',
      'ok: line 2: messageId: must be a whole number above 0, got nothing',
      'old 2',
      'ok: line 5: not JSON',
      'old 3',
    ]);
  });

  test('a line of 10 MB that comes while running is skipped with its reason', async () => {
    writeFileSync(path, line(1));
    const clock = openInbox();
    await clock.beat();
    appendFileSync(path, line(2, 'x'.repeat(10 * MIB)) + line(3));
    await clock.beat();
    expect(told.slice(-3)).toEqual(['old 1', 'ok: line 2: longer than 1048576 bytes, skipped', '3']);
  });

  test('a file full of nonsense gives twenty complaints and a number, not a flood', async () => {
    writeFileSync(path, 'nonsense\n'.repeat(500) + line(1));
    const clock = openInbox();
    await clock.beat();
    expect(told.filter((text) => text.endsWith('not JSON'))).toHaveLength(20);
    expect(told.slice(-2)).toEqual(['old 1', 'ok: 480 more unreadable lines']);
  });

  test('begins a long file with the first whole line of its last part', async () => {
    const lines = Array.from({ length: 3000 }, (_, n) => line(n + 1, 'x'.repeat(1000)));
    writeFileSync(path, `${lines.join('')}nonsense\n`);
    const clock = openInbox();
    await clock.beat();
    const numbers = told.slice(1, -1).map((text) => Number(text.replace('old ', '')));
    expect(numbers.at(-1)).toBe(3000);
    expect(numbers.length).toBe(Math.floor((MIB - 9) / line(3000, 'x'.repeat(1000)).length));
    expect(told.at(-1)).toBe(`ok: line ${numbers.length + 1} of the last part: not JSON`);
  });

  test('keeps a line that begins exactly with the last part of a long file', async () => {
    const half = (messageId: number): string => line(messageId, 'x'.repeat(MIB / 2 - line(messageId, '').length));
    writeFileSync(path, line(1) + half(2) + half(3));
    const clock = openInbox();
    await clock.beat();
    expect(told.slice(1)).toEqual(['old 2', 'old 3']);
  });

  test('reads a shortened file anew', async () => {
    writeFileSync(path, line(1) + line(2));
    const clock = openInbox();
    await clock.beat();
    writeFileSync(path, line(3));
    await clock.beat();
    expect(told.slice(3)).toEqual(['ok: inbox.jsonl was shortened: reading it anew', '3']);
  });

  test('notices a file that was emptied and filled beyond the old length between two polls', async () => {
    writeFileSync(path, line(1));
    const clock = openInbox();
    await clock.beat();
    writeFileSync(path, line(7) + line(8) + line(9));
    await clock.beat();
    expect(told.slice(2)).toEqual(['ok: inbox.jsonl was rewritten: reading it anew', '7', '8', '9']);
  });

  test('drops the unfinished line of a file that was shortened', async () => {
    writeFileSync(path, `${line(1)}{"channelId":-100217`);
    const clock = openInbox();
    await clock.beat();
    writeFileSync(path, line(2));
    await clock.beat();
    expect(told.at(-1)).toBe('2');
  });

  test('after a rotation reads the end of the old file and then the new one', async () => {
    writeFileSync(path, line(1));
    const clock = openInbox();
    await clock.beat();
    appendFileSync(path, line(2));
    renameSync(path, join(folder, 'inbox.1.jsonl'));
    writeFileSync(path, line(3));
    await clock.beat();
    expect(told.slice(2)).toEqual(['2', 'ok: inbox.jsonl was replaced: reading it anew', '3']);
  });

  test('a file that vanishes and comes back under its name is healthy again', async () => {
    writeFileSync(path, line(1));
    const clock = openInbox();
    await clock.beat();
    renameSync(path, join(folder, 'away'));
    await clock.beat();
    appendFileSync(join(folder, 'away'), line(2));
    await clock.beat();
    renameSync(join(folder, 'away'), path);
    appendFileSync(path, line(3));
    await clock.beat();
    expect(told.slice(2)).toEqual(['trouble: inbox.jsonl: the file does not exist yet', '2', '3', 'ok: reading inbox.jsonl']);
  });

  test('tells the same post again when it is written again: the core counts it once', async () => {
    writeFileSync(path, line(1) + line(1));
    const clock = openInbox();
    await clock.beat();
    expect(told.slice(1)).toEqual(['old 1', 'old 1']);
  });

  test('says nothing when it is closed during its first look', async () => {
    writeFileSync(path, line(1));
    openInbox();
    await close();
    expect(told).toEqual([]);
  });

  test('says nothing more once it is closed', async () => {
    writeFileSync(path, line(1));
    const clock = openInbox();
    await clock.beat();
    await close();
    const before = [...told];
    appendFileSync(path, line(2));
    await new Promise(setImmediate);
    expect(told).toEqual(before);
  });
});
