import type { App, Session, WebContents } from 'electron';
import { isPageUrl, SCHEME } from './page-address.ts';

/** What a page may not do, even if its code were replaced: leave, open windows, ask for permissions, load anything from elsewhere. */

export function guardEveryPage(app: App): void {
  app.on('web-contents-created', (_event, contents) => guardPage(contents));
}

export function guardPage(contents: WebContents): void {
  contents.on('will-navigate', (details) => {
    // Loading the page again (reload) is the only way on.
    if (!isPageUrl(details.url)) details.preventDefault();
  });
  contents.on('will-frame-navigate', (details) => {
    if (!isPageUrl(details.url)) details.preventDefault();
  });
  contents.on('will-redirect', (details) => details.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

type SessionGuard =
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setUSBProtectedClassesHandler'
  | 'webRequest';

const guards: Readonly<Record<SessionGuard, (session: Session) => void>> = {
  // Both are needed: a request that is never asked for is only checked.
  setPermissionRequestHandler: (session) => session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false)),
  setPermissionCheckHandler: (session) => session.setPermissionCheckHandler(() => false),
  setDevicePermissionHandler: (session) => session.setDevicePermissionHandler(() => false),
  setDisplayMediaRequestHandler: (session) => session.setDisplayMediaRequestHandler((_request, decide) => decide({})),
  setUSBProtectedClassesHandler: (session) => session.setUSBProtectedClassesHandler(({ protectedClasses }) => protectedClasses),
  webRequest: (session) => session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !mayLoad(url) })),
};

/** The page's own files, and the developer tools, which exist in unpackaged builds only. */
export const mayLoad = (url: string): boolean => url.startsWith(`${SCHEME}://`) || url.startsWith('devtools://');

/** Returns the guards this runtime does not offer; a packaged build must not start without one of them. */
export function guardSession(session: Session): readonly SessionGuard[] {
  const names = Object.keys(guards) as SessionGuard[];
  const missing = names.filter((name) => !(name in session));
  for (const name of names) if (!missing.includes(name)) guards[name](session);
  return missing;
}
