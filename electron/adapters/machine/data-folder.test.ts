import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { takeDataFolder } from './data-folder.ts';

const fresh = (): string => join(mkdtempSync(join(tmpdir(), 'vigil-folder-')), 'data');

describe('the data folder', () => {
  test('it is made when missing, for its owner only, and an open one is closed to others', () => {
    const folder = fresh();
    mkdirSync(folder, { mode: 0o755 });
    const taken = takeDataFolder(folder);
    expect(taken.ok && statSync(taken.value.path).mode & 0o777).toBe(0o700);
    if (taken.ok) taken.value.release();
  });

  test('a second taker is refused until the first releases it', () => {
    const folder = fresh();
    const first = takeDataFolder(folder);
    expect(takeDataFolder(folder)).toEqual({ ok: false, error: `data folder: ${folder} is in use by another Vigil` });
    if (first.ok) first.value.release();
    const again = takeDataFolder(folder);
    expect(again.ok).toBe(true);
    if (again.ok) again.value.release();
  });

  test('the lock of a killed process is free at once', async () => {
    const folder = fresh();
    const module = join(import.meta.dirname, 'data-folder.ts');
    const script = `import { takeDataFolder } from ${JSON.stringify(module)}; console.log(takeDataFolder(${JSON.stringify(folder)}).ok); setInterval(() => {}, 1000);`;
    const other = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const [line] = (await once(other.stdout, 'data')) as [Buffer];
      expect(line.toString().trim()).toBe('true');
      expect(takeDataFolder(folder).ok).toBe(false);
    } finally {
      other.kill('SIGKILL');
    }
    await once(other, 'exit');
    const taken = takeDataFolder(folder);
    expect(taken.ok).toBe(true);
    if (taken.ok) taken.value.release();
  });

  test('a file in its place, and a folder that everybody shares, are refused', () => {
    const file = fresh();
    writeFileSync(file, '');
    expect(takeDataFolder(file)).toEqual({ ok: false, error: `data folder: ${file} cannot be used: EEXIST` });
    const shared = fresh();
    mkdirSync(shared);
    chmodSync(shared, 0o1777);
    expect(takeDataFolder(shared)).toMatchObject({ ok: false, error: expect.stringContaining('shared with other users') });
    expect(statSync(shared).mode & 0o7777).toBe(0o1777);
  });
});
