/** A leading-market message as the channel writes it (spec, "Message layouts"): rank, category and funding pass the filters. */
export const sampleMessage = [
  '🔥 실시간 주도 마켓 분석 (NEAR)',
  '📈 주도 마켓: 바이낸스 , 바이비트',
  '⏱️Binance 펀딩비 및 카운트다운 : -0.0250% / 01:23:45 (4h)',
  '🥇지난 24H 등락률 및 순위 : +12.34% / (상승) 상위 14위',
  '🏷️카테고리 : AI',
].join('\n\n');
