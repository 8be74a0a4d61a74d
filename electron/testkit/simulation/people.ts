import { abs, isNegative, type Qty } from '../../../shared/domain/decimal.ts';
import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import type { Said } from '../../../shared/domain/record.ts';
import type { Fact } from '../../core/event.ts';
import type { Venue } from '../../simulator/matching/venue.ts';
import { leadingMarketText } from '../scenario/messages.ts';
import type { Channel } from './channel.ts';
import type { Dice } from './dice.ts';
import { symbols, tickerOf } from './price-walk.ts';
import type { Story } from './story.ts';
import { ME, type Witness } from './witness.ts';

export interface Stage {
  readonly dice: Dice;
  readonly story: Story;
  readonly channel: Channel;
  readonly venue: Venue;
  readonly witness: Witness;
  readonly now: () => number;
  readonly ownNow: () => number;
  /** Runs after so many ms of the world, unless the world is calm by then. */
  readonly later: (ms: number, run: () => void) => void;
  /** Undefined while no process runs. */
  readonly request: (fact: Fact) => { readonly refusal: Said | undefined } | undefined;
}

/** Who acts on the world beside the engine: the channels' authors, the operator, and another hand on the same account. */
export class People {
  readonly #s: Stage;
  #hands = 0;
  /** Last moment at which a risk message about a symbol was posted, world time. */
  readonly riskPostedAt = new Map<MarketSymbol, number>();
  /** Last moment at which another hand touched the account. */
  handAt = Number.NEGATIVE_INFINITY;
  paused = false;

  constructor(stage: Stage) {
    this.#s = stage;
  }

  second(): void {
    const { dice } = this.#s;
    if (dice.of('posts').next() < 0.12) this.#posts();
    if (dice.strikes('operator')) this.#clicks();
    if (dice.strikes('hand')) this.#hand();
  }

  postsLeading(symbol: MarketSymbol): void {
    this.#post('entry', leadingMarketText(tickerOf(symbol)));
  }

  postsRisk(symbol: MarketSymbol): void {
    this.riskPostedAt.set(symbol, this.#s.now());
    this.#post('risk', `🥈 Binance : ${symbol}.P 에서 숏 리스크관리 권장`);
  }

  #post(channel: 'entry' | 'risk' | 'other', text: string, more: { ageMs?: number; edited?: boolean } = {}): void {
    const { story, now, channel: channels, ownNow } = this.#s;
    story.tell(now(), 'world', () => `post on the ${channel} channel: ${text.split('\n')[0]} ${JSON.stringify(more)}`);
    channels.posts({ channel, text, ...more }, ownNow());
  }

