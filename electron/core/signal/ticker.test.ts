import { describe, expect, test } from 'vitest';
import { readMessage } from './read-message.ts';

const tickerOf = (text: string) => {
  const message = readMessage(text);
  if (message.kind !== 'leadingMarket' && message.kind !== 'risk') return message.kind;
  return message.ticker.ok ? message.ticker.symbol : message.ticker.why;
};

describe('the ticker stands in the parentheses of the title (section 2.3)', () => {
  test.each([
    ['🔥 실시간 주도 마켓 분석 (BTC)', 'BTCUSDT'],
    ['🔥실시간 주도 마켓 분석(BTC)', 'BTCUSDT'],
    ['🔥 실시간 주도마켓 분석 (BTC)', 'BTCUSDT'],
    ['🔥  실시간   주도  마켓   분석   (BTC)  ', 'BTCUSDT'],
    ['🔥\ufe0f 실시간 주도 마켓 분석 (BTC)', 'BTCUSDT'],
    ['실시간 주도 마켓 분석 (BTC)', 'BTCUSDT'],
    ['🔥🔥 실시간 주도 마켓 분석 (BTC) 🔥', 'BTCUSDT'],
    ['🔥 실시간\u00a0주도\u3000마켓\t분석 (BTC)', 'BTCUSDT'],
    ['🔥 실시간 주도 마켓 분석 (BTC)\r', 'BTCUSDT'],
    ['\n\n  \n🔥 실시간 주도 마켓 분석 (BTC)', 'BTCUSDT'],
    ['🔥\n실시간 주도 마켓 분석 (BTC)', 'BTCUSDT'],
    ['🔥 실시간 주도 마켓 분석 ( btc )', 'BTCUSDT'],
    ['🔥 실시간 주도 마켓 분석 (\tbtc\u00a0)', 'BTCUSDT'],
    ['🔥 실시간 주도 마켓 분석 (1000pepe)', '1000PEPEUSDT'],
    ['🔥 실시간 주도 마켓 분석 (4)', '4USDT'],
    ['🔥 실시간 주도 마켓 분석 (B\u200bT\u200dC\ufeff)', 'BTCUSDT'],
    ['🔥 실시간 주도 마켓 분석 (\u202aBTC\u202c)', 'BTCUSDT'],
    ['🔥 실시간 주도 마켓 분석 (B\u0000T\u0007C\u009f)', 'BTCUSDT'],
    ['🔥 실시간 주도 마켓 분석 (BT\u00adC\u2060)', 'BTCUSDT'],
    ['🔥 실시간 주도 마켓 분석 (BTCUSDT)', 'BTCUSDTUSDT'],
    [`🔥 실시간 주도 마켓 분석 (${'A'.repeat(26)})`, `${'A'.repeat(26)}USDT`],
  ])('%j names %s', (text, symbol) => {
    expect(tickerOf(text)).toBe(symbol);
  });

  test.each([
    ['🔥 실시간 주도 마켓 분석', 'parentheses'],
    ['🔥 실시간 주도 마켓 분석 BTC', 'parentheses'],
    ['🔥 실시간 주도 마켓 분석 (BTC', 'parentheses'],
    ['🔥 실시간 주도 마켓 분석 BTC)', 'parentheses'],
    ['🔥 실시간 주도 마켓 분석 (BT\nC)', 'parentheses'],
    ['🔥 실시간 주도 마켓 분석\n(BTC)', 'parentheses'],
    ['🔥 실시간 주도 마켓 분석 ((BTC))', 'parentheses'],
    ['🔥 실시간 주도 마켓 분석 (BTC))', 'parentheses'],
    ['🔥 실시간 주도 마켓 분석 (BTC) (ETH)', 'parentheses'],
    ['🔥 실시간 주도 마켓 분석 ETH (BTC)', 'parentheses'],
    ['🔥 실시간 주도 마켓 분석 (BTC) 결과 공유', 'parentheses'],
    ['🔥 실시간 주도 마켓 분석 (BTC)USDT', 'parentheses'],
    ['🔥 실시간 주도 마켓 분석 [BTC]', 'parentheses'],
    ['🔥 실시간 주도 마켓 분석 （BTC）', 'parentheses'],
    ['🔥 실시간 주도 마켓 분석 ()', 'empty'],
    ['🔥 실시간 주도 마켓 분석 (   )', 'empty'],
    ['🔥 실시간 주도 마켓 분석 (\u200b)', 'empty'],
    ['🔥 실시간 주도 마켓 분석 (bt c)', 'character'],
    ['🔥 실시간 주도 마켓 분석 (BT\tC)', 'character'],
    ['🔥 실시간 주도 마켓 분석 (BT\rC)', 'character'],
    ['🔥 실시간 주도 마켓 분석 (BT\u2028C)', 'character'],
    ['🔥 실시간 주도 마켓 분석 (BT\u0085C)', 'character'],
    ['🔥 실시간 주도 마켓 분석 (BTC/USDT)', 'character'],
    ['🔥 실시간 주도 마켓 분석 (BTC-1)', 'character'],
    ['🔥 실시간 주도 마켓 분석 (BTCUSDT.P)', 'character'],
    ['🔥 실시간 주도 마켓 분석 ($BTC)', 'character'],
    ['🔥 실시간 주도 마켓 분석 (BTC🔥)', 'character'],
    ['🔥 실시간 주도 마켓 분석 (ＢＴＣ)', 'character'],
    ['🔥 실시간 주도 마켓 분석 (비트코인)', 'character'],
    ['🔥 실시간 주도 마켓 분석 (ВТС)', 'character'],
    ['🔥 실시간 주도 마켓 분석 (ſol)', 'character'],
    ['🔥 실시간 주도 마켓 분석 (lınk)', 'character'],
    ['🔥 실시간 주도 마켓 분석 (maß)', 'character'],
    ['🔥 실시간 주도 마켓 분석 (BTC٣)', 'character'],
    [`🔥 실시간 주도 마켓 분석 (${'A'.repeat(27)})`, 'tooLong'],
  ])('%j names nothing: %s (W03)', (text, why) => {
    expect(tickerOf(text)).toBe(why);
  });

  test('what stood there is kept for the log (W51-1)', () => {
    expect(readMessage('🔥 실시간 주도 마켓 분석 ( b\u200btc )')).toMatchObject({ ticker: { raw: ' b\u200btc ', ticker: 'BTC' } });
    expect(readMessage('🔥 실시간 주도 마켓 분석 ( bt c )')).toMatchObject({ ticker: { ok: false, raw: 'bt c' } });
  });
});

