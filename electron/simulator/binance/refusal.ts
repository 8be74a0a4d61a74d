import type { VenueError, VenueReply } from '../matching/venue-error.ts';

/** The dialect's own "no" on the way in: thrown by the readers of this folder, answered at the one door (dispatch.ts). */
export class Refusal extends Error {
  readonly code: number;
  readonly status: number;

  constructor(code: number, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** The value of a reply, or the venue's refusal as the exchange words it. */
export function granted<T>(reply: VenueReply<T>): T {
  if (reply.ok) return reply.value;
  throw refusalOf(reply.error);
}
const refusalOf = (error: VenueError): Refusal => new Refusal(error.code, error.message);
