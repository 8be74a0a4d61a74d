import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMessage } from './read-message.ts';

const older = `🔥 실시간 주도 마켓 분석 (BTC)

📈 주도 마켓: 바이낸스 , 바이비트

⏱️Binance 펀딩비 및 카운트다운 : -0.0250% / 01:23:45 (4h)

🥇지난 24H 등락률 및 순위 : +12.34% / (상승) 상위 11위

🏷️카테고리 : AI

🔗Liq HeatMap : https://example.org/a?b=c`;

const newer = `🔥 실시간 주도 마켓 분석 (BTC)

📈 주도 마켓: 바이낸스 , 바이비트

🌐글로벌 거래소 통합 펀딩비 : -0.7214% ❌

🥇지난 24H 등락률 및 순위 : -3.2% / (하락) 상위 3위 ✅

🏷️카테고리 : (Decentralized Finance (DeFi)) ✅

🐜 개미 롱/숏 비율 : 1.52 (60.3% / 39.7%)

🦈 고래 동향 : 매도 우위

⚖️ 스마트머니 : 숏 62%`;

const risk = '🥈 Binance : BTCUSDT.P 에서 숏 리스크관리 권장';

describe('a post is known by its first line that has words', () => {
  test('the older layout of the leading-market message', () => {
    expect(readMessage(older)).toEqual({
      kind: 'leadingMarket',
      ticker: { ok: true, raw: 'BTC', ticker: 'BTC', symbol: 'BTCUSDT' },
      fields: { ok: true, funding: '-0.025', change: '12.34', direction: 'up', rank: 11, category: 'AI' },
    });
  });

  test('the newer layout of the leading-market message', () => {
    expect(readMessage(newer)).toEqual({
      kind: 'leadingMarket',
      ticker: { ok: true, raw: 'BTC', ticker: 'BTC', symbol: 'BTCUSDT' },
      fields: { ok: true, funding: '-0.7214', change: '-3.2', direction: 'down', rank: 3, category: 'Decentralized Finance (DeFi)' },
    });
  });

  test.each([
    ['💥 Binance : BTCUSDT.P 에서 숏 진입 신호 발생!', 'BTCUSDT'],
    ['Binance : BTCUSDT.P 에서 숏 진입 신호 발생!', 'BTCUSDT'],
    ['💥 Binance : BTCUSDT.P 에서 숏 진입신호 발생!\n🔥 실시간 주도 마켓 분석 (BTC)', 'BTCUSDT'],
    ['💥 Binance : BTCUSDT 에서 숏 진입 신호 발생!', undefined],
    ['💥 곧 발표', undefined],
    ['🥈 Binance : BTCUSDT.P 에서 숏 진입 신호 발생!', 'BTCUSDT'],
  ])('%j is an entry signal of %s (W00)', (text, symbol) => {
    expect(readMessage(text)).toEqual({ kind: 'entrySignal', symbol });
  });

  test.each([
    '',
    '   \n\n',
    '🔥',
    '🔥 오늘의 이벤트 (BTC)',
    '🔥 실시간 주도 마켓 (BTC)',
    '어제 실시간 주도 마켓 분석 (BTC) 결과',
    `공지입니다\n${older}`,
    `공지입니다\n${risk}`,
    '📢 진입 신호가 없습니다',
    'undefined',
    'a'.repeat(2000),
    `${' '.repeat(2000)}${risk}`,
  ])('%j is nothing we know', (text) => {
    expect(readMessage(text)).toEqual({ kind: 'other' });
  });
});

const invisibles = ['\u200b', '\u200c', '\u200d', '\u200e', '\u2060', '\ufeff', '\ufe0f', '\ufe0e', '\u00ad', '\u202c', '\u0001', '\u007f'];
/** Whole characters, because inside a surrogate pair nothing can be inserted. */
const characters = (text: string) => [...text];

describe('what cannot be seen does not count', () => {
  const texts = fc.constantFrom(older, newer, risk);

  test('invisible characters anywhere do not change the reading', () => {
    const insertions = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...invisibles)), { maxLength: 20 });
    fc.assert(
      fc.property(texts, insertions, (text, inserted) => {
        const parts = characters(text);
        for (const [where, what] of inserted) parts.splice(where % (parts.length + 1), 0, what);
        expect(withoutRaw(readMessage(parts.join('')))).toEqual(withoutRaw(readMessage(text)));
      }),
    );
  });

  test('more white space where there is some, blank lines and missing variation selectors do not change the reading', () => {
    const widths = fc.array(fc.constantFrom(' ', '  ', '\t', '\u00a0', ' \u3000 '), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(texts, widths, fc.boolean(), fc.constantFrom('\n', '\r\n', '\n\n', ' \n\t\n'), (text, spaces, selectors, lineEnd) => {
        let n = 0;
        const spaced = text.replace(/ /g, () => spaces[n++ % spaces.length] ?? ' ').replaceAll('\n', lineEnd);
        const shown = selectors ? spaced : spaced.replaceAll('\ufe0f', '');
        expect(withoutRaw(readMessage(shown))).toEqual(withoutRaw(readMessage(text)));
      }),
    );
  });

  test('the emoji may be missing when the Korean label is there', () => {
    const bare = (text: string) => text.replace(/\p{Extended_Pictographic}/gu, '').replaceAll('\ufe0f', '');
    for (const text of [older, newer, risk]) expect(readMessage(bare(text))).toEqual(readMessage(text));
  });
});

describe('reading is total', () => {
  test('no text makes it throw', { timeout: 30_000 }, () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        ...characters(older),
        ...newer.split('\n'),
        risk,
        '정보없음',
        '(',
        ')',
        '%',
        ':',
        '：',
        '에서',
        '\n',
        '\ud83d',
        '\ufe0f',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const message = readMessage(pieces.join(''));
        if (message.kind === 'leadingMarket' && message.ticker.ok) expect(message.ticker.symbol).toMatch(/^[A-Z0-9]{1,26}USDT$/);
      }),
      { numRuns: 2000 },
    );
  });

  const title = '🔥 실시간 주도 마켓 분석 (BTC)\n';
  const long = 1_000_000;
  test.each([
    ['line ends', '\n'.repeat(long)],
    ['letters', 'a'.repeat(long)],
    ['parentheses', `🔥 실시간 주도 마켓 분석 ${'('.repeat(long)}`],
    ['invisible characters', `${title}${'\u200b'.repeat(long)}`],
    ['risk sentences', `🥈 Binance : ${'에서 숏 리스크관리 '.repeat(long / 10)}숏 리스크관리 권장`],
    ['marks', `${title}카테고리 :${'✅'.repeat(long)}x`],
    ['spaces', `${title}⏱ :${' '.repeat(long)}x\n🥇 : +1% ${' '.repeat(long)}x`],
    ['digits', `${title}⏱ : ${'1'.repeat(long)}%`],
    ['thousands', `${title}⏱ : 1${',111'.repeat(long / 4)}%`],
    ['label', `${title}${'펀딩비 '.repeat(long / 4)}`],
  ])('a million %s are read without a stack overflow', (_, text) => {
    expect(['other', 'leadingMarket', 'risk']).toContain(readMessage(text).kind);
  });
});

function withoutRaw(message: ReturnType<typeof readMessage>): unknown {
  return JSON.parse(JSON.stringify(message, (key, value: unknown) => (key === 'raw' ? undefined : value)));
}
