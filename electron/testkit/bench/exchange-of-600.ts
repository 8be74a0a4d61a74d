import { parentPort } from 'node:worker_threads';
import { CANDLE_MS } from '../../../shared/domain/market.ts';
import { systemClock } from '../../adapters/clock/system-clock.ts';
import { startTestExchange, trader } from '../../simulator/binance/test-exchange.ts';
import { scriptedRules } from '../../simulator/matching/scripted-market.ts';

/** A thread with an exchange of 600 symbols, all of which move once a second. Ends with its thread. */
const SYMBOLS = 600;
const { market, server } = await startTestExchange(systemClock);
const names = Array.from({ length: SYMBOLS - 2 }, (_, n) => `COIN${n}USDT`);
const lastCandle = Math.floor(systemClock.now() / CANDLE_MS) * CANDLE_MS;
for (const name of names) {
  market.list(scriptedRules(name), '100');
  // Targets out of reach: what is measured is the watching.
  market.setCandles(
    name,
    '3m',
    [-2, -1, 0, 1].map((n) => [lastCandle + n * CANDLE_MS, '100', '150', '99', '100'] as const),
  );
}
setInterval(() => {
  market.advance(systemClock.now() - market.now);
  for (const [n, name] of names.entries()) market.setMark(name, String(100 + (((systemClock.now() / 1000 + n) % 5) | 0)));
}, 1000);
parentPort?.postMessage({ restUrl: server.restUrl, wsUrl: server.wsUrl, ...trader });
