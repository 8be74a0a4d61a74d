import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

/** How the page is served on every host: which files, with which headers. */

/** `connect`: the desktop page talks through the preload only; the headless page talks to its own server. */
export function contentSecurityPolicy(connect: "'none'" | "'self'"): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self'",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
};

export interface PageFile {
  readonly body: Buffer<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

/** The file at a URL path (still percent-encoded) below `root`; undefined for anything else, whatever the reason. */
export async function readPageFile(root: string, urlPath: string, connect: "'none'" | "'self'"): Promise<PageFile | undefined> {
  const file = fileBelow(root, urlPath);
  const type = file === undefined ? undefined : types[extname(file)];
  if (file === undefined || type === undefined) return undefined;
  try {
    return { body: await readFile(file), headers: headersFor(type, urlPath, connect) };
  } catch {
    return undefined;
  }
}

function fileBelow(root: string, urlPath: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  // A decoded path may still hold "..", a backslash (a separator on Windows) or NUL: none of them names a file of the page.
  if (!path.startsWith('/') || /[\\\0:]/.test(path) || path.split('/').includes('..')) return undefined;
  const file = join(root, path === '/' ? 'index.html' : path);
  return file.startsWith(root.endsWith(sep) ? root : root + sep) ? file : undefined;
}

function headersFor(type: string, urlPath: string, connect: "'none'" | "'self'"): Record<string, string> {
  return {
    'content-type': type,
    'content-security-policy': contentSecurityPolicy(connect),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    // File names below /assets/ carry a hash of their content.
    'cache-control': urlPath.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store',
  };
}
