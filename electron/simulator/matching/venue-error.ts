import { err, type Result } from '../../../shared/domain/result.ts';

/** A definite "no" with the exchange's own number and text. */
export interface VenueError {
  readonly code: number;
  readonly message: string;
}
export type VenueReply<T> = Result<T, VenueError>;

const messages = {
  [-1102]: 'Mandatory parameter was not sent, was empty/null, or malformed.',
  [-1106]: "Parameter 'reduceonly' sent when not required.",
  [-1111]: 'Precision is over the maximum defined for this asset.',
  [-1116]: 'Invalid orderType.',
  [-1121]: 'Invalid symbol.',
  [-2011]: 'Unknown order sent.',
  [-2013]: 'Order does not exist.',
  [-2019]: 'Margin is insufficient.',
  [-2021]: 'Order would immediately trigger.',
  [-2022]: 'ReduceOnly Order is rejected.',
  [-2025]: 'Reach max open order limit.',
  [-2027]: 'Exceeded the maximum allowable position at current leverage.',
  [-2028]: 'Leverage is smaller than permitted: insufficient margin balance.',
  [-4002]: 'Price greater than max price.',
  [-4003]: 'Quantity less than or equal to zero.',
  [-4004]: 'Quantity less than min quantity.',
  [-4005]: 'Quantity greater than max quantity.',
  [-4013]: 'Price less than min price.',
  [-4014]: 'Price not increased by tick size.',
  [-4015]: 'Client order id is not valid.',
  [-4016]: "Limit price can't be higher than the allowed band.",
  [-4023]: 'Qty not increased by step size.',
  [-4024]: "Limit price can't be lower than the allowed band.",
  [-4028]: 'Leverage is not valid',
  [-4045]: 'Reach max stop order limit.',
  [-4046]: 'No need to change margin type.',
  [-4047]: 'Margin type cannot be changed if there exists open orders.',
  [-4048]: 'Margin type cannot be changed if there exists position.',
  [-4059]: 'No need to change position side.',
  [-4061]: "Order's position side does not match user's setting.",
  [-4067]: 'Position side cannot be changed if there exists open orders.',
  [-4068]: 'Position side cannot be changed if there exists position.',
  [-4116]: 'ClientOrderId is duplicated.',
  [-4130]: 'An open stop or take profit order with GTE and closePosition in the direction is existing.',
  [-4137]: 'Quantity must be zero with closePosition equals true.',
  [-4138]: 'Reduce only must be true with closePosition equals true.',
  [-4140]: 'Invalid symbol status for opening position.',
  [-4141]: 'Symbol is closed.',
  [-4161]: 'Leverage reduction is not supported in Isolated Margin Mode with open positions.',
  [-4164]: "Order's notional must be no smaller than the minimum (unless you choose reduce only).",
  [-4509]:
    'Time in Force (TIF) GTE can only be used with open positions or open orders. Please ensure that positions or open orders are available.',
  [-5021]: 'Due to the order could not be filled immediately, the FOK order has been rejected.',
  [-5022]: 'Due to the order could not be executed as maker, the Post Only order will be rejected.',
} as const;

export type VenueErrorCode = keyof typeof messages;

export const venueError = (code: VenueErrorCode, message: string = messages[code]): VenueError => ({ code, message });
export const refuse = (code: VenueErrorCode, message?: string): { readonly ok: false; readonly error: VenueError } =>
  err(venueError(code, message));
