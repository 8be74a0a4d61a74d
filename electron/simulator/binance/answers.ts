import type { RequestFault } from './api.ts';

const answer = (status: number, body: Extract<RequestFault, { kind: 'answer' }>['body'], executes = false): RequestFault => ({
  kind: 'answer',
  status,
  body,
  executes,
});

/** The exchange's known troubles, word for word, for `faults.next(…)`. Those in doubt say whether the request was carried out. */
export const trouble = {
  /** Outcome unknown. */
  unknown503: (executes: boolean): RequestFault =>
    answer(503, { code: -1000, msg: 'Unknown error, please check your request or try again later.' }, executes),
  /** Outcome unknown, as bare text. */
  unknownText503: (executes: boolean): RequestFault =>
    answer(503, 'Unknown error, please check your request or try again later.', executes),
  unavailable503: (): RequestFault => answer(503, 'Service Unavailable.'),
  internal503: (): RequestFault => answer(503, { code: -1001, msg: 'Internal error; unable to process your request. Please try again.' }),
  throttled503: (): RequestFault =>
    answer(503, {
      code: -1008,
      msg: 'Request throttled by system-level protection. Reduce-only/close-position orders are exempt. Please try again.',
    }),
  badGateway502: (executes: boolean): RequestFault => answer(502, '<html><body><h1>502 Bad Gateway</h1></body></html>', executes),
  backendTimeout408: (executes: boolean): RequestFault =>
    answer(
      408,
      { code: -1007, msg: 'Timeout waiting for response from backend server. Send status unknown; execution status unknown.' },
      executes,
    ),
  firewall403: (): RequestFault => answer(403, '<html><head><title>403 Forbidden</title></head></html>'),
  /** -1021 although the client's clock may be right. */
  clock: (): RequestFault => answer(400, { code: -1021, msg: 'Timestamp for this request is outside of the recvWindow.' }),
  refused: (code: number, msg: string, status = 400): RequestFault => answer(status, { code, msg }),
};
