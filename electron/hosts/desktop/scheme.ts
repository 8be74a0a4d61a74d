import { protocol } from 'electron';
import { answerPageRequest, SCHEME } from './page-address.ts';

/** Before the app is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    // `stream`: without it an audio element cannot read from the scheme.
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true, stream: true } },
  ]);
}

/** After the app is ready. */
export function servePage(root: string): void {
  protocol.handle(SCHEME, (request) => answerPageRequest(root, request));
}
