import type { Settings } from '../../shared/domain/settings.ts';
import type { Options } from './options.ts';
import { LATENCY_MS } from './replay-desk.ts';

export interface AssumptionTerms {
  readonly options: Options;
  readonly settings: Settings;
  /** Where the rules of the symbols come from; absent: they are assumed. */
  readonly rulesFrom: string | undefined;
  readonly messages: number;
  readonly stamped: number;
}

const pathWords: Readonly<Record<Options['path'], string>> = {
  pessimistic: 'open → high → low → close while a short is open, else open → low → high → close',
  highFirst: 'always open → high → low → close',
  lowFirst: 'always open → low → high → close',
};

/** Everything that a replay takes for granted and the real past may not have been. */
export function assumptionsOf({ options, settings, rulesFrom, messages, stamped }: AssumptionTerms): readonly string[] {
  const { path, spreadPercent, makerFee, takerFee, delayMs, wallet } = options;
  const percent = (share: string): string => `${Number(share) * 100} %`;
  const heard = [
    ...(stamped > 0 ? [`${stamped} messages arrive when they were received (receivedAt)`] : []),
    ...(stamped < messages ? [`${messages - stamped} messages arrive ${delayMs} ms after they were posted`] : []),
  ];
  return [
    `inside a candle (${path}): ${pathWords[path]}, in straight lines, one price a second on the tick`,
    'mark price, index price and last price are one: the price of the candles',
    `best bid and ask stand ${spreadPercent > 0 ? `${spreadPercent} % (at least one tick)` : 'one tick'} from the price and take any size; a limit order fills only when the other side reaches it`,
    `an order takes ${LATENCY_MS} ms there and back; nothing is lost, refused for load or banned`,
    `fees: maker ${percent(makerFee)}, taker ${percent(takerFee)}; wallet ${wallet} USDT; one-way mode; no other orders on the account`,
    options.funding === undefined ? 'funding: none given, none paid' : 'funding: paid as in the given file',
    ...heard,
    rulesFrom === undefined
      ? 'no exchangeInfo given: every symbol with candles is taken to be tradable all the time, with tick, step and smallest order as listed below'
      : `rules of the symbols: ${rulesFrom}, as they are in it, for the whole time`,
    `settings: ${Object.entries(settings)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')}`,
  ];
}
