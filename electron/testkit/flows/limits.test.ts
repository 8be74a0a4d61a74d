import { describe, expect, test, vi } from 'vitest';
import { trouble } from '../../simulator/binance/answers.ts';
import { type Flow, flatAfter, inFlow } from './flow.ts';

vi.setConfig({ testTimeout: 60_000 });

const order = '/fapi/v1/order';
/** Long enough for the request that meets it to come within it, however busy the machine is. */
const BAN_MS = 15_000;
/** At twenty times the speed a busy machine is a silent exchange. */
const patientPrices = { wsFallbackSeconds: 60, staleMarkPriceSeconds: 120 };
const patientStreams = { silenceMs: 60_000, pongWithinMs: 60_000 };
/** The exchange's own ban grows with each request, so the answer is given word for word: what counts here is that none is made. */
function bannedNext(flow: Flow, path: string): void {
  const msg = `Way too many requests; IP(127.0.0.1) banned until ${flow.clock.now() + BAN_MS}.`;
  flow.exchange.server.faults.next({ path }, { kind: 'answer', status: 418, body: { code: -1003, msg } });
}

/** What was on its way when the answer came is not held against the engine. */
const ON_ITS_WAY_MS = 250;
/** Everything that reached the exchange after the first answer that asked for silence, up to the ban's end. */
function sentInBan(flow: Flow, status: number): number {
  const log = flow.exchange.server.log.all();
  const told = log.find((request) => request.status === status)?.at ?? Number.NaN;
  const until = flow.engine.state.durable.bannedUntil ?? 0;
  return log.filter(({ at }) => at > told + ON_ITS_WAY_MS && at < until).length;
}

const modes = ['ONE-WAY', 'HEDGE'] as const;

describe.concurrent.each(modes)('W50 when the exchange asks for silence, %s', (mode) => {
  test('after a 418 nothing is sent until the stated time, exits included; then the exit goes first (D10)', () =>
    inFlow({ mode }, async (flow) => {
      await flow.reachesPhase1();
      await flow.marks('112');
      // A stream that comes back makes a read of the account due, which must not go ahead of the exit.
      flow.exchange.server.faults.cut('private');
      await flow.until('the stream is lost', () => !flow.streamsAreOpen());
      await flow.until('the stream is back', () => flow.streamsAreOpen());
      bannedNext(flow, order);
      flow.risk();
      await flow.until('the ban is known', () => flow.engine.state.durable.bannedUntil !== undefined);
      const banned = flow.exchange.server.log.all().length;
      expect(flow.engine.state.durable.ladder?.closing).toBeDefined();
      await flow.reaches('IDLE');
      expect(sentInBan(flow, 418)).toBe(0);
      const after = flow.exchange.server.log.all().slice(banned);
      expect(after[0]).toMatchObject({ method: 'POST', path: order, params: { type: 'MARKET', side: 'BUY' }, status: 200 });
      expect(flow.trades()).toMatchObject([{ exit: 'risk' }]);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test('an entry that meets a 418 waits for the stated time and is sent under the same id', () =>
    inFlow({ mode }, async (flow) => {
      await flow.reachesMonitoring();
      bannedNext(flow, order);
      flow.markIs('109.9');
      await flow.until('the entry works', () => flow.order('entry1')?.status === 'working');
      expect(sentInBan(flow, 418)).toBe(0);
      const sent = flow.requests('POST', order);
      expect(sent).toHaveLength(2);
      expect(sent[1]?.at).toBeGreaterThanOrEqual(flow.engine.state.durable.bannedUntil ?? Number.NaN);
      expect(new Set(sent.map(({ params }) => params.newClientOrderId)).size).toBe(1);
    }));

  test('when the minute is used up (429) it is silent until the next minute begins', () =>
    inFlow({ mode, speed: 20, answerWithinMs: 60_000, settings: patientPrices, pace: patientStreams }, async (flow) => {
      await flow.reachesPhase1();
      flow.exchange.server.faults.exhaustWeight();
      flow.markIs('104.4');
      await flow.reaches('IDLE');
      const refused = flow.exchange.server.log.all().filter(({ status }) => status === 429);
      expect(refused.length).toBeLessThanOrEqual(2);
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test('a ban outlives a restart: the new process asks nothing before its end', () =>
    inFlow({ mode }, async (flow) => {
      await flow.reachesPhase1();
      await flow.marks('112');
      bannedNext(flow, order);
      flow.risk();
      await flow.until('the ban is known', () => flow.engine.state.durable.bannedUntil !== undefined);
      const until = flow.engine.state.durable.bannedUntil ?? 0;
      await flow.dies();
      const sent = flow.exchange.server.log.all().length;
      await flow.starts();
      expect(flow.exchange.server.log.all()[sent]?.at).toBeGreaterThanOrEqual(until);
      await flow.reaches('IDLE');
      expect(flow.ending()).toEqual(flatAfter(1));
    }));

  test('five failures in a row switch protective mode on: a message is ignored; three good answers switch it off', () =>
    inFlow({ mode, speed: 10, answerWithinMs: 60_000, settings: patientPrices, pace: patientStreams }, async (flow) => {
      // No read succeeds until the message has been judged, so nothing can end the mode before.
      flow.exchange.server.faults.next({ method: 'GET' }, trouble.throttled503(), 1_000_000);
      flow.exchange.server.faults.cut('private');
      await flow.until('protective mode is on', () => flow.engine.state.live.health.protectiveSince !== undefined);
      const messageId = flow.leadingMarket();
      const verdict = flow.journal.messages(10).find((message) => message.messageId === messageId)?.verdict;
      expect(verdict).toMatchObject({ verdict: 'ignored', code: 'entryLocked', numbers: { by: 'lockProtective' } });
      expect(flow.phase).toBe('IDLE');
      flow.exchange.server.faults.clear();
      await flow.until('two reads were answered', () => flow.engine.state.live.health.goods >= 2);
      // The third would be a minute away.
      flow.exchange.server.faults.cut('private');
      await flow.says('protectiveOff');
      expect(flow.requests('POST', order)).toEqual([]);
      flow.candleHighIs('110');
      await flow.reachesMonitoring();
    }));
});

describe.concurrent.each(modes)('request weight, %s', (mode) => {
  test('a quiet minute with an open position costs at most 300, watched for two whole minutes', () =>
    inFlow(
      { mode, speed: 20, server: { beatMs: 1000 }, answerWithinMs: 60_000, settings: patientPrices, pace: patientStreams },
      async (flow) => {
        await flow.reachesPhase1();
        const from = Math.ceil(flow.clock.now() / 60_000) * 60_000;
        await flow.until('two whole minutes', () => flow.clock.now() > from + 120_000);
        for (const minute of [from, from + 60_000]) {
          const within = flow.exchange.server.log.all().filter(({ at }) => at >= minute && at < minute + 60_000);
          const weight = within.reduce((sum, request) => sum + request.weight, 0);
          expect(weight).toBeGreaterThan(0);
          expect(weight).toBeLessThanOrEqual(300);
        }
      },
    ));

  test('an idle minute and a whole trade together stay under 300 too', () =>
    inFlow({ mode }, async (flow) => {
      await flow.reachesPhase2WithStop();
      await flow.until('the break-even exit works', () => flow.order('breakEven')?.status === 'working');
      flow.depthIsGenerous();
      flow.markIs('117.5');
      await flow.reaches('IDLE');
      const weight = flow.exchange.server.log.all().reduce((sum, request) => sum + request.weight, 0);
      expect(weight).toBeLessThanOrEqual(300);
    }));
});
