import {
  floorTo,
  type Percent,
  type Price,
  plusPercent,
  type Quote,
  qtyFor,
  readDec,
  roundHalfUpTo,
  times,
} from '../../../shared/domain/decimal.ts';
import { type MarketSymbol, symbolOf } from '../../../shared/domain/ids.ts';
import { remainingOf } from '../matching/margin.ts';
import type { Order } from '../matching/order-record.ts';
import type { Venue } from '../matching/venue.ts';
import type { ChannelPost } from './demo-world.ts';
import { estimateTargets } from './target-estimate.ts';

/** For tests: a small trader that follows the law closely enough to prove that the story plays. It shares no code with the engine. */
export interface ReferenceBot {
  hear(post: ChannelPost): void;
  /** After the venue has matched the frame. */
  look(at: number): void;
  /** What it did and saw, in order. */
  readonly diary: readonly { readonly at: number; readonly what: string; readonly symbol: MarketSymbol }[];
}

export interface BotTerms {
  readonly venue: Venue;
  readonly accountId: string;
  readonly mode: 'aggressive' | 'conservative';
  /** Refuses every signal, as a trader who paused entries. */
  readonly paused?: boolean;
}

const COOLDOWN_MS = 600_000;
const STALL_MS = 5_000;
const excludedCategory = /meme|defi|pump\.fun|dex|탈중앙화 거래소|binance alpha spotlight|정보 ?없음/i;

