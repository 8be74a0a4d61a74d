import type { ServerResponse } from 'node:http';
import type { RefusalView } from '../../../shared/contract/link.ts';
import { refuse } from '../serve.ts';

type Answer = { readonly ok: true } | { readonly ok: false; readonly refusal: RefusalView };

/** Everything that is not listed was refused by the core: the request was right, the state forbids it. */
const statusOfCode: Readonly<Record<string, number>> = {
  badRequest: 400,
  unauthorised: 401,
  foreignHost: 403,
  foreignOrigin: 403,
  unknownCommand: 404,
  notFound: 404,
  wrongMethod: 405,
  tooLarge: 413,
  internal: 500,
};
const REFUSED_BY_CORE = 409;

export const statusOf = (answer: Answer): number => (answer.ok ? 200 : (statusOfCode[answer.refusal.code] ?? REFUSED_BY_CORE));

export function answerJson(response: ServerResponse, status: number, value: unknown): void {
  answerText(response, status, 'application/json; charset=utf-8', JSON.stringify(value));
}

export function answerText(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}

export const unauthorised = refuse('unauthorised', '토큰이 없거나 올바르지 않습니다', 'The token is missing or wrong');
export const foreignHost = refuse('foreignHost', '이 서버의 주소가 아닙니다', 'The Host header is not this server');
export const foreignOrigin = refuse('foreignOrigin', '다른 사이트의 요청은 받지 않습니다', 'Requests of other sites are refused');
export const notFound = refuse('notFound', '없는 주소입니다', 'There is nothing at this address');
export const wrongMethod = refuse('wrongMethod', '이 주소에 쓸 수 없는 메서드입니다', 'This method is not allowed here');
