import { z } from 'zod';
import { isLoopback } from './loopback.ts';

/** An address on this machine. Orders to any other host are not possible in this version, whatever the stage. */
export function loopbackAddress(protocols: readonly string[]) {
  return z
    .string()
    .max(2048)
    .superRefine((text, ctx) => {
      const fault = faultOfAddress(text, protocols);
      if (fault !== undefined) ctx.addIssue({ code: 'custom', message: fault.en, params: { ko: fault.ko } });
    });
}

/** Without a trailing slash. */
export const loopbackOrigin = () => loopbackAddress(['http:', 'https:']).transform((url) => new URL(url).origin);

function faultOfAddress(text: string, protocols: readonly string[]): { readonly ko: string; readonly en: string } | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const starts = protocols.map((protocol) => `${protocol}//`);
  if (url === undefined || !protocols.includes(url.protocol))
    return { ko: `${starts.join(' 또는 ')}로 시작하는 주소여야 합니다`, en: `must be a URL starting with ${starts.join(' or ')}` };
  if (url.username !== '' || url.password !== '')
    return { ko: '주소에 사용자 이름이나 암호를 넣을 수 없습니다', en: 'must not carry a user name or password' };
  if (!isLoopback(url.hostname))
    return {
      ko: `이 컴퓨터의 주소(127.0.0.0/8, localhost, ::1)여야 하는데 ${url.hostname}입니다. 이 버전은 이 컴퓨터 안의 거래소만 지원합니다`,
      en: `must be on this machine (127.0.0.0/8, localhost, ::1), got ${url.hostname}: only loopback venues are supported in this version`,
    };
  if (protocols.includes('http:') && (url.pathname !== '/' || url.search !== '' || url.hash !== ''))
    return {
      ko: 'http://127.0.0.1:8080처럼 경로가 없는 주소여야 합니다',
      en: 'must be an origin without a path, such as http://127.0.0.1:8080',
    };
  return undefined;
}
