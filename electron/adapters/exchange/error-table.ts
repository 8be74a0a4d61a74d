import type { RefusalReason } from '../../../shared/domain/order.ts';

/**
 * What each numeric code proves. A reason: the exchange surely did not do it. 'unknown': it may have.
 * A code that is not here is unknown (D17): only a proof of refusal is a refusal.
 */
const unknown = 'unknown' as const;

export const codeTable: Readonly<Record<number, RefusalReason | typeof unknown>> = {
  [-1000]: unknown, // "unknown error": also the JSON form of the 503 that means "maybe executed"
  [-1001]: unknown, // documented as failed, yet the same code is used when the connection inside the exchange broke
  [-1002]: 'unauthorised',
  [-1003]: 'rateLimited',
  [-1006]: unknown,
  [-1007]: unknown,
  [-1008]: 'overloaded', // reduce-only and closing orders are exempt from this throttle
  [-1015]: 'rateLimited',
  [-1021]: 'clock',
  [-1022]: 'unauthorised', // bad signature: a wrong secret, not a passing fault
  [-1099]: 'unauthorised',
  [-1100]: 'malformed',
  [-1101]: 'malformed',
  [-1102]: 'malformed',
  [-1103]: 'malformed',
  [-1104]: 'malformed',
  [-1105]: 'malformed',
  [-1106]: 'malformed', // also told for reduceOnly in hedge mode
  [-1111]: 'filter', // too many decimals: our rounding is wrong for this symbol
  [-1114]: 'malformed',
  [-1115]: 'malformed',
  [-1116]: 'malformed',
  [-1117]: 'malformed',
  [-1120]: 'malformed', // candle interval; never an order
  [-1121]: 'restricted', // no such symbol (any more)
  [-1122]: 'restricted',
  [-1125]: 'other', // listenKey gone; the account stream renews it
  [-1128]: 'malformed',
  [-1130]: 'malformed',
  [-2010]: 'other',
  [-2011]: 'orderNotOpen', // filled, cancelled, expired or never existed: ask which
  [-2012]: unknown, // a batch cancel may have been carried out in part
  [-2013]: 'orderNotFound',
  [-2014]: 'unauthorised',
  [-2015]: 'unauthorised',
  [-2017]: 'unauthorised',
  [-2018]: 'insufficientMargin',
  [-2019]: 'insufficientMargin',
  [-2020]: 'other',
  [-2021]: 'wouldTriggerImmediately',
  [-2022]: 'reduceOnlyRejected',
  [-2023]: 'restricted', // the account is being liquidated
  [-2024]: 'reduceOnlyRejected', // position smaller than what should be closed
  [-2025]: 'restricted', // too many open orders
  [-2026]: 'malformed',
  [-2027]: 'restricted',
  [-2028]: 'insufficientMargin',
  [-4000]: 'other',
  [-4001]: 'filter',
  [-4002]: 'filter',
  [-4003]: 'filter',
  [-4004]: 'filter',
  [-4005]: 'filter', // above maxQty: the caller must split
  [-4013]: 'filter',
  [-4014]: 'filter',
  [-4015]: 'malformed', // client order id
  [-4016]: 'filter', // limit price outside the percent band, as -4024
  [-4023]: 'filter',
  [-4024]: 'filter',
  [-4028]: 'malformed',
  [-4045]: 'restricted', // too many stop orders: the position stays unprotected
  [-4046]: 'alreadySo',
  [-4047]: 'openOrdersBlock',
  [-4048]: 'positionBlocks',
  [-4059]: 'alreadySo',
  [-4060]: 'positionSideMismatch',
  [-4061]: 'positionSideMismatch', // somebody changed the position mode under us
  [-4062]: 'malformed',
  [-4067]: 'openOrdersBlock',
  [-4068]: 'positionBlocks',
  [-4087]: 'restricted',
  [-4088]: 'restricted',
  [-4105]: 'restricted',
  [-4106]: 'restricted',
  [-4107]: 'restricted',
  [-4109]: 'restricted',
  [-4116]: 'duplicateOrderId', // this request did nothing, but the first one with the id is open
  [-4117]: 'beingTriggered',
  [-4118]: 'reduceOnlyRejected',
  [-4120]: 'malformed', // a conditional type on the plain endpoint
  [-4130]: 'stopAlreadyExists',
  [-4131]: 'filter', // a market order would leave the percent band
  [-4137]: 'malformed',
  [-4138]: 'malformed',
  [-4140]: 'restricted',
  [-4141]: 'restricted',
  [-4142]: 'wouldTriggerImmediately',
  [-4161]: 'positionBlocks',
  [-4164]: 'filter', // below the smallest notional
  [-4168]: 'restricted', // no isolated margin in multi-assets mode
  [-4183]: 'filter',
  [-4184]: 'filter',
  [-4189]: 'restricted',
  [-4192]: 'restricted',
  [-4202]: 'restricted', // -4202 … -4209: this account may not have that leverage
  [-4203]: 'restricted',
  [-4204]: 'restricted',
  [-4205]: 'restricted',
  [-4206]: 'restricted',
  [-4207]: 'restricted',
  [-4208]: 'restricted',
  [-4209]: 'restricted',
  [-4210]: 'filter',
  [-4211]: 'filter',
  [-4400]: 'restricted',
  [-4401]: 'restricted',
  [-4402]: 'restricted',
  [-4403]: 'restricted',
  [-4509]: 'noPositionForStop', // also for a moment after the fill, until the position is visible
  [-4531]: 'positionBlocks',
  [-5021]: 'other',
  [-5022]: 'other',
  [-5027]: 'alreadySo',
  [-5028]: 'clock', // the matching engine's own time window
};

/** Bare-text 5xx answers that the documentation calls surely failed; every other 5xx may have been carried out. */
export const surelyFailedTexts: readonly string[] = ['Service Unavailable', 'Internal error; unable to process your request'];

/** HTTP statuses that prove a refusal when the body holds no code. Any other status is unknown. */
export const statusTable: Readonly<Record<number, RefusalReason>> = {
  400: 'malformed',
  401: 'unauthorised',
  403: 'rateLimited', // the firewall: nothing reaches the exchange, and going on makes it longer
  404: 'other',
  405: 'other',
};
