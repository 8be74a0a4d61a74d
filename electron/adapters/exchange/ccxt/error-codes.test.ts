import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dec } from '../../../../shared/domain/decimal.ts';
import { orderIdOf, symbolOf } from '../../../../shared/domain/ids.ts';
import type { OrderTerms, RefusalReason } from '../../../../shared/domain/order.ts';
import type { ExchangePort } from '../../../ports/exchange.ts';
import { codeTable } from '../error-table.ts';
import { createCcxtExchange } from './ccxt-exchange.ts';
import { API_KEY, API_SECRET, type FakeVenue, type Reply, realClock, startFakeVenue } from './fake-venue.ts';

/**
 * Every code with a text the exchange sends with it, and what it proves to whoever placed or cancelled (D17). Written from the
 * documentation and recorded answers, not from the table it tests. Asking after an order: only -2013 says that it does not exist.
 */
type Row = readonly [code: number, text: string, proves: RefusalReason | 'unknown', status?: number];

const rows: readonly Row[] = [
  [-1000, 'Unknown error, please check your request or try again later.', 'unknown', 503],
  [-1001, 'Internal error; unable to process your request.', 'unknown', 500],
  [-1002, 'You are not authorized to execute this request.', 'unauthorised', 401],
  [-1006, 'An unexpected response was received from the message bus. Execution status unknown.', 'unknown'],
  [-1007, 'Timeout waiting for response from backend server. Send status unknown; execution status unknown.', 'unknown', 408],
  [-1008, 'Request throttled by system-level protection. Reduce-only/close-position orders are exempt.', 'overloaded', 503],
  [-1021, "Timestamp for this request was 1000ms ahead of the server's time.", 'clock'],
  [-1022, 'Signature for this request is not valid.', 'unauthorised'],
  [-1099, 'Not found, unauthenticated, or unauthorized.', 'unauthorised', 401],
  [-1100, 'Illegal characters found in a parameter.', 'malformed'],
  [-1101, 'Too many parameters sent for this endpoint.', 'malformed'],
  [-1102, "Mandatory parameter 'type' was not sent, was empty/null, or malformed.", 'malformed'],
  [-1103, 'An unknown parameter was sent.', 'malformed'],
  [-1104, 'Not all sent parameters were read.', 'malformed'],
  [-1105, "Parameter 'price' was empty.", 'malformed'],
  [-1106, "Parameter 'reduceonly' sent when not required.", 'malformed'],
  [-1111, 'Precision is over the maximum defined for this asset.', 'filter'],
  [-1114, "TimeInForce parameter 'timeInForce' sent when not required.", 'malformed'],
  [-1115, 'Invalid timeInForce.', 'malformed'],
  [-1116, 'Invalid orderType.', 'malformed'],
  [-1117, 'Invalid side.', 'malformed'],
  [-1120, 'Invalid interval.', 'malformed'],
  [-1121, 'Invalid symbol.', 'restricted'],
  [-1122, 'Invalid symbol status.', 'restricted'],
  [-1125, 'This listenKey does not exist.', 'other'],
  [-1128, 'Combination of optional parameters invalid.', 'malformed'],
  [-1130, "Data sent for parameter 'limit' is not valid.", 'malformed'],
  [-2010, 'NEW_ORDER_REJECTED', 'other'],
  [-2011, 'Unknown order sent.', 'orderNotOpen'],
  [-2012, 'Batch cancel failure.', 'unknown'],
  [-2013, 'Order does not exist.', 'orderNotFound'],
  [-2014, 'API-key format invalid.', 'unauthorised', 401],
  [-2015, 'Invalid API-key, IP, or permissions for action', 'unauthorised', 401],
  [-2017, 'API Keys are locked on this account.', 'unauthorised', 401],
  [-2018, 'Balance is insufficient.', 'insufficientMargin'],
  [-2019, 'Margin is insufficient.', 'insufficientMargin'],
  [-2020, 'Unable to fill.', 'other'],
  [-2021, 'Order would immediately trigger.', 'wouldTriggerImmediately'],
  [-2022, 'ReduceOnly Order is rejected.', 'reduceOnlyRejected'],
  [-2023, 'User in liquidation mode now.', 'restricted'],
  [-2024, 'Position is not sufficient.', 'reduceOnlyRejected'],
  [-2025, 'Reach max open order limit.', 'restricted'],
  [-2026, 'This OrderType is not supported when reduceOnly.', 'malformed'],
  [-2027, 'Exceeded the maximum allowable position at current leverage.', 'restricted'],
  [-2028, 'Leverage is smaller than permitted: insufficient margin balance.', 'insufficientMargin'],
  [-4000, 'Invalid order status.', 'other'],
  [-4001, 'Price less than 0.', 'filter'],
  [-4002, 'Price greater than max price.', 'filter'],
  [-4003, 'Quantity less than zero.', 'filter'],
  [-4004, 'Quantity less than min quantity.', 'filter'],
  [-4005, 'Quantity greater than max quantity.', 'filter'],
  [-4013, 'Price less than min price.', 'filter'],
  [-4014, 'Price not increased by tick size.', 'filter'],
  [-4015, 'Client order id length should be less than 36 chars', 'malformed'],
  [-4016, "Limit price can't be higher than 65100.", 'filter'],
  [-4023, 'Qty not increased by step size.', 'filter'],
  [-4024, "Limit price can't be lower than 58900.", 'filter'],
  [-4028, 'Leverage 200 is not valid', 'malformed'],
  [-4045, 'Reach max stop order limit.', 'restricted'],
  [-4046, 'No need to change margin type.', 'alreadySo'],
  [-4047, 'Margin type cannot be changed if there exists open orders.', 'openOrdersBlock'],
  [-4048, 'Margin type cannot be changed if there exists position.', 'positionBlocks'],
  [-4059, 'No need to change position side.', 'alreadySo'],
  [-4060, 'Invalid position side.', 'positionSideMismatch'],
  [-4061, "Order's position side does not match user's setting.", 'positionSideMismatch'],
  [-4062, 'Invalid or improper reduceOnly value.', 'malformed'],
  [-4067, 'Position side cannot be changed if there exists open orders.', 'openOrdersBlock'],
  [-4068, 'Position side cannot be changed if there exists position.', 'positionBlocks'],
  [-4087, 'User can only place reduce only order.', 'restricted'],
  [-4088, 'User can not place order currently.', 'restricted'],
  [-4105, 'Symbol is in reduce-only mode.', 'restricted'],
  [-4106, 'Symbol is in reduce-only mode for BUY.', 'restricted'],
  [-4107, 'Symbol is in reduce-only mode for SELL.', 'restricted'],
  [-4109, 'This account is inactive.', 'restricted'],
  [-4116, 'ClientOrderId is duplicated.', 'duplicateOrderId'],
  [-4117, 'Stop order is in triggering process.', 'beingTriggered'],
  [-4118, 'ReduceOnly Order Failed. Please check your existing position and open orders.', 'reduceOnlyRejected'],
  [-4120, 'Order type not supported for this endpoint. Please use the Algo Order API endpoints instead.', 'malformed'],
  [-4130, 'An open stop or take profit order with GTE and closePosition in the direction is existing.', 'stopAlreadyExists'],
  [-4131, "The counterparty's best price does not meet the PERCENT_PRICE filter limit.", 'filter'],
  [-4137, 'Quantity must be zero with closePosition equals true.', 'malformed'],
  [-4138, 'Reduce only must be true with closePosition equals true.', 'malformed'],
  [-4140, 'Invalid symbol status for opening position.', 'restricted'],
  [-4141, 'Symbol is closed.', 'restricted'],
  [-4142, 'REJECT: take profit or stop loss order will be triggered immediately.', 'wouldTriggerImmediately'],
  [-4161, 'Leverage reduction is not supported in Isolated Margin Mode with open positions.', 'positionBlocks'],
  [-4164, "Order's notional must be no smaller than 50 (unless you choose reduce only)", 'filter'],
  [-4168, 'Unable to adjust to isolated-margin mode under the Multi-Assets mode.', 'restricted'],
  [-4183, 'Price is higher than stop price multiplier cap.', 'filter'],
  [-4184, 'Price is lower than stop price multiplier floor.', 'filter'],
  [-4189, 'The account is restricted.', 'restricted'],
  [-4192, 'Trade forbidden due to Cooling-off Period.', 'restricted'],
  [-4202, 'Account needs verification to adjust leverage over 20x.', 'restricted'],
  [-4203, 'More than 20x leverage is not open for this account.', 'restricted'],
  [-4204, 'More than 21x leverage needs an exchange balance.', 'restricted'],
  [-4205, 'More than 20x leverage is not open for this account.', 'restricted'],
  [-4206, 'More than 20x leverage is not open in this country.', 'restricted'],
  [-4207, 'More than 20x leverage is not open for this country.', 'restricted'],
  [-4208, 'Current symbol leverage cannot exceed 20 when using the position limit adjustment.', 'restricted'],
  [-4209, 'Leverage adjustment failed. Current symbol max leverage limit is 20x.', 'restricted'],
  [-4210, 'Stop price is higher than price multiplier limit cap.', 'filter'],
  [-4211, 'Stop price is lower than price multiplier limit floor.', 'filter'],
  [-4400, 'Futures Trading Quantitative Rules violated, only reduceOnly order is allowed.', 'restricted'],
  [-4401, 'Compliance restricted account permission: can only place reduceOnly order.', 'restricted'],
  [-4402, 'Dear user, this feature is not available in your region.', 'restricted'],
  [-4403, 'Dear user, the leverage can only up to 10x in your region.', 'restricted'],
  [-4509, 'Time in Force (TIF) GTE can only be used with open positions.', 'noPositionForStop'],
  [-4531, 'Position mode cannot be changed with a coin-margined position.', 'positionBlocks'],
  [-5021, 'Due to the order could not be filled immediately, the FOK order has been rejected.', 'other'],
  [-5022, 'Due to the order could not be executed as maker, the Post Only order will be rejected.', 'other'],
  [-5027, 'No need to modify the order.', 'alreadySo'],
  [-5028, 'Timestamp for this request is outside of the ME recvWindow.', 'clock'],
  // In no table and in no documentation: never a refusal.
  [-1, 'A code from tomorrow.', 'unknown'],
  [-1134, 'A code from tomorrow.', 'unknown'],
  [-2029, 'A code from tomorrow.', 'unknown'],
  [-4999, 'A code from tomorrow.', 'unknown'],
  [-9999, 'A code from tomorrow.', 'unknown', 503],
];

