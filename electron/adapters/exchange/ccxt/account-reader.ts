import type { MarketSymbol } from '../../../../shared/domain/ids.ts';
import type { Balances, PositionMode, VenueOrder, VenuePosition } from '../../../../shared/domain/order.ts';
import type { ClockPort } from '../../../ports/clock.ts';
import type { AccountPicture, EntryConditions, Reading } from '../../../ports/exchange.ts';
import { decodeBalances, decodePositionMode, decodePositions, decodeSymbolConfig, type SymbolConfig } from './decode-account.ts';
import { decodeAlgoOrder, decodeOrder, decodeOrders } from './decode-order.ts';
import { type Answer, type Request, unread, unreadable, type VenueLine } from './venue-line.ts';

/** The mode is account-wide, costs 30 and hardly ever changes; entries ask for it afresh all the same. */
const MODE_TRUSTED_MS = 10 * 60_000;
const ROUNDS = 3;

/** Reads of the account. Every answer is whole or `unread`, never a part of the account passed off as all of it. */
export class AccountReader {
  readonly #line: VenueLine;
  readonly #clock: ClockPort;
  readonly #changesHeard: () => number | undefined;
  #mode: { readonly value: PositionMode; readonly at: number } | undefined;

  /** `changesHeard`: count of account events, `undefined` while the account stream is down. */
  constructor(line: VenueLine, clock: ClockPort, changesHeard: () => number | undefined) {
    this.#line = line;
    this.#clock = clock;
    this.#changesHeard = changesHeard;
  }

  /** After -4061 the mode is not what we believed. */
  forgetMode(): void {
    this.#mode = undefined;
  }

  /**
   * Orders before positions: a fill between the two then shows as both order and position, never as neither. Whether
   * something did happen in between is told by the account stream; only if it did, or could not be heard, the orders are
   * read again (80 weight) and must be the same.
   */
  async readAccount(): Promise<Reading<AccountPicture>> {
    let known: readonly VenueOrder[] | undefined;
    for (let round = 0; round < ROUNDS; round += 1) {
      const heard = this.#changesHeard();
      const startedAt = this.#line.venueNow();
      const before: Reading<readonly VenueOrder[]> = known === undefined ? await this.#readOrders() : { kind: 'read', value: known };
      if (before.kind === 'unread') return before;
      const [positions, balances, mode] = await Promise.all([this.#readPositions(), this.readBalances(), this.#readTrustedMode()]);
      if (positions.kind === 'unread') return positions;
      if (balances.kind === 'unread') return balances;
      if (mode.kind === 'unread') return mode;
      const parts = { positions: positions.value, balances: balances.value, positionMode: mode.value };
      const quiet = heard !== undefined && heard === this.#changesHeard() && positions.value.every((position) => position.at <= startedAt);
      if (quiet) return { kind: 'read', value: { orders: before.value, ...parts } };
      const after = await this.#readOrders();
      if (after.kind === 'unread') return after;
      if (fingerprint(before.value) === fingerprint(after.value)) return { kind: 'read', value: { orders: after.value, ...parts } };
      known = after.value;
    }
    return { kind: 'unread', part: 'account', reason: 'other', code: 0, message: `orders kept changing during ${ROUNDS} readings` };
  }

  async readEntryConditions(symbol: MarketSymbol): Promise<Reading<EntryConditions>> {
    const [config, mode, balances] = await Promise.all([this.#readSymbolConfig(symbol), this.#readMode(), this.readBalances()]);
    if (config.kind === 'unread') return config;
    if (mode.kind === 'unread') return mode;
    if (balances.kind === 'unread') return balances;
    return { kind: 'read', value: { ...config.value, positionMode: mode.value, balances: balances.value } };
  }

  readBalances(): Promise<Reading<Balances>> {
    return this.#read('balances', { weight: 5, priority: 'open', send: (client) => client.fapiPrivateV3GetAccount() }, decodeBalances);
  }

  #readPositions(): Promise<Reading<readonly VenuePosition[]>> {
    return this.#read(
      'positions',
      { weight: 5, priority: 'open', send: (client) => client.fapiPrivateV3GetPositionRisk() },
      decodePositions,
    );
  }

  async #readOrders(): Promise<Reading<readonly VenueOrder[]>> {
    const [plain, conditional] = await Promise.all([
      this.#read('openOrders', { weight: 40, priority: 'open', send: (client) => client.fapiPrivateGetOpenOrders() }, (body) =>
        decodeOrders(body, decodeOrder),
      ),
      this.#read('openAlgoOrders', { weight: 40, priority: 'open', send: (client) => client.fapiPrivateGetOpenAlgoOrders() }, (body) =>
        decodeOrders(body, decodeAlgoOrder),
      ),
    ]);
    if (plain.kind === 'unread') return plain;
    if (conditional.kind === 'unread') return conditional;
    return { kind: 'read', value: [...plain.value, ...conditional.value] };
  }

  async #readTrustedMode(): Promise<Reading<PositionMode>> {
    const known = this.#mode;
    const fresh = known !== undefined && this.#clock.monotonic() - known.at < MODE_TRUSTED_MS;
    return fresh ? { kind: 'read', value: known.value } : await this.#readMode();
  }

  async #readMode(): Promise<Reading<PositionMode>> {
    const mode = await this.#read(
      'positionMode',
      { weight: 30, priority: 'open', send: (client) => client.fapiPrivateGetPositionSideDual() },
      decodePositionMode,
    );
    this.#mode = mode.kind === 'read' ? { value: mode.value, at: this.#clock.monotonic() } : undefined;
    return mode;
  }

  /** v3 says neither leverage nor margin type. Where symbolConfig is not served, v2/positionRisk still says both. */
  async #readSymbolConfig(symbol: MarketSymbol): Promise<Reading<SymbolConfig>> {
    const decode = (body: unknown) => decodeSymbolConfig(body, symbol);
    const cost = { weight: 5, priority: 'open' } as const;
    const answer = await this.#ask({ ...cost, send: (client) => client.fapiPrivateGetSymbolConfig({ symbol }) });
    if (!isPathUnknown(answer)) return readingOf('symbolConfig', answer, decode);
    return this.#read('symbolConfig', { ...cost, send: (client) => client.fapiPrivateV2GetPositionRisk({ symbol }) }, decode);
  }

  async #read<T>(part: string, request: Omit<Request, 'signed'>, decode: (body: unknown) => T | undefined): Promise<Reading<T>> {
    return readingOf(part, await this.#ask(request), decode);
  }

  #ask(request: Omit<Request, 'signed'>): Promise<Answer> {
    return this.#line.ask({ ...request, signed: true });
  }
}

export function readingOf<T>(part: string, answer: Answer, decode: (body: unknown) => T | undefined): Reading<T> {
  if (answer.kind !== 'answered') return unread(part, answer);
  const value = decode(answer.body);
  return value === undefined ? unreadable(part) : { kind: 'read', value };
}

/** A server without the path answers 404, with or without a code of its own (Binance: -5000, which is in no table). */
export const isPathUnknown = (answer: Answer): boolean =>
  (answer.kind === 'refused' && answer.code === 404) || (answer.kind === 'unknown' && answer.why.startsWith('HTTP 404 '));

/** What would make a difference to the engine: which orders stand, and how far they are filled. */
const fingerprint = (orders: readonly VenueOrder[]): string =>
  orders
    .map((order) => [order.book, order.venueOrderId, order.status, order.filledQty, order.qty, order.price].join(' '))
    .sort()
    .join('\n');
