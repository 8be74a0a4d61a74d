import { describe, expect, test } from 'vitest';
import type { Price } from '../../shared/domain/decimal.ts';
import { sentenceOf } from './sentence.ts';

const tick = '0.00001' as Price;

describe('a sentence of the engine', () => {
  test('prints prices by the tick and keeps every digit for the tooltip', () => {
    const said = { code: 'nextTakeProfit', numbers: { trigger: '0.0875174301', target: '0.0874' } } as const;
    expect(sentenceOf(said, 'en', tick)).toEqual({
      text: 'mark ≤ 0.08752 → TP limit 0.08740',
      full: 'mark ≤ 0.0875174301 → TP limit 0.0874',
    });
  });
  test('prints a price without a known tick with its own digits, eight at most', () => {
    const said = { code: 'firstFill', numbers: { qty: '117550', average: '0.087428802892' } } as const;
    expect(sentenceOf(said, 'en', null).text).toBe('First fill: 117,550 @ 0.08742880');
  });
  test('prints ROI by the rule of ROI: a loss is never 0', () => {
    const roi = (value: string) => sentenceOf({ code: 'nextRiskClose', numbers: { roi: value } }, 'en', tick).text;
    expect(roi('-7.4637')).toBe('risk message now → market close (ROI −7.46 % ≤ 0)');
    expect(roi('-0.00136924')).toBe('risk message now → market close (ROI >−0.01 % ≤ 0)');
    expect(roi('0')).toBe('risk message now → market close (ROI 0 % ≤ 0)');
    expect(roi('—')).toBe('risk message now → market close (ROI — % ≤ 0)');
  });
  test('prints profit and loss with its sign', () => {
    const said = { code: 'tradeClosed', numbers: { pnl: '-0.14072', roi: '6.7', exit: 'breakEven' } } as const;
    expect(sentenceOf(said, 'en', tick).text).toBe('Trade closed: −0.14 USDT, ROI +6.70 % (break-even)');
  });
  test('prints every minus as one, except in what only looks like a number', () => {
    const funding = { code: 'fundingTooLow', numbers: { funding: '-0.5032', limit: '-0.1' } } as const;
    expect(sentenceOf(funding, 'ko', tick).text).toBe('펀딩비 −0.5032% ≤ −0.1%');
    const channel = { code: 'otherChannel', numbers: { channelId: '-1001234567890' } } as const;
    expect(sentenceOf(channel, 'en', tick).text).toContain('-1001234567890');
  });
  test('says a word in place of a number as it is', () => {
    const said = {
      code: 'orderPlaced',
      numbers: { role: 'mddStop', side: 'BUY', qty: 'closePosition', price: '0.10054', type: 'STOP_MARKET' },
    } as const;
    expect(sentenceOf(said, 'en', tick).text).toContain('the whole position @ 0.10054');
  });
});
