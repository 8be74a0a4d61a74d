import type { ExchangePort, StreamFact } from '../../ports/exchange.ts';

export interface FakeExchange {
  readonly port: ExchangePort;
  /** Names of the calls made, in order. */
  readonly calls: string[];
  /** Says something on the streams. */
  tells(fact: StreamFact): void;
}

/** An exchange that hears everything and answers nothing, unless `answers` says otherwise for a call. */
export function fakeExchange(answers: Partial<ExchangePort> = {}): FakeExchange {
  const calls: string[] = [];
  let tell: (fact: StreamFact) => void = () => {};
  const silent = <T>(): Promise<T> => new Promise(() => {});
  const port: ExchangePort = {
    open: (listener) => {
      tell = listener;
    },
    close: async () => {},
    readMarkets: silent,
    readClock: silent,
    readCandles: silent,
    readAccount: silent,
    readEntryConditions: silent,
    readBalances: silent,
    readMarkPrices: silent,
    setLeverage: silent,
    setMarginType: silent,
    placeOrder: silent,
    cancelOrder: silent,
    cancelSymbolOrders: silent,
    queryOrder: silent,
    traceOrder: silent,
    weight: () => ({ usedWeight: 0, weightLimit: 2400, orders10s: 0, orders1m: 0, bannedUntil: undefined }),
    ...answers,
  };
  const heard = new Proxy(port, {
    get(target, name: keyof ExchangePort & string) {
      const method = target[name] as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => {
        calls.push(name);
        return method(...args);
      };
    },
  });
  return { port: heard, calls, tells: (fact) => tell(fact) };
}
