import type { Words } from './words.ts';

/** What is said about channel messages. */
export const messageWords = {
  entrySignalShown: { ko: '진입 신호는 표시만 하고 판단에 쓰지 않습니다', en: 'Entry signals are shown, never acted on' },
  messageSeen: { ko: '이미 처리한 메시지입니다 (id {messageId} ≤ {lastId})', en: 'Already handled (id {messageId} ≤ {lastId})' },
  baselineTaken: { ko: '첫 연결: 이 메시지를 기준점으로만 기록했습니다', en: 'First start: recorded as the baseline only' },
  messageEdited: { ko: '수정된 메시지는 동작하지 않습니다', en: 'Edited messages never act' },
  messageTooOld: {
    ko: '메시지가 {ageSeconds}초 지났습니다 (한도 {limitSeconds}초)',
    en: 'The message is {ageSeconds} s old (limit {limitSeconds} s)',
  },
  messageFromFuture: { ko: '메시지 시각이 {aheadSeconds}초 앞서 있습니다', en: 'The message is dated {aheadSeconds} s ahead' },
  messageTooLong: {
    ko: '메시지가 너무 깁니다 ({length}자, 한도 {limit}자)',
    en: 'The message is too long ({length} characters, limit {limit})',
  },
  otherChannel: { ko: '설정되지 않은 채널입니다 ({channelId})', en: 'Not one of the two channels ({channelId})' },
  unrecognised: { ko: '알려진 형식이 아닙니다', en: 'Not a known kind of message' },
  entryLocked: { ko: '전역 차단 중이라 무시합니다: {by}', en: 'Ignored, entries are locked: {by}' },
  coolingDown: { ko: '쿨다운 중입니다 (남은 {remainingSeconds}초)', en: 'Cooling down ({remainingSeconds} s left)' },
  tickerUnreadable: { ko: '종목을 읽을 수 없습니다: {raw}', en: 'No readable ticker: {raw}' },
  symbolInvalid: { ko: '{symbol}은(는) 거래할 수 없는 종목입니다: {status}', en: '{symbol} is not tradable: {status}' },
  marketsUnknown: { ko: '거래소 종목 정보를 읽지 못해 진입할 수 없습니다', en: 'exchangeInfo is not available: no entry' },
  fieldUnreadable: { ko: '{field} 항목을 읽을 수 없습니다: {raw}', en: 'Field {field} is unreadable: {raw}' },
  alreadyMonitored: { ko: '이미 모니터링 중인 종목입니다', en: 'Already monitored' },
  categoryExcluded: { ko: '카테고리 제외 키워드: {keyword} ({category})', en: 'Excluded category: {keyword} ({category})' },
  categoryUnknown: { ko: '카테고리 정보없음', en: 'Category is "no information"' },
  rankTooHigh: { ko: '24시간 상승 {rank}위 — 상위 {limit}위 이내는 제외', en: '24 h gainers rank {rank}: within the top {limit}' },
  fundingTooLow: { ko: '펀딩비 {funding}% ≤ {limit}%', en: 'Funding {funding} % ≤ {limit} %' },
  filtersPassed: {
    ko: '공통 필터 통과: 펀딩비 {funding}%, {direction} {rank}위, {category}',
    en: 'Filters passed: funding {funding} %, {direction} rank {rank}, {category}',
  },
  monitoringStarted: { ko: '모니터링 시작: 목표 {target}, 트리거 {trigger}', en: 'Monitoring: target {target}, trigger {trigger}' },
  targetUnavailable: { ko: '타점을 계산할 수 없습니다: {why}', en: 'No target: {why}' },
  riskUnreadable: { ko: '리스크 메시지를 읽을 수 없습니다: {raw}', en: 'Unreadable risk message: {raw}' },
  riskSymbolInvalid: {
    ko: '리스크 메시지의 {symbol}은(는) 거래할 수 없는 종목입니다: {status}',
    en: 'Risk message: {symbol} is not tradable: {status}',
  },
  riskOtherSymbol: { ko: '활성 종목이 아닌 {symbol}의 리스크 메시지입니다', en: 'Risk message for {symbol}, which is not active' },
  riskLateShort: {
    ko: '{symbol} 리스크 메시지: 늦게 체결된 숏에 지금은 규칙이 없습니다. 직접 닫거나 비상 청산을 누르세요',
    en: 'Risk message for {symbol}: the late short has no rule now. Close it by hand or by the emergency close',
  },
  riskMonitoringReleased: { ko: '리스크관리: 모니터링을 해제했습니다', en: 'Risk message: monitoring released' },
  riskEntryCancelled: { ko: '리스크관리: 미체결 진입 주문을 취소합니다', en: 'Risk message: cancelling the unfilled entry order' },
  riskPartialCancelled: {
    ko: '리스크관리: 잔여 진입 주문을 취소하고 손익으로 판단합니다',
    en: 'Risk message: cancelling the rest of the entry, then deciding by ROI',
  },
  riskMarketClose: {
    ko: '리스크관리: ROI {roi}% ≤ 0 → 시장가 청산 (평단 {average}, 마크 {mark})',
    en: 'Risk message: ROI {roi} % ≤ 0 → market close (average {average}, mark {mark})',
  },
  riskBreakEvenStop: {
    ko: '리스크관리: ROI {roi}% > 0 → 본절 스탑 {trigger}',
    en: 'Risk message: ROI {roi} % > 0 → break-even stop {trigger}',
  },
  riskStopKept: { ko: '리스크관리: 본절 스탑이 이미 있습니다', en: 'Risk message: the break-even stop already stands' },
  riskPhase2Kept: {
    ko: '리스크관리: ROI {roi}% > 0, 2차 이후이므로 본절 지정가를 유지합니다',
    en: 'Risk message: ROI {roi} % > 0 in phase 2: break-even limit stays',
  },
  riskExitRunning: { ko: '리스크관리: 이미 청산 중입니다', en: 'Risk message: the exit is already under way' },
  riskNoPrice: {
    ko: '리스크관리: 마크 가격을 받는 즉시 판단합니다',
    en: 'Risk message: decided as soon as a mark price is known',
  },
  wrongChannelForKind: {
    ko: '이 채널에서는 이 종류의 메시지를 처리하지 않습니다',
    en: 'This kind of message does not count in this channel',
  },
  symbolMapped: { ko: '심볼 매핑: {raw} → {ticker} → {symbol} ({status})', en: 'Symbol mapping: {raw} → {ticker} → {symbol} ({status})' },
} as const satisfies Record<string, Words>;