  #posts(): void {
    const { dice, channel } = this.#s;
    const symbol = dice.of('posts').pick(symbols);
    const roll = dice.of('posts').next();
    if (dice.strikes('badPosts')) {
      const bad = dice
        .of('bad')
        .pick([
          () => this.#post('entry', leadingMarketText(tickerOf(symbol), { category: 'Meme' })),
          () => this.#post('entry', leadingMarketText('NOPE')),
          () => this.#post('entry', '🔥 실시간 주도 마켓 분석 (\n\n💥'),
          () => this.#post('other', leadingMarketText(tickerOf(symbol))),
          () => this.#post('entry', leadingMarketText(tickerOf(symbol)), { ageMs: 300_000 }),
          () => this.#post('entry', leadingMarketText(tickerOf(symbol)), { edited: true }),
          () => this.#post('risk', `🥈 Binance : ${symbol} 에서 숏 리스크관리 권장`),
          () => channel.repeats(),
        ]);
      return bad();
    }
    if (roll < 0.85) this.postsLeading(symbol);
    else this.postsRisk(symbol);
  }

  #clicks(): void {
    const { dice } = this.#s;
    const chance = dice.of('clicks');
    const resume = (): void => this.clicksResume();
    chance.pick([
      () => {
        this.#ask({ type: 'EntriesPauseRequested' });
        this.#s.later(chance.whole(5, 40) * 1000, resume);
      },
      () => {
        this.#ask({ type: 'EmergencyCloseRequested', scope: chance.pick(['bot', 'account']) });
        this.#s.later(chance.whole(5, 60) * 1000, resume);
      },
      () => this.#ask({ type: 'SettingsUpdateRequested', settings: { mode: chance.pick(['aggressive', 'conservative']) } }),
      () => this.#ask({ type: 'StageRequested', stage: chance.pick(['live', 'pilot-50', 'pilot-10']) }),
      () => this.#ask({ type: 'StageRollbackRequested' }),
    ])();
  }

  clicksResume(): void {
    const answer = this.#ask({ type: 'EntriesResumeRequested' });
    if (answer === undefined || answer.refusal) this.#s.later(20_000, () => this.clicksResume());
  }

  presses(scope: 'bot' | 'account'): void {
    this.#ask({ type: 'EmergencyCloseRequested', scope });
  }

  #ask(fact: Fact): { readonly refusal: Said | undefined } | undefined {
    const { story, now, request } = this.#s;
    story.tell(now(), 'world', () => `the operator asks: ${JSON.stringify(fact)}`);
    if (fact.type === 'EmergencyCloseRequested') this.#s.witness.suffered('emergency close pressed');
    return request(fact);
  }

  /** A short that is not ours. */
  sellsByHand(): void {
    const { venue, now, story } = this.#s;
    const [symbol] = symbols;
    const qty = this.#lot(symbol, 30 / Number(venue.feed.quote(symbol)?.mark));
    const side = venue.mode(ME) === 'HEDGE' ? { positionSide: 'SHORT' as const } : {};
    this.handAt = now();
    story.tell(now(), 'world', () => `another hand sells ${qty} at market on ${symbol}`);
    venue.placeOrder(ME, { symbol, side: 'SELL', type: 'MARKET', qty, clientOrderId: `hand-${++this.#hands}`, ...side }, now());
  }

  /** Something by another hand on the account, most of it undone after a while. */
  #hand(): void {
    const { dice, venue, now, later, story } = this.#s;
    const chance = dice.of('hand');
    const held = symbols.filter((symbol) => venue.positions(ME, symbol).some(({ amount }) => amount !== '0'));
    const symbol = held.length > 0 && chance.next() < 0.6 ? (held[0] ?? symbols[0]) : chance.pick(symbols);
    const mark = Number(venue.feed.quote(symbol)?.mark);
    const hedge = venue.mode(ME) === 'HEDGE';
    const short = hedge ? ({ positionSide: 'SHORT' } as const) : {};
    const clientOrderId = `hand-${++this.#hands}`;
    const qty = this.#lot(symbol, 30 / mark);
    this.handAt = now();
    this.#s.witness.suffered('another hand');
    const say = (what: string): void => story.tell(now(), 'world', () => `another hand ${what} on ${symbol}`);
    const order = { symbol, clientOrderId, qty, ...short } as const;
    chance.pick([
      () => {
        say(`sells ${qty} at market`);
        venue.placeOrder(ME, { ...order, side: 'SELL', type: 'MARKET' }, now());
        later(chance.whole(5, 60) * 1000, () => this.#flatten(symbol, qty));
      },
      () => {
        say(`rests a sell of ${qty} far above`);
        venue.placeOrder(ME, { ...order, side: 'SELL', type: 'LIMIT', price: this.#price(symbol, mark * 1.1) }, now());
        later(chance.whole(5, 40) * 1000, () => {
          this.handAt = now();
          venue.cancelOrder(ME, symbol, { clientOrderId }, now());
        });
      },
      () => this.#reduce(symbol, chance.pick([0.3, 1]), say),
      () => {
        const open = venue.openOrders(ME, symbol)[0];
        if (!open) return;
        say(`cancels ${open.clientOrderId}`);
        venue.cancelOrder(ME, symbol, { orderId: open.orderId }, now());
      },
      () => {
        const stop = venue.waitingAlgos(ME, symbol)[0];
        if (!stop) return;
        say(`cancels the stop ${stop.clientAlgoId}`);
        venue.cancelAlgo(ME, { algoId: stop.algoId }, now());
      },
      () => {
        say('places a closing stop');
        const triggerPrice = this.#price(symbol, mark * 1.2);
        venue.placeAlgo(
          ME,
          {
            symbol,
            side: 'BUY',
            type: 'STOP_MARKET',
            triggerPrice,
            closePosition: true,
            clientAlgoId: clientOrderId,
            workingType: 'MARK_PRICE',
            ...short,
          },
          now(),
        );
      },
    ])();
  }

  #reduce(symbol: MarketSymbol, share: number, say: (what: string) => void): void {
    const { venue, now } = this.#s;
    const row = venue.positions(ME, symbol).find(({ amount }) => isNegative(amount));
    if (!row) return;
    const qty = share === 1 ? abs(row.amount) : this.#lot(symbol, Number(abs(row.amount)) * share);
    say(`buys back ${qty}`);
    const side = venue.mode(ME) === 'HEDGE' ? { positionSide: 'SHORT' as const } : { reduceOnly: true };
    venue.placeOrder(ME, { symbol, side: 'BUY', type: 'MARKET', qty, clientOrderId: `hand-${++this.#hands}`, ...side }, now());
  }

  #flatten(symbol: MarketSymbol, qty: Qty): void {
    const { venue, now, story } = this.#s;
    const row = venue.positions(ME, symbol).find(({ amount }) => isNegative(amount));
    if (!row) return;
    this.handAt = now();
    story.tell(now(), 'world', () => `another hand buys back ${qty} on ${symbol}`);
    const side = venue.mode(ME) === 'HEDGE' ? { positionSide: 'SHORT' as const } : { reduceOnly: true };
    venue.placeOrder(ME, { symbol, side: 'BUY', type: 'MARKET', qty, clientOrderId: `hand-${++this.#hands}`, ...side }, now());
  }

  /** Other hands leave: their orders go, and positions on symbols that are not ours. */
  leaves(ours: MarketSymbol | undefined): void {
    const { venue, now } = this.#s;
    for (const order of venue.openOrders(ME))
      if (order.clientOrderId.startsWith('hand-')) venue.cancelOrder(ME, order.symbol, { orderId: order.orderId }, now());
    for (const algo of venue.waitingAlgos(ME))
      if (algo.clientAlgoId.startsWith('hand-')) venue.cancelAlgo(ME, { algoId: algo.algoId }, now());
    for (const symbol of symbols) if (symbol !== ours) this.#reduce(symbol, 1, () => {});
  }

  #lot(symbol: MarketSymbol, qty: number): Qty {
    const step = Number(this.#s.venue.feed.rules(symbol)?.stepSize);
    const lots = Math.max(1, Math.floor(qty / step));
    return String(Number((lots * step).toFixed(3))) as Qty;
  }
  #price(symbol: MarketSymbol, price: number) {
    const tick = Number(this.#s.venue.feed.rules(symbol)?.tickSize);
    return String(Number((Math.round(price / tick) * tick).toFixed(4))) as import('../../../shared/domain/decimal.ts').Price;
  }
}