export function createReferenceBot({ venue, accountId, mode, paused = false }: BotTerms): ReferenceBot {
  const diary: { at: number; what: string; symbol: MarketSymbol }[] = [];
  const monitored = new Map<MarketSymbol, Price>();
  const cooling = new Map<MarketSymbol, number>();
  let active: MarketSymbol | undefined;
  let firstQty: string | undefined;
  let secondPlaced = false;
  let stalledSince: number | undefined;
  let closing = false;

  const note = (at: number, what: string, symbol: MarketSymbol): void => {
    diary.push({ at, what, symbol });
  };
  const markOf = (symbol: MarketSymbol): number => Number(venue.feed.quote(symbol)?.mark);
  const positionOf = (symbol: MarketSymbol) => venue.positions(accountId, symbol).find((position) => position.amount !== '0');
  const entryOrders = (): readonly Order[] => venue.openOrders(accountId).filter((order) => order.side === 'SELL');
  const exitOrder = (symbol: MarketSymbol): Order | undefined => venue.openOrders(accountId, symbol).find((order) => order.side === 'BUY');
  const onTick = (symbol: MarketSymbol, price: Price): Price => roundHalfUpTo(price, venue.feed.rules(symbol)?.tickSize ?? ('1' as Price));

  const place = (what: string, symbol: MarketSymbol, side: 'SELL' | 'BUY', price: Price, qty: string, at: number): void => {
    const reply = venue.placeOrder(
      accountId,
      { symbol, side, type: 'LIMIT', qty: qty as Order['qty'], price, timeInForce: 'GTC', reduceOnly: side === 'BUY' },
      at,
    );
    note(at, reply.ok ? what : `${what} refused ${JSON.stringify(reply)}`, symbol);
  };

  const sell = (what: string, symbol: MarketSymbol, price: Price, sum: Quote, at: number): string => {
    const qty = floorTo(qtyFor(sum, price) ?? ('0' as Order['qty']), venue.feed.rules(symbol)?.stepSize ?? ('1' as Order['qty']));
    place(what, symbol, 'SELL', price, qty, at);
    return qty;
  };

  const cancel = (symbol: MarketSymbol, side: Order['side'], at: number): void => {
    for (const order of venue.openOrders(accountId, symbol)) {
      if (order.side === side) venue.cancelOrder(accountId, symbol, { orderId: order.orderId }, at);
    }
  };

  const closeAtMarket = (what: string, symbol: MarketSymbol, at: number): void => {
    const held = positionOf(symbol);
    if (held === undefined || closing) return;
    closing = true;
    venue.cancelAllOrders(accountId, symbol, at);
    const qty = held.amount.replace('-', '') as Order['qty'];
    const reply = venue.placeOrder(accountId, { symbol, side: 'BUY', type: 'MARKET', qty, reduceOnly: true }, at);
    note(at, reply.ok ? what : `${what} refused ${JSON.stringify(reply)}`, symbol);
  };

  const stop = (what: string, symbol: MarketSymbol, triggerPrice: Price, at: number): void => {
    const reply = venue.placeAlgo(
      accountId,
      {
        symbol,
        side: 'BUY',
        type: 'STOP_MARKET',
        triggerPrice: onTick(symbol, triggerPrice),
        closePosition: true,
        workingType: 'MARK_PRICE',
      },
      at,
    );
    note(at, reply.ok ? what : `${what} refused ${JSON.stringify(reply)}`, symbol);
  };

  const hearLeadingMarket = (text: string, at: number): void => {
    const symbol = symbolOf(`${/분석 \(([A-Z0-9]+)\)/.exec(text)?.[1]}USDT`);
    if (paused || active !== undefined) return note(at, 'ignored', symbol);
    if ((cooling.get(symbol) ?? 0) > at) return note(at, 'cooling down', symbol);
    cooling.set(symbol, at + COOLDOWN_MS);
    const rules = venue.feed.rules(symbol);
    const funding = Number(/펀딩비[^:]*: (-?[\d.]+)%/.exec(text)?.[1]);
    const [, direction, rank] = /\((상승|하락)\) 상위 (\d+)위/.exec(text) ?? [];
    if (rules?.status !== 'TRADING' || rules.contractType !== 'PERPETUAL') return note(at, 'rejected: not tradable', symbol);
    if (excludedCategory.test(/카테고리 : (.*)/.exec(text)?.[1] ?? '정보없음')) return note(at, 'rejected: category', symbol);
    if (!(funding > -0.1)) return note(at, 'rejected: funding', symbol);
    if (direction !== '하락' && !(Number(rank) > 10)) return note(at, 'rejected: rank', symbol);
    const targets = estimateTargets(venue.feed.candles(symbol, '3m', 200, at), at);
    if (targets === undefined) return note(at, 'no target', symbol);
    const target = mode === 'aggressive' ? targets.previousHigh : targets.upperBand;
    monitored.set(symbol, onTick(symbol, readDec<'quote per base'>(target.toFixed(10)) as Price));
    note(at, 'monitoring', symbol);
  };

  const hearRisk = (symbol: MarketSymbol, at: number): void => {
    if (monitored.delete(symbol)) return note(at, 'risk: released', symbol);
    const held = positionOf(symbol);
    if (entryOrders().some((order) => order.symbol === symbol)) {
      cancel(symbol, 'SELL', at);
      note(at, 'risk: entry cancelled', symbol);
    }
    if (held === undefined) return;
    if (markOf(symbol) >= Number(held.entryPrice)) closeAtMarket('risk: market close', symbol, at);
    else stop('risk: break-even stop', symbol, held.entryPrice, at);
  };

  const lookForEntry = (at: number): void => {
    for (const [symbol, target] of monitored) {
      if (markOf(symbol) < Number(times(target, '0.999'))) continue;
      venue.setLeverage(accountId, symbol, 1, at);
      venue.setMarginType(accountId, symbol, 'ISOLATED');
      monitored.clear();
      active = symbol;
      firstQty = sell('entry order', symbol, target, times(venue.account(accountId).wallet, '0.5'), at);
      return;
    }
  };

  const lookAtSecond = (symbol: MarketSymbol, average: Price, at: number): void => {
    if (secondPlaced || entryOrders().length > 0) return;
    const price = onTick(symbol, plusPercent(average, '15' as Percent));
    if (markOf(symbol) < Number(price) * 0.999) return;
    secondPlaced = true;
    sell('second order', symbol, price, times(venue.account(accountId).available, '0.99'), at);
  };

  const lookAtExit = (symbol: MarketSymbol, average: Price, inPhase2: boolean, at: number): void => {
    const target = onTick(symbol, inPhase2 ? average : plusPercent(average, '-5' as Percent));
    const standing = exitOrder(symbol);
    if (standing !== undefined && standing.price !== target) cancel(symbol, 'BUY', at);
    const triggered = inPhase2 ? markOf(symbol) >= Number(target) * 1.001 : markOf(symbol) <= Number(target) * 1.001;
    const held = positionOf(symbol);
    if (held === undefined || exitOrder(symbol) !== undefined || !triggered) return;
    if (inPhase2) cancel(symbol, 'SELL', at);
    place(inPhase2 ? 'break-even order' : 'take-profit order', symbol, 'BUY', target, held.amount.replace('-', ''), at);
  };

  const lookForStall = (symbol: MarketSymbol, at: number): void => {
    const standing = exitOrder(symbol);
    const inPart = standing !== undefined && standing.filledQty !== '0' && remainingOf(standing) !== '0';
    stalledSince = inPart ? (stalledSince ?? at) : undefined;
    if (stalledSince !== undefined && at - stalledSince >= STALL_MS) closeAtMarket('stalled: market close', symbol, at);
  };

  const lookAtActive = (symbol: MarketSymbol, at: number): void => {
    const held = positionOf(symbol);
    const entry = entryOrders().find((order) => order.symbol === symbol);
    if (held === undefined) {
      if (entry !== undefined) return;
      venue.cancelAllOrders(accountId, symbol, at);
      venue.cancelAllAlgos(accountId, symbol, at);
      note(at, diary.some((line) => line.what === 'holding' && line.symbol === symbol) ? 'flat' : 'no entry', symbol);
      active = undefined;
      firstQty = undefined;
      secondPlaced = false;
      closing = false;
      return;
    }
    const size = Number(held.amount.replace('-', ''));
    if (diary.at(-1)?.what === 'entry order') note(at, entry === undefined ? 'filled' : 'filled in part', symbol);
    if (!diary.some((line) => line.what === 'holding' && line.symbol === symbol)) note(at, 'holding', symbol);
    const inPhase2 = size > Number(firstQty);
    if (
      inPhase2 &&
      secondPlaced &&
      entry === undefined &&
      venue.waitingAlgos(accountId, symbol).length === 0 &&
      exitOrder(symbol) === undefined
    ) {
      stop('MDD stop', symbol, plusPercent(held.entryPrice, '15' as Percent), at);
    }
    if (!inPhase2 && entry === undefined) lookAtSecond(symbol, held.entryPrice, at);
    lookAtExit(symbol, held.entryPrice, inPhase2, at);
    lookForStall(symbol, at);
  };

  return {
    diary,
    hear({ text, sentAt }) {
      if (text.startsWith('🔥')) hearLeadingMarket(text, sentAt);
      else if (text.startsWith('🥈')) hearRisk(symbolOf(/: (\w+)\.P/.exec(text)?.[1] ?? ''), sentAt);
      else note(sentAt, 'entry signal', symbolOf(/: (\w+)\.P/.exec(text)?.[1] ?? ''));
    },
    look(at) {
      if (active === undefined) lookForEntry(at);
      if (active !== undefined) lookAtActive(active, at);
    },
  };
}
