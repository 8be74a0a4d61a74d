import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { EnvironmentOptions, Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { contentSecurityPolicy } from './electron/hosts/page.ts';

const at = (path: string): string => resolve(import.meta.dirname, path);
const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { readonly version: string };

/** The Node sides carry their libraries with them: a short start, and nothing but `out/` in the package. */
function nodeSide(name: string, input: string, output: 'es' | 'cjs'): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true, external: ['electron', 'bufferutil', 'utf-8-validate'] },
    build: {
      outDir: at(`out/${name}`),
      emptyOutDir: true,
      copyPublicDir: false,
      target: 'node22',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: at(input),
        external: ['electron', /^node:/, 'bufferutil', 'utf-8-validate'],
        // ccxt carries parts (other exchanges' signing) that name what its packages do not export; none of it is called.
        checks: { importIsUndefined: false },
        output: { format: output, entryFileNames: output === 'cjs' ? '[name].cjs' : '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  };
}

/** The hosts send the policy as a header; this copy in the page holds even if a host forgot. `frame-ancestors` works in the header only. */
function policyInPage(): Plugin {
  return {
    name: 'vigil:policy-in-page',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: {
          'http-equiv': 'Content-Security-Policy',
          content: contentSecurityPolicy("'self'").replace(" frame-ancestors 'none';", ''),
        },
        injectTo: 'head-prepend',
      },
    ],
  };
}

export default defineConfig({
  root: at('renderer'),
  plugins: [react(), tailwindcss(), policyInPage()],
  define: { __VIGIL_VERSION__: JSON.stringify(version) },
  builder: {},
  environments: {
    client: {
      build: {
        outDir: at('out/client'),
        emptyOutDir: true,
        target: 'chrome140',
        // Inlined assets would be data: URLs, which the policy refuses for fonts and sounds.
        assetsInlineLimit: 0,
        rolldownOptions: { input: at('renderer/index.html') },
      },
    },
    main: nodeSide('main', 'electron/main.ts', 'es'),
    server: nodeSide('server', 'electron/headless.ts', 'es'),
    preload: nodeSide('preload', 'electron/preload.ts', 'cjs'),
  },
  test: {
    root: at('.'),
    include: ['shared/**/*.test.ts', 'electron/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
    environment: 'node',
    // By default one core is left idle, which here is half of the machine.
    maxWorkers: '100%',
    // A loaded CI machine can be late for a real socket once; a rule that is broken is broken twice.
    retry: process.env.CI ? 1 : 0,
  },
});
