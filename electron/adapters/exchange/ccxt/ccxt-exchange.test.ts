import { dec } from '../../../../shared/domain/decimal.ts';
import { startBinanceServer } from '../../../simulator/binance/server.ts';
import { ScriptedMarket, scriptedRules } from '../../../simulator/matching/scripted-market.ts';
import { Venue } from '../../../simulator/matching/venue.ts';
import { exchangeConformance } from '../conformance.ts';
import { createCcxtExchange } from './ccxt-exchange.ts';
import { API_KEY, API_SECRET, realClock } from './fake-venue.ts';

exchangeConformance('ccxt against the loopback exchange', async () => {
  const feed = new ScriptedMarket(Date.now()).list(scriptedRules('SOLUSDT'), '100');
  const venue = new Venue(feed);
  venue.openAccount({ id: 'a', wallet: dec('10000') }, Date.now());
  const accounts = [{ accountId: 'a', apiKey: API_KEY, apiSecret: API_SECRET }];
  const server = await startBinanceServer({ venue, feed, clock: realClock, accounts, beatMs: 100 });
  const pace = { silenceMs: 400, firstDelayMs: 20, maxDelayMs: 100, pingEveryMs: 100, pongWithinMs: 100 };
  const exchange = createCcxtExchange({
    ...{ restUrl: server.restUrl, wsUrl: server.wsUrl, apiKey: API_KEY, apiSecret: API_SECRET },
    ...{ clock: realClock, pace },
  });
  return {
    exchange,
    setMark: (mark) => feed.setMark('SOLUSDT', mark),
    offer: (qty) => feed.setDepth('SOLUSDT', { bids: [['99.99', qty]], asks: [['100.01', qty]] }),
    useHedgeMode: () => void venue.setPositionMode('a', 'HEDGE'),
    loseAnswerOfOrder: () => server.faults.next({ method: 'POST', path: '/fapi/v1/order' }, { kind: 'dropAfterExecuting' }),
    ban: (ms) => server.faults.ban(ms),
    repeatEvents: (count) => server.faults.duplicateUserData(count),
    cutAccountStream: () => server.faults.cut('private'),
    silencePrices: () => server.faults.silence('market'),
    expireListenKey: () => server.faults.expireListenKey('a'),
    requests: () => server.log.all().length,
    stop: () => server.close(),
  };
});
