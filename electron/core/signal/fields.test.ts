import { describe, expect, test } from 'vitest';
import { readMessage } from './read-message.ts';

const lines = {
  funding: '⏱️Binance 펀딩비 및 카운트다운 : -0.0250% / 01:23:45 (4h)',
  rank: '🥇지난 24H 등락률 및 순위 : +12.34% / (상승) 상위 11위',
  category: '🏷️카테고리 : AI',
};
function fieldsOf(changed: Partial<typeof lines>, ...more: readonly string[]) {
  const all = { ...lines, ...changed };
  const message = readMessage(['🔥 실시간 주도 마켓 분석 (BTC)', all.funding, all.rank, all.category, ...more].join('\n\n'));
  if (message.kind !== 'leadingMarket') throw new Error(message.kind);
  return message.fields;
}

describe('funding', () => {
  test.each([
    ['-0.0250% / 01:23:45 (4h)', '-0.025'],
    ['-0.0250%/01:23:45(4h)', '-0.025'],
    ['-0.0250%', '-0.025'],
    ['-0.7214% ❌', '-0.7214'],
    ['-0.7214%❌', '-0.7214'],
    ['+0.0100 % / 00:10:00 (8h)', '0.01'],
    ['0.01%', '0.01'],
    ['0%', '0'],
    ['-0.0000% ✅', '0'],
    ['−0.0250%', '-0.025'],
    ['－0.0250％', '-0.025'],
    ['–0.0250%', '-0.025'],
    ['＋0.0250%', '0.025'],
    ['- 0.0250%', '-0.025'],
    ['-0.0250% / --:--:--', '-0.025'],
    ['-0.0250% / 1시간 23분 (4h)', '-0.025'],
    ['-0.1%', '-0.1'],
    ['-0.0999%', '-0.0999'],
    ['-2%', '-2'],
  ])('%j is %s %%', (value, funding) => {
    expect(fieldsOf({ funding: `⏱️Binance 펀딩비 및 카운트다운 : ${value}` })).toMatchObject({ ok: true, funding });
  });

  test.each([
    '-0.0250',
    '-0.0250 / 01:23:45 (4h)',
    '0.0250-%',
    '--0.0250%',
    '+-0.0250%',
    '-0,0250%',
    '.5%',
    '-.5%',
    '-0.%',
    '-00.5%',
    '1e-2%',
    'NaN%',
    '-0.0250%5',
    '-0.0250%p',
    '-0.0250% / -0.0300%',
    '-0.0250% (-0.03)',
    '약 -0.0250%',
    '０.０２%',
    '-0.0250‰',
    '% -0.0250',
    '❌',
    'AI',
  ])('%j is unreadable (W05)', (value) => {
    expect(fieldsOf({ funding: `⏱️Binance 펀딩비 및 카운트다운 : ${value}` })).toEqual({
      ok: false,
      field: 'funding',
      raw: value,
      why: 'unreadable',
    });
  });

  test.each(['정보없음', '정보 없음', '정보  없음 ❌', '-0.0250% / 정보없음', '정보\u200b없음'])('%j is no information (W05)', (value) => {
    expect(fieldsOf({ funding: `🌐글로벌 거래소 통합 펀딩비 : ${value}` })).toMatchObject({ field: 'funding', why: 'noInformation' });
  });
});

describe('change and rank', () => {
  test.each([
    ['+12.34% / (상승) 상위 11위', '12.34', 'up', 11],
    ['+12.34% / 상승 상위 1위 ❌', '12.34', 'up', 1],
    ['+12.34%/(상승)상위11위', '12.34', 'up', 11],
    ['-5.1% / (하락) 상위 3위 ✅', '-5.1', 'down', 3],
    ['-5.1% / 하락 상위 3위', '-5.1', 'down', 3],
    ['−5.1％ / （하락） 상위 3 위', '-5.1', 'down', 3],
    ['+1,234.5% / (상승) 상위 120위', '1234.5', 'up', 120],
    ['+12.34% / (하락) 상위 3위', '12.34', 'down', 3],
    ['0.00% / (상승) 상위 300위', '0', 'up', 300],
    ['+12.34% (상승) 상위 11위', '12.34', 'up', 11],
  ])('%j', (value, change, direction, rank) => {
    expect(fieldsOf({ rank: `🥇지난 24H 등락률 및 순위 : ${value}` })).toMatchObject({ ok: true, change, direction, rank });
  });

  test.each([
    '+12.34% / (상승) 상위 0위',
    '+12.34% / (상승) 상위 011위',
    '+12.34% / (상승) 상위 -3위',
    '+12.34% / (상승) 상위 3.5위',
    '+12.34% / (상승) 상위 11',
    '+12.34% / (상승) 상위 위',
    '+12.34% / (상승) 상위 3 11위',
    '+12.34% / (상승) 상위 11위 / 350',
    '+12.34% / (상승) 상위 1,100위',
    '+12.34% / (상승) 상위 11위권',
    '+12.34% / (상승) 상위 1234567위',
    '+12.34% / (상승) 11위',
    '+12.34% / (상승) 하위 11위',
    '+12.34% / 상위 11위',
    '+12.34% / (상승/하락) 상위 11위',
    '+12.34% / (상승) (하락) 상위 11위',
    '+12.34% / (보합) 상위 11위',
    '+12.34 / (상승) 상위 11위',
    '(상승) 상위 11위',
    '+1,23.4% / (상승) 상위 11위',
    '+12.34%',
    '-',
  ])('%j is unreadable (W05)', (value) => {
    expect(fieldsOf({ rank: `🥇지난 24H 등락률 및 순위 : ${value}` })).toMatchObject({
      ok: false,
      field: 'changeAndRank',
      why: 'unreadable',
    });
  });

  test.each(['정보없음', '+12.34% / 정보없음', '정보 없음 / (상승) 상위 11위'])('%j is no information (W05)', (value) => {
    expect(fieldsOf({ rank: `🥇지난 24H 등락률 및 순위 : ${value}` })).toMatchObject({ field: 'changeAndRank', why: 'noInformation' });
  });
});