/** Those that set a moment before which nothing is sent; each needs an exchange of its own. */
const limits: readonly Row[] = [
  [-1003, 'Too many requests; current limit is 2400 requests per minute.', 'rateLimited', 429],
  [-1003, 'Too many requests; please use the websocket for live updates.', 'rateLimited', 500],
  [-1003, `Way too many requests; IP(1.2.3.4) banned until ${Date.now() + 60_000}.`, 'banned', 418],
  [-1003, `Way too much request weight used; IP banned until ${Date.now() + 60_000}.`, 'banned', 418],
  [-1015, 'Too many new orders; current limit is 300 orders per TEN_SECONDS.', 'rateLimited', 429],
  [-1015, 'Too many new orders; current limit is 1200 orders per MINUTE.', 'rateLimited', 400],
];

const named = (given: readonly Row[]) => given.map((row) => ({ code: row[0], text: row[1], proves: row[2], row }));

const symbol = symbolOf('BTCUSDT');
const id = orderIdOf('vgl-abc123-1-0');
const close: OrderTerms = { kind: 'market', symbol, side: 'BUY', closes: true, qty: dec('0.01'), positionMode: 'ONE-WAY' };
const stop: OrderTerms = { kind: 'stop', symbol, side: 'BUY', closes: true, trigger: dec('110'), positionMode: 'ONE-WAY' };