describe('the symbol of a risk message stands behind "Binance :" and ends in .P (R00, R00-1)', () => {
  test.each([
    ['🥈 Binance : BTCUSDT.P 에서 숏 리스크관리 권장', 'BTCUSDT'],
    ['Binance : BTCUSDT.P 에서 숏 리스크관리 권장', 'BTCUSDT'],
    ['🥈Binance:BTCUSDT.P에서 숏리스크관리권장!!', 'BTCUSDT'],
    ['🥈 Binance： 1000PEPEUSDT.P 에서 숏 리스크 관리 권장 ⚠️', '1000PEPEUSDT'],
    ['🥈 BINANCE : btcusdt.p 에서 숏 리스크관리 권장', 'BTCUSDT'],
    ['🥈\ufe0f  Binance  :  BTCUSDT.P   에서   숏   리스크관리   권장 ', 'BTCUSDT'],
    ['🥈 Binance : B\u200bTCUSDT.P\u200b 에서 숏 리\u200b스크관리 권장', 'BTCUSDT'],
    ['\n🥈 Binance : BTCUSDT.P 에서 숏 리스크관리 권장\n\n차트 링크: https://x.y', 'BTCUSDT'],
    ['💥 Binance : BTCUSDT.P 에서 숏 리스크관리 권장', 'BTCUSDT'],
    ['🥈 Binance : USDTUSDT.P 에서 숏 리스크관리 권장', 'USDTUSDT'],
  ])('%j names %s', (text, symbol) => {
    expect(readMessage(text).kind).toBe('risk');
    expect(tickerOf(text)).toBe(symbol);
  });

  test.each([
    ['🥈 Binance : BTCUSDT 에서 숏 리스크관리 권장', 'perpetualSuffix'],
    ['🥈 Binance : BTCUSDT.PERP 에서 숏 리스크관리 권장', 'perpetualSuffix'],
    ['🥈 Binance : BTCUSDTP 에서 숏 리스크관리 권장', 'perpetualSuffix'],
    ['🥈 Binance : BTCUSDT.P. 에서 숏 리스크관리 권장', 'perpetualSuffix'],
    ['🥈 Binance : 에서 숏 리스크관리 권장', 'perpetualSuffix'],
    ['🥈 Binance : BTCUSDT.P.P 에서 숏 리스크관리 권장', 'quote'],
    ['🥈 Binance : BTCUSDT .P 에서 숏 리스크관리 권장', 'quote'],
    ['🥈 Binance : BTCUSDC.P 에서 숏 리스크관리 권장', 'quote'],
    ['🥈 Binance : BTC.P 에서 숏 리스크관리 권장', 'quote'],
    ['🥈 Binance : USDT.P 에서 숏 리스크관리 권장', 'empty'],
    ['🥈 Binance : BTC/USDT.P 에서 숏 리스크관리 권장', 'character'],
    ['🥈 Binance : BTC USDT.P 에서 숏 리스크관리 권장', 'character'],
    ['🥈 Binance : ETH, BTCUSDT.P 에서 숏 리스크관리 권장', 'character'],
    ['🥈 Binance : #BTCUSDT.P 에서 숏 리스크관리 권장', 'character'],
    ['🥈 Binance : 비트코인USDT.P 에서 숏 리스크관리 권장', 'character'],
    ['🥈 Binance : ＢＴＣUSDT.P 에서 숏 리스크관리 권장', 'character'],
    ['🥈 Binance BTCUSDT.P 에서 숏 리스크관리 권장', 'sentence'],
    ['🥈 Bybit : BTCUSDT.P 에서 숏 리스크관리 권장', 'sentence'],
    ['🥈 어제 Binance : BTCUSDT.P 에서 숏 리스크관리 권장', 'sentence'],
    ['🥈 Binance : BTCUSDT.P 숏 리스크관리 권장', 'sentence'],
    ['🥈 Binance : BTCUSDT.P 에서 롱 리스크관리 권장', 'sentence'],
    ['🥈 Binance : BTCUSDT.P 에서 숏 리스크관리 권장하지 않음', 'sentence'],
    ['🥈 Binance : BTCUSDT.P 에서 숏 관리', 'sentence'],
    ['🥈 Binance :\nBTCUSDT.P 에서 숏 리스크관리 권장', 'sentence'],
    ['🥈', 'other'],
    ['오늘도 리스크관리 잘하세요', 'other'],
  ])('%j is ignored: %s', (text, why) => {
    expect(tickerOf(text)).toBe(why);
  });
});
