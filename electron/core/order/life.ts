import type { OrderStatus } from '../state.ts';

/** What can be told of an order of ours, reduced to what its status needs. */
export type OrderNews = 'accepted' | 'refused' | 'unknown' | 'partlyFilled' | 'filled' | 'gone' | 'cancelSent' | 'notSent';

/**
 * The life of an order: status × news → status. A missing cell is illegal: the status stays, an alarm is raised and the exchange
 * is asked. "gone" is cancelled, expired or rejected after acceptance. Filled quantity is counted elsewhere, from trades.
 */
export const orderLife: Readonly<Record<OrderStatus, Readonly<Partial<Record<OrderNews, OrderStatus>>>>> = {
  submitting: {
    accepted: 'working',
    refused: 'refused',
    unknown: 'unconfirmed',
    partlyFilled: 'working',
    filled: 'filled',
    gone: 'cancelled',
    // Known not to be at the exchange and waiting for its retry: taking it back needs no request.
    notSent: 'cancelled',
  },
  // "refused" here is the conclusion that it was never placed.
  unconfirmed: {
    accepted: 'working',
    refused: 'refused',
    unknown: 'unconfirmed',
    partlyFilled: 'working',
    filled: 'filled',
    gone: 'cancelled',
    cancelSent: 'cancelling',
  },
  working: {
    accepted: 'working',
    unknown: 'unconfirmed',
    partlyFilled: 'working',
    filled: 'filled',
    gone: 'cancelled',
    cancelSent: 'cancelling',
  },
  cancelling: {
    accepted: 'cancelling',
    unknown: 'unconfirmed',
    partlyFilled: 'cancelling',
    filled: 'filled',
    gone: 'cancelled',
    cancelSent: 'cancelling',
  },
  // A fill can race a cancel, and the stream may tell old news after the end.
  cancelled: { partlyFilled: 'cancelled', filled: 'filled', gone: 'cancelled', accepted: 'cancelled' },
  filled: { partlyFilled: 'filled', filled: 'filled', accepted: 'filled', gone: 'filled' },
  // We concluded "refused", the exchange says otherwise: it is alive after all.
  refused: { accepted: 'working', partlyFilled: 'working', filled: 'filled', gone: 'cancelled' },
  notSent: {},
};

/** May still be or come at the exchange. */
export const isLive = (status: OrderStatus): boolean =>
  status === 'submitting' || status === 'unconfirmed' || status === 'working' || status === 'cancelling';
