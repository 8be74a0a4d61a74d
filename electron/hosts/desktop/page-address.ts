import { readPageFile } from '../page.ts';

/** The page lives at vigil://app/, never at file://, which could read the disk. */
export const SCHEME = 'vigil';
const HOST = 'app';
export const PAGE_URL = `${SCHEME}://${HOST}/`;

export async function answerPageRequest(root: string, request: Request): Promise<Response> {
  const { host, pathname } = new URL(request.url);
  const file = host === HOST && request.method === 'GET' ? await readPageFile(root, pathname, "'none'") : undefined;
  return file === undefined ? new Response(null, { status: 404 }) : new Response(file.body, { headers: file.headers });
}

/** True for our page's own addresses, whatever path. */
export function isPageUrl(url: string): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed?.protocol === `${SCHEME}:` && parsed.host === HOST;
}