describe('category', () => {
  test.each([
    ['AI', 'AI'],
    ['AI, Layer 1 ✅', 'AI, Layer 1'],
    ['(Decentralized Finance (DeFi)) ✅', 'Decentralized Finance (DeFi)'],
    ['(AI) ❌', 'AI'],
    ['(AI) and (L1)', '(AI) and (L1)'],
    ['AI (agents)', 'AI (agents)'],
    ['(AI', '(AI'],
    ['Layer: 1', 'Layer: 1'],
    ['인공지능', '인공지능'],
  ])('%j is %j', (value, category) => {
    expect(fieldsOf({ category: `🏷️카테고리 : ${value}` })).toMatchObject({ ok: true, category });
  });

  test.each(['', ' ', '✅', '-', '()'])('%j is unreadable (W05)', (value) => {
    expect(fieldsOf({ category: `🏷️카테고리 :${value}` })).toMatchObject({ field: 'category', why: 'unreadable' });
  });

  test.each(['정보없음', '정보 없음 ❌', '(정보없음)', 'AI, 정보없음'])('%j is no information (W10)', (value) => {
    expect(fieldsOf({ category: `🏷️카테고리 : ${value}` })).toMatchObject({ field: 'category', why: 'noInformation' });
  });

  test('longer than any real value is unreadable', () => {
    expect(fieldsOf({ category: `🏷️카테고리 : ${'AI '.repeat(400)}` })).toMatchObject({ field: 'category', why: 'unreadable' });
  });
});

describe('which line is which', () => {
  test.each([
    ['funding', 'funding'],
    ['rank', 'changeAndRank'],
    ['category', 'category'],
  ] as const)('without the line for %s the field is missing', (line, field) => {
    expect(fieldsOf({ [line]: '' })).toEqual({ ok: false, field, raw: '', why: 'missing' });
  });

  test('the first failing field is told: funding, change and rank, category', () => {
    expect(fieldsOf({ funding: '', rank: '', category: '' })).toMatchObject({ field: 'funding' });
    expect(fieldsOf({ rank: '', category: '🏷️카테고리 : 정보없음' })).toMatchObject({ field: 'changeAndRank' });
  });

  test.each([
    { funding: '⏱ : -0.0250%' },
    { funding: 'Binance 펀딩비 및 카운트다운 : -0.0250%' },
    { funding: '펀딩비：-0.0250%' },
    { funding: '🌐글로벌 거래소 통합 펀딩비: -0.0250%' },
    { rank: '🥇 : +12.34% / (상승) 상위 11위' },
    { rank: '지난 24H 등락률 및 순위：+12.34% / (상승) 상위 11위' },
    { rank: '24H 등락률 : +12.34% / (상승) 상위 11위' },
    { category: '🏷 : AI' },
    { category: '카테고리：AI' },
    { category: '• 카테고리 : AI' },
  ])('a line is known by its marker or by its label: %j', (changed) => {
    expect(fieldsOf(changed)).toEqual(fieldsOf({}));
  });

  test('a marker without a colon is a field that cannot be read', () => {
    expect(fieldsOf({ category: '🏷️카테고리 AI' })).toMatchObject({ field: 'category', why: 'unreadable', raw: '🏷카테고리 AI' });
  });

  test('two lines for one field that disagree leave it unreadable', () => {
    expect(fieldsOf({}, '🌐글로벌 거래소 통합 펀딩비 : -0.7214%')).toMatchObject({ field: 'funding', why: 'unreadable' });
  });

  test('the same line twice is read once', () => {
    expect(fieldsOf({}, lines.funding, lines.category)).toEqual(fieldsOf({}));
  });

  test('a link behind the marker of a field does not outrank the Korean label, before or after it', () => {
    expect(fieldsOf({}, '🌐 Website : https://example.org')).toEqual(fieldsOf({}));
    expect(fieldsOf({ funding: `🌐 Website : https://example.org\n${lines.funding}` })).toEqual(fieldsOf({}));
  });

  test('prose that mentions a label is no field', () => {
    expect(fieldsOf({}, '※ 펀딩비 안내 : 8시간마다', '거래량 순위 : 3위', '오늘의 펀딩비')).toEqual(fieldsOf({}));
  });

  test('the order of the lines does not matter', () => {
    expect(fieldsOf({ funding: lines.category, category: lines.funding })).toEqual(fieldsOf({}));
  });
});
