import type { Verdict } from '../../../shared/domain/record.ts';
import type { SayCode } from '../../../shared/domain/say.ts';
import type { OrderRole } from '../../core/state.ts';
import type { Both } from './both.ts';

export const roleWords: Readonly<Record<OrderRole, Both>> = {
  entry1: ['1차 진입', 'entry1'],
  entry2: ['2차 진입', 'entry2'],
  takeProfit: ['익절', 'takeProfit'],
  breakEven: ['본절', 'breakEven'],
  breakEvenStop: ['본절 스탑', 'breakEvenStop'],
  mddStop: ['MDD 스탑', 'mddStop'],
  marketClose: ['시장가 청산', 'marketClose'],
  accountClose: ['계정 청산', 'accountClose'],
};

export const verdictWords: Readonly<Record<Verdict, Both>> = {
  monitoring: ['통과', 'passed'],
  acted: ['처리', 'acted'],
  ignored: ['무시', 'ignored'],
  rejected: ['거절', 'rejected'],
  shown: ['표시', 'shown'],
  history: ['과거', 'history'],
};

/** Which numbers of a verdict stand in its line; the rest is in the audit. */
export const verdictNumbers: Readonly<Partial<Record<SayCode, readonly string[]>>> = {
  entryLocked: ['by'],
  coolingDown: ['remainingSeconds'],
  messageSeen: ['messageId'],
  messageTooOld: ['ageSeconds'],
  messageFromFuture: ['aheadSeconds'],
  tickerUnreadable: ['why'],
  symbolInvalid: ['symbol'],
  marketsUnknown: ['symbol'],
  fieldUnreadable: ['field', 'why'],
  categoryExcluded: ['keyword'],
  rankTooHigh: ['rank'],
  fundingTooLow: ['funding'],
  targetUnavailable: ['why'],
  riskUnreadable: ['why'],
  riskSymbolInvalid: ['symbol'],
  riskOtherSymbol: ['symbol'],
  riskMarketClose: ['roi'],
  riskBreakEvenStop: ['roi'],
  riskPhase2Kept: ['roi'],
};

/**
 * Notes that rows show, in few words. 'hidden': the row shows the same thing otherwise (a phase change, an order, a lock). Codes that
 * are not here show when they are critical, or when the scenario asks for them.
 */
export const noteWords: Readonly<Partial<Record<SayCode, Both | 'hidden'>>> = {
  monitoringStarted: ['목표 {target} 트리거 {trigger}', 'target {target} trigger {trigger}'],
  tieLost: ['{rule} {symbol}은(는) {winner}보다 이른 신호', '{rule} {symbol} is earlier than {winner}'],
  alreadyPrepared: ['{rule} 변경 없음', '{rule} nothing to set'],
  preparationFailed: ['진입 포기 {rule} {step}: {why}', 'gave up {rule} {step}: {why}'],
  positionModeUnknown: ['진입 포기 {rule} positionMode: {why}', 'gave up {rule} positionMode: {why}'],
  entryGivenUp: ['진입 포기 {rule} {by}', 'gave up {rule} {by}'],
  noFunds: ['주문 안 함 {rule} 가용 {available}', 'no order {rule} available {available}'],
  priceNotPositive: ['주문 안 함 {rule} 가격 {price}', 'no order {rule} price {price}'],
  priceOutOfRange: ['주문 안 함 {rule} 가격 {price}', 'no order {rule} price {price}'],
  qtyBelowMinimum: ['주문 안 함 {rule} 수량 {qty} < {minQty}', 'no order {rule} qty {qty} < {minQty}'],
  notionalBelowMinimum: ['주문 안 함 {rule} 금액 {notional} < {minNotional}', 'no order {rule} notional {notional} < {minNotional}'],
  marginRetry: ['{rule} 잔고 재조회', '{rule} balance read again'],
  secondSkipped: ['2차 진입 건너뜀 {rule} {code}', 'second entry skipped {rule} {code}'],
  secondRestGone: ['2차 잔량 사라짐 (체결 {filled})', 'rest of second entry gone (filled {filled})'],
  orderNotSent: ['보내지 않음 {side} {qty} @ {price}', 'not sent {side} {qty} @ {price}'],
  orderGivenUp: ['주문 포기 {rule} {by}', 'order given up {rule} {by}'],
  orderRefused: ['거래소 거절 {code} (재시도 {retries})', 'exchange refused {code} (retries {retries})'],
  orderUnknown: ['{rule} 결과 모름', '{rule} outcome unknown'],
  orderKnownAgain: ['{rule} 확인됨: {status}', '{rule} known again: {status}'],
  orderNeverPlaced: ['{rule} 접수되지 않았음', '{rule} never placed'],
  orderGoneByOthers: ['{rule} 주문이 외부에서 {change}', '{rule} order {change} by others'],
  stopWaitsForPosition: ['{rule} 포지션이 아직 안 보임', '{rule} position not visible yet'],
  otherStopCancelled: ['{rule} 다른 스탑 먼저 취소', '{rule} other stop goes first'],
  stopVanished: ['경보 {rule} 스탑 사라짐', 'alarm {rule} stop vanished'],
  stopRefused: ['경보 {rule} 스탑 거절 {code}', 'alarm {rule} stop refused {code}'],
  cancelFailed: ['취소 실패 {retries}', 'cancel failed {retries}'],
  marketCloseRefused: ['시장가 청산 거절 {code} ({failures}회)', 'market close refused {code} ({failures})'],
  exitTriggerFired: ['{rule} 트리거 {trigger}', '{rule} trigger {trigger}'],
  positionDoubted: ['{rule} 수량 의심 {ours} ≠ {theirs}', '{rule} quantity doubted {ours} ≠ {theirs}'],
  positionAdopted: ['{rule} 거래소 수량 {theirs}', '{rule} quantity {theirs} taken over'],
  dustLeft: ['{rule} 남은 dust {qty}', '{rule} dust {qty} left'],
  settingChanged: ['설정 {key} = {value}', 'setting {key} = {value}'],
  stageChanged: ['단계 {before} → {after}', 'stage {before} → {after}'],
  priceFallback: ['{rule} REST로 전환', '{rule} falls back to REST'],
  priceSourceBack: ['{rule} WebSocket 복귀', '{rule} back on WebSocket'],
  readFailed: 'hidden',
  emergencyFlat: ['청산 확인됨', 'FLAT verified'],
  emergencyBegun: 'hidden',
  banned: ['{rule} {seconds}초 요청 금지', '{rule} nothing sent for {seconds} s'],
  safetyLocked: 'hidden',
  authLocked: 'hidden',
  closingAtMarket: 'hidden',
  firstFill: 'hidden',
};
