import { takeToken } from './access-token.ts';
import { createBridgeLink } from './bridge-link.ts';
import type { HostLink } from './host-link.ts';
import { createWebLink } from './web-link.ts';

/** The desktop app brings its bridge; a browser talks to the headless host that served the page. */
export function pickLink(): HostLink {
  if (window.vigil !== undefined) return createBridgeLink(window.vigil);
  const readToken = (): string =>
    takeToken({
      hash: location.hash,
      forgetHash: () => history.replaceState(null, '', location.pathname + location.search),
      storage: sessionStorage,
    });
  return createWebLink({
    base: location.origin,
    token: readToken(),
    // An address that differs only behind the # does not load the page anew.
    onToken: (listener) => window.addEventListener('hashchange', () => listener(readToken())),
    fetch: (input, init) => fetch(input, init),
    openSocket: (url) => new WebSocket(url),
    now: () => Date.now(),
    later: (ms, run) => void setTimeout(run, ms),
  });
}
