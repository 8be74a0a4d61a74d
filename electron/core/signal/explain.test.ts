import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../shared/domain/settings.ts';
import { entryOrder, monitoring, phase1, phase2, unstarted } from '../../testkit/scenario/given.ts';
import { leadingMarketText } from '../../testkit/scenario/messages.ts';
import { openStage } from '../../testkit/scenario.ts';
import type { MessageFact } from '../event.ts';
import type { EngineState } from '../state.ts';
import { step } from '../step.ts';
import { explain } from './explain.ts';

const states: readonly EngineState[] = [
  ...[undefined, unstarted, monitoring, entryOrder, phase1, phase2].map((given) => openStage(given ? { given } : {}).state),
];
const quiet = states[0] as EngineState;
const watched = states[2] as EngineState;
/** Monitored for longer than the cooldown. */
const all = [...states, { ...watched, durable: { ...watched.durable, cooldowns: {} } }];
const { entryChannelId, riskChannelId } = defaultSettings;

function post(text: string, more: Partial<MessageFact> = {}, at = quiet.live.now): MessageFact {
  return {
    type: 'MessageReceived',
    channelId: entryChannelId,
    messageId: 9000,
    sentAt: at,
    text,
    edited: false,
    backlog: false,
    caption: false,
    source: 'inbox',
    ...more,
  };
}
const one = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const text = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({
        ticker: one('SOL', 'LINK', 'DOGE', 'OLD', 'NOPE', 'sol', 'S L', ''),
        funding: one('-0.0250%', '-0.1%', '0.01%', 'x', '정보없음'),
        direction: one('상승' as const, '하락' as const),
        rank: one<number | string>(1, 10, 11, 'x'),
        category: one('AI', 'Meme', '정보없음', ''),
      })
      .map(({ ticker, ...fields }) => leadingMarketText(ticker, fields)),
  },
  {
    weight: 2,
    arbitrary: one('SOL', 'LINK', 'OLD', '').map((ticker) => `🥈 Binance : ${ticker}USDT.P 에서 숏 리스크관리 권장`),
  },
  { weight: 1, arbitrary: one('💥 Binance : SOLUSDT.P 에서 숏 진입 신호 발생!', 'hello', '', '🔥', 'x'.repeat(9000)) },
);

describe('what the lab says of a message', () => {
  test('is the verdict and the rule that the engine gives in the same state', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        one(...all),
        text,
        one(entryChannelId, entryChannelId, entryChannelId, riskChannelId, riskChannelId, -5),
        one(0, 0, 0, 0, -400_000, 400_000),
        one(9000, 9000, 9000, 9000, 1),
        one(false, false, false, true),
        one(false, false, true),
        (state, words, channelId, late, messageId, edited, backlog) => {
          const at = state.live.now + 1234;
          const message = post(words, { channelId, messageId, edited: edited && late === 0, backlog, sentAt: at - late });
          const explained = explain(message, at, state);
          const real = step(state, { ...message, seq: 5, at }).log.find((entry) => entry.kind === 'verdict');
          expect(explained.decision).toEqual(
            real?.kind === 'verdict' ? { verdict: real.verdict, said: { rule: real.rule, code: real.code, numbers: real.numbers } } : null,
          );
          const deciding = explained.rules.find(({ decides }) => decides)?.finding;
          if (deciding?.outcome === 'stopped' && explained.decision)
            expect({ verdict: deciding.verdict, said: deciding.said }).toEqual(explained.decision);
          if (deciding === undefined) expect(['monitoring', 'acted', 'shown', 'ignored', undefined]).toContain(explained.decision?.verdict);
          if (explained.kind === 'leadingMarket' && deciding === undefined && explained.decision)
            expect(explained.decision.verdict).toBe('monitoring');
          if (explained.decision?.said.code === 'wrongChannelForKind') expect(deciding?.outcome).toBe('stopped');
          seen.add(explained.decision?.said.rule ?? 'none');
        },
      ),
      { numRuns: 8000, seed: 20260201 },
    );
    for (const rule of ['W00', 'W00-2', 'W01', 'W03', 'W04', 'W05', 'W06', 'W09', 'W10', 'W11', 'W13', 'W14', 'D2', 'R02', 'R08'])
      expect([...seen], rule).toContain(rule);
  });

  test('tells every rule after the first "no" too, with its numbers', () => {
    const message = post(leadingMarketText('OLD', { rank: 3, category: 'Meme', funding: '-0.5%' }));
    const { rules } = explain(message, quiet.live.now, quiet);
    const stops = rules.filter(({ finding }) => finding.outcome === 'stopped');
    expect(stops.map(({ id }) => id)).toEqual(['W04', 'W09', 'W11', 'W13']);
    expect(stops.map(({ decides }) => decides)).toEqual([true, false, false, false]);
    expect(stops.at(-1)?.finding).toMatchObject({ said: { numbers: { funding: '-0.5', limit: '-0.1' } } });
  });

  test('leaves the state as it was', () => {
    const before = JSON.stringify(quiet);
    explain(post(leadingMarketText('SOL')), quiet.live.now, quiet);
    expect(JSON.stringify(quiet)).toBe(before);
  });
});

describe('line by line', () => {
  const lines = (words: string) => explain(post(words), quiet.live.now, quiet).lines.map(({ taken, value, why }) => [taken, value, why]);
  test('title and fields are told with what was read, everything else as shown only', () => {
    expect(lines(leadingMarketText('SOL')).filter(([, , why]) => why !== 'blank')).toEqual([
      ['title', 'SOLUSDT', null],
      ['nothing', null, 'shownOnly'],
      ['funding', '-0.025 %', null],
      ['changeAndRank', '12.34 % / 상승 11', null],
      ['category', 'AI', null],
      ['nothing', null, 'shownOnly'],
    ]);
  });
  test('a field told twice with two values names both lines; with one value the second is a repeat; words outrank an emoji', () => {
    const head = '🔥 실시간 주도 마켓 분석 (SOL)';
    expect(lines(`${head}\n펀딩비: 0.1%\n펀딩비: 0.2%`).slice(1)).toEqual([
      ['funding', null, 'contradicted'],
      ['funding', null, 'contradicted'],
    ]);
    expect(lines(`${head}\n카테고리: AI\n카테고리: AI`).slice(1)).toEqual([
      ['category', 'AI', null],
      ['category', 'AI', 'repeated'],
    ]);
    expect(lines(`${head}\n🌐 site: x\n펀딩비: 0.1%`).slice(1)).toEqual([
      ['funding', null, 'outranked'],
      ['funding', '0.1 %', null],
    ]);
  });
  test('an unreadable value is named on its own line, beside an earlier one', () => {
    expect(lines('🔥 실시간 주도 마켓 분석 (SOL)\n펀딩비: x\n카테고리: AI').slice(1)).toEqual([
      ['funding', null, 'unreadable'],
      ['category', 'AI', null],
    ]);
  });
  test('sentences are one line', () => {
    expect(lines('\n🥈 Binance : SOLUSDT.P 에서 숏 리스크관리 권장\nmore')).toEqual([
      ['nothing', null, 'blank'],
      ['riskSentence', 'SOLUSDT', null],
      ['nothing', null, 'afterSentence'],
    ]);
  });
});
