import { dec } from '../../../shared/domain/decimal.ts';
import type { Candle, MarketRules } from '../../../shared/domain/market.ts';
import type { RefusalReason } from '../../../shared/domain/order.ts';
import type { Effect } from '../../core/effect.ts';
import type { Fact } from '../../core/event.ts';
import type { OrderRole } from '../../core/state.ts';
import type { Happening } from '../scenario.ts';
import { type Both, both } from './both.ts';
import { marketOf } from './symbols.ts';
import { roleWords } from './words.ts';
import type { Answer, World } from './world.ts';

/** Which requests an answer is meant for. */
export interface Request {
  readonly words: Both;
  readonly meant: (effect: Effect, role: OrderRole | undefined) => boolean;
}
const ofOrder =
  (type: 'PlaceOrder' | 'CancelOrder' | 'QueryOrder' | 'TraceOrder', ko: string, en: string) =>
  (role: OrderRole): Request => ({
    words: both(`${roleWords[role][0]} ${ko}`, `${en} ${roleWords[role][1]}`),
    meant: (effect, of) => effect.type === type && of === role,
  });
export const placing = ofOrder('PlaceOrder', '제출', 'placing');
export const cancelling = ofOrder('CancelOrder', '취소', 'cancelling');
export const tracing = ofOrder('TraceOrder', '흔적 조회', 'tracing');
export const querying = ofOrder('QueryOrder', '조회', 'querying');
export const asking = (type: Effect['type']): Request => ({ words: both(type, type), meant: (effect) => effect.type === type });

/** What was said about later answers is over. */
export const exchangeObeys: Happening = {
  words: both('거래소: 다시 정상', 'the exchange answers normally again'),
  play: (stage) => {
    stage.world.scripts.length = 0;
  },
};

interface Told {
  readonly words: Both;
  readonly answer: Answer;
}

/** The next `times` such requests are answered so; then the exchange obeys again. */
export const answers = (to: Request, { words, answer }: Told, times = 1): Happening => ({
  words: both(
    `거래소: ${to.words[0]} → ${words[0]}${times === 1 ? '' : times === Infinity ? ' (계속)' : ` ×${times}`}`,
    `exchange will answer ${to.words[1]}: ${words[1]}${times === 1 ? '' : times === Infinity ? ' (always)' : ` ×${times}`}`,
  ),
  play: (stage) => {
    stage.world.scripts.push({ meant: to.meant, answer, left: times });
  },
});

const reasons: Readonly<Record<number, RefusalReason>> = {
  [-1003]: 'rateLimited',
  [-1008]: 'overloaded',
  [-1021]: 'clock',
  [-1111]: 'filter',
  [-2011]: 'orderNotOpen',
  [-2013]: 'orderNotFound',
  [-2014]: 'unauthorised',
  [-2015]: 'unauthorised',
  [-2019]: 'insufficientMargin',
  [-2021]: 'wouldTriggerImmediately',
  [-2022]: 'reduceOnlyRejected',
  [-2024]: 'reduceOnlyRejected',
  [-4047]: 'openOrdersBlock',
  [-4067]: 'openOrdersBlock',
  [-4048]: 'positionBlocks',
  [-4061]: 'positionSideMismatch',
  [-4045]: 'restricted',
  [-4116]: 'duplicateOrderId',
  [-4117]: 'beingTriggered',
  [-4130]: 'stopAlreadyExists',
  [-4164]: 'filter',
  [-4202]: 'restricted',
  [-4509]: 'noPositionForStop',
  [-5022]: 'other',
  [-5028]: 'clock',
  429: 'rateLimited',
  418: 'banned',
  503: 'overloaded',
};

/** A definite "no" with the exchange's code. `banSeconds`: nothing may be sent for so long. `part`: which part of a read failed. */
export const refused = (code: number, more: { readonly banSeconds?: number; readonly part?: string } = {}): Told => {
  const { banSeconds, part = 'adapter' } = more;
  const detail = banSeconds === undefined ? '' : ` (${banSeconds} s)`;
  const inPart = more.part === undefined ? '' : ` ${part}`;
  return {
    words: both(`거절 ${code}${detail}${inPart}`, `no ${code}${detail}${inPart}`),
    answer: (effect, world) => {
      const until = banSeconds === undefined ? {} : { until: world.now + banSeconds * 1000 };
      return [refusal(effect, { reason: reasons[code] ?? 'other', code, message: `code ${code}`, ...until }, part)];
    },
  };
};

function refusal(effect: Effect, no: { reason: RefusalReason; code: number; message: string; until?: number }, part: string): Fact {
  const failed = { part, why: no.message, code: no.code, reason: no.reason, ...(no.until === undefined ? {} : { until: no.until }) };
  switch (effect.type) {
    case 'PlaceOrder':
      return { type: 'OrderRefused', orderId: effect.orderId, symbol: effect.terms.symbol, ...no };
    case 'CancelOrder':
      return { type: 'CancelRefused', orderId: effect.orderId, symbol: effect.symbol, ...no };
    case 'QueryOrder':
    case 'TraceOrder':
      return { type: 'OrderQueryFailed', orderId: effect.orderId, symbol: effect.symbol, why: no.message };
    case 'PrepareSymbol':
      return { type: 'SymbolPreparationFailed', symbol: effect.symbol, step: effect.marginType ? 'marginType' : 'leverage', ...no };
    case 'CancelSymbolOrders':
      return { type: 'SymbolOrdersCancelled', symbol: effect.symbol, book: 'plain', ok: false, why: no.message };
    case 'ReadMarkPrices':
      return { type: 'MarkPricesUnavailable', why: no.message };
    case 'ReadMarkets':
      return { type: 'ReadFailed', what: 'markets', ...failed };
    case 'ReadClock':
      return { type: 'ReadFailed', what: 'clock', ...failed };
    case 'ReadAccount':
      return { type: 'ReadFailed', what: 'account', ...failed };
    case 'ReadCandles':
      return { type: 'ReadFailed', what: 'candles', symbol: effect.symbol, ...failed };
    case 'ReadEntryConditions':
      return { type: 'ReadFailed', what: 'entryConditions', symbol: effect.symbol, ...failed };
    case 'ReadBalances':
      return { type: 'ReadFailed', what: 'balances', symbol: effect.symbol, ...failed };
    case 'StoreSettings':
      throw new Error('storing settings is not answered');
  }
}

