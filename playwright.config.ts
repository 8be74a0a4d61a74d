import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';
import type { AppOptions } from './e2e/fixture/app.ts';

// Where Electron's runtime cannot be had, an executable that plays it may lie beside the project; the specs do not change.
const standin = resolve(import.meta.dirname, '../shared/tools/electron-standin');
if (!existsSync(resolve(import.meta.dirname, 'node_modules/electron/dist/version')) && existsSync(standin))
  process.env.ELECTRON_OVERRIDE_DIST_PATH ??= standin;

export default defineConfig<AppOptions>({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  fullyParallel: true,
  workers: 5,
  forbidOnly: true,
  retries: process.env.CI ? 1 : 0,
  reporter: 'list',
  projects: [
    { name: 'headless', use: { host: 'headless' }, testIgnore: '**/*.desktop.e2e.ts' },
    { name: 'desktop', use: { host: 'desktop' }, testIgnore: '**/*.headless.e2e.ts' },
  ],
});
