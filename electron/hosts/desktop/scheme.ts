import { protocol } from 'electron';
import { answerPageRequest, SCHEME } from './page-address.ts';

/** Before the app is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** After the app is ready. */
export function servePage(root: string): void {
  protocol.handle(SCHEME, (request) => answerPageRequest(root, request));
}
