import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { run } from './build.mjs';

/** Chromium for the e2e tests: one that is there, else Playwright's, else the system's package. Gives undefined when none can be had. */
const system = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export const findBrowser = () =>
  [process.env.VIGIL_CHROMIUM, chromium.executablePath(), ...system].find((path) => path && existsSync(path));

export function ensureBrowser() {
  const found = findBrowser();
  if (found !== undefined) return found;
  run('playwright', ['install', 'chromium'], { stdio: ['ignore', 2, 2], timeout: 300_000 });
  if (findBrowser() === undefined && process.getuid?.() === 0)
    run('sh', ['-c', 'apt-get update -qq && apt-get install -y -qq chromium'], { stdio: ['ignore', 2, 2] });
  return findBrowser();
}