/** No proof either way. `done`: it was carried out all the same. */
export const unknown = ({ done }: { readonly done: boolean }): Told => ({
  words: done
    ? both('결과 모름 (실제로는 처리됨)', 'unknown, yet it was done')
    : both('결과 모름 (실제로는 처리 안 됨)', 'unknown, and it was not done'),
  answer: (effect, world) => {
    if (done) carryOut(effect, world);
    switch (effect.type) {
      case 'PlaceOrder':
        return [{ type: 'OrderOutcomeUnknown', orderId: effect.orderId, symbol: effect.terms.symbol, why: 'time-out' }];
      case 'CancelOrder':
        return [{ type: 'CancelOutcomeUnknown', orderId: effect.orderId, symbol: effect.symbol, why: 'time-out' }];
      case 'PrepareSymbol': {
        const step = effect.marginType ? 'marginType' : 'leverage';
        return [{ type: 'SymbolPreparationFailed', symbol: effect.symbol, step, reason: 'unknown', code: 0, message: 'time-out' }];
      }
      default:
        throw new Error(`${effect.type} has no unknown outcome`);
    }
  },
});
function carryOut(effect: Effect, world: World): void {
  if (effect.type === 'PlaceOrder') world.register(effect.orderId, effect.terms);
  else world.obey(effect);
}

/** Silence: nothing was done and nothing is said. */
export const noAnswer: Told = { words: both('응답 없음', 'no answer'), answer: () => [] };
/** The order is accepted and nothing more; for a market order that does not fill at once. */
export const acceptedOnly: Told = {
  words: both('접수만', 'accepted, not filled'),
  answer: (effect, world) => {
    if (effect.type !== 'PlaceOrder') throw new Error('only orders are accepted');
    const { venueOrderId, symbol } = world.register(effect.orderId, effect.terms);
    return [{ type: 'OrderAccepted', orderId: effect.orderId, venueOrderId, symbol }];
  },
};
/** This order is not known; for a query while the exchange's books lag. */
export const notFound: Told = {
  words: both('없음 -2013', 'not found'),
  answer: (effect) => {
    if (effect.type !== 'QueryOrder') throw new Error('only queries find nothing');
    return [{ type: 'OrderNotFound', orderId: effect.orderId, symbol: effect.symbol }];
  },
};

/** Nothing of this order in books, history and trades; also while all of them lag. */
export const noTrace: Told = {
  words: both('흔적 없음', 'no trace'),
  answer: (effect, world) => {
    if (effect.type !== 'TraceOrder') throw new Error('only a look at books and trades finds no trace');
    return [{ type: 'OrderUntraced', orderId: effect.orderId, symbol: effect.symbol, askedAt: world.now }];
  },
};

export interface Conditions {
  readonly leverage?: number;
  readonly marginType?: 'ISOLATED' | 'CROSSED';
  readonly wallet?: string;
  readonly available?: string;
}
/** How the account stands. */
export const conditions = (to: Conditions): Happening => ({
  words: both(`계정: ${JSON.stringify(to)}`, `account: ${JSON.stringify(to)}`),
  play: ({ world }) => {
    world.leverage = to.leverage ?? world.leverage;
    world.marginType = to.marginType ?? world.marginType;
    world.wallet = to.wallet === undefined ? world.wallet : dec(to.wallet);
    world.available = to.available === undefined ? world.available : dec(to.available);
  },
});
export const hedge: Happening = {
  words: both('HEDGE 모드 계정', 'account in HEDGE mode'),
  play: ({ world }) => {
    world.positionMode = 'HEDGE';
  },
};
type Limit = Exclude<keyof MarketRules, 'symbol' | 'tradable' | 'status'>;
/** Other limits for a symbol. */
export const marketRules = (coin: string, change: Partial<Record<Limit, string>>): Happening => ({
  words: both(`${coin} 규칙 ${JSON.stringify(change)}`, `${coin} rules ${JSON.stringify(change)}`),
  play: ({ world }) => {
    const rules = world.markets.get(marketOf(coin));
    if (!rules) throw new Error(`${coin} is not listed`);
    const limits = Object.fromEntries(Object.entries(change).map(([name, text]) => [name, dec(text)])) as Partial<Pick<MarketRules, Limit>>;
    world.markets.set(rules.symbol, { ...rules, ...limits });
  },
});
/** Candles of a symbol as the exchange will serve them; `words` say what is special. */
export const candlesAre = (coin: string, words: Both, make: (now: number, limit: number) => readonly Candle[]): Happening => ({
  words,
  play: ({ world }) => {
    world.candles.set(marketOf(coin), make);
  },
});