/** All calls that carry an order, with what each has to say about a code. */
const calls: readonly (readonly [path: string, make: (exchange: ExchangePort) => Promise<object>])[] = [
  ['POST /fapi/v1/order', (exchange) => exchange.placeOrder(id, close)],
  ['POST /fapi/v1/algoOrder', (exchange) => exchange.placeOrder(id, stop)],
  ['DELETE /fapi/v1/order', (exchange) => exchange.cancelOrder(symbol, id, undefined, 'plain')],
  ['DELETE /fapi/v1/algoOrder', (exchange) => exchange.cancelOrder(symbol, id, undefined, 'conditional')],
  ['DELETE /fapi/v1/allOpenOrders', (exchange) => exchange.cancelSymbolOrders(symbol, 'plain')],
  ['GET /fapi/v1/order', (exchange) => exchange.queryOrder(symbol, id, 'plain')],
  ['GET /fapi/v1/algoOrder', (exchange) => exchange.queryOrder(symbol, id, 'conditional')],
];

function expected(path: string, [code, , proves]: Row): object {
  if (path.startsWith('GET')) return code === -2013 ? { kind: 'notFound' } : { kind: 'failed', why: expect.stringContaining(String(code)) };
  // Cancelling all asks for a state: "already so" is what was wanted.
  if (path.endsWith('allOpenOrders') && proves === 'alreadySo') return { kind: 'accepted' };
  if (proves === 'unknown') return { kind: 'unknown', why: expect.stringContaining(String(code)) };
  return { kind: 'refused', reason: proves, code };
}
const replyOf = ([code, msg, , status = 400]: Row): Reply => ({ status, body: { code, msg } });

let venue: FakeVenue;
let exchange: ExchangePort;
const connect = (): ExchangePort => createCcxtExchange({ ...venue, apiKey: API_KEY, apiSecret: API_SECRET, clock: realClock });
beforeAll(async () => {
  venue = await startFakeVenue();
  venue.answer('GET /fapi/v1/time', { body: { serverTime: Date.now() } });
  exchange = connect();
});
afterAll(async () => {
  await exchange.close();
  await venue.stop();
});

describe('what each error code proves, on every call that carries an order', () => {
  test.each(named(rows))('$code "$text": $proves', async ({ row }) => {
    for (const [path, make] of calls) {
      venue.answer(path, replyOf(row));
      expect([path, await make(exchange)]).toMatchObject([path, expected(path, row)]);
    }
  });

  test.each(named(limits))('$code "$text": $proves, with its end', async ({ row }) => {
    for (const [path, make] of calls) {
      const fresh = connect();
      venue.answer(path, replyOf(row));
      expect([path, await make(fresh)]).toMatchObject([path, { ...expected(path, row), until: expect.any(Number) }]);
      await fresh.close();
    }
  });

  test('no code of the table is left without a row', () => {
    const covered = new Set([...rows, ...limits].map(([code]) => code));
    expect(
      Object.keys(codeTable)
        .map(Number)
        .filter((code) => !covered.has(code)),
    ).toEqual([]);
  });
});
