import type { Words } from './words.ts';

/** What is said about entries, orders, positions and exits. */
export const tradingWords = {
  triggerFired: {
    ko: '0.1% 트리거 충족: 마크 {mark} ≥ {trigger} → 목표가 {target}',
    en: '0.1 % trigger: mark {mark} ≥ {trigger} → target {target}',
  },
  tieLost: {
    ko: '같은 평가에서 {winner}이(가) 더 늦은 신호라 {symbol}을(를) 초기화했습니다',
    en: '{winner} has the later signal in the same evaluation: {symbol} reset',
  },
  monitoringReset: { ko: '{symbol} 모니터링을 해제했습니다', en: '{symbol}: monitoring reset' },
  alreadyPrepared: {
    ko: '레버리지 {leverage}배, {marginType}: 변경할 것이 없습니다',
    en: 'Leverage {leverage}×, {marginType}: nothing to change',
  },
  preparing: {
    ko: '레버리지 {leverage}배, {marginType} → 1배, ISOLATED로 변경합니다',
    en: 'Leverage {leverage}×, {marginType} → setting 1×, ISOLATED',
  },
  settingNotSent: {
    ko: '드라이런: 레버리지 {leverage}배·{marginType}을(를) 바꾸지 않습니다',
    en: 'Dry run: leverage {leverage}×, {marginType} left as it is',
  },
  cancellingBlockers: {
    ko: '이 종목의 미체결 주문이 설정을 막아 그 주문만 취소합니다 ({code})',
    en: 'Open orders of this symbol block the setting ({code}): cancelling only those',
  },
  preparationFailed: { ko: '주문 직전 설정 실패 ({step}): {why}', en: 'Pre-order step {step} failed: {why}' },
  positionModeUnknown: { ko: '포지션 모드를 읽지 못해 주문하지 않습니다: {why}', en: 'Position mode unknown, no order: {why}' },
  entryGivenUp: { ko: '진입을 포기했습니다: {by}', en: 'Entry given up: {by}' },
  entrySized: { ko: '진입 수량 {qty} = 자금 {sum} ÷ 목표가 {target}', en: 'Entry size {qty} = sum {sum} ÷ target {target}' },
  noFunds: { ko: '사용할 자금이 없습니다 (가용 {available}, 버퍼 {buffer}%)', en: 'No funds (available {available}, buffer {buffer} %)' },
  priceNotPositive: { ko: '정규화된 가격이 0 이하입니다 ({price})', en: 'The rounded price is not positive ({price})' },
  priceOutOfRange: {
    ko: '가격 {price}이(가) 허용 범위 {minPrice}–{maxPrice} 밖입니다',
    en: 'Price {price} is outside {minPrice}–{maxPrice}',
  },
  qtyBelowMinimum: { ko: '수량 {qty} < 최소 {minQty}', en: 'Quantity {qty} < minimum {minQty}' },
  notionalBelowMinimum: { ko: '주문 금액 {notional} < 최소 {minNotional} USDT', en: 'Notional {notional} < minimum {minNotional} USDT' },
  ladderStarted: { ko: '1차 진입 주문: {qty} @ {price}', en: 'First entry order: {qty} @ {price}' },
  secondTriggerFired: {
    ko: '2차 트리거 충족: 마크 {mark} ≥ {trigger} → {target}',
    en: 'Second-entry trigger: mark {mark} ≥ {trigger} → {target}',
  },
  marginRetry: {
    ko: '증거금 부족 ({code}): 가용 잔고를 다시 읽고 재계산합니다',
    en: 'Margin short ({code}): reading the balance again and re-sizing',
  },
  secondSkipped: { ko: '2차 진입을 건너뜁니다 ({code}) {message}', en: 'Second entry skipped ({code}) {message}' },
  secondRestGone: { ko: '2차 진입 잔량이 사라졌습니다 (체결 {filled})', en: 'The rest of the second entry is gone (filled {filled})' },
  orderPlaced: {
    ko: '{role} 주문 제출: {side} {type} {qty} @ {price} ({mode}) {orderId}',
    en: '{role} order sent: {side} {type} {qty} @ {price} ({mode}) {orderId}',
  },
  orderNotSent: {
    ko: '드라이런: 보내지 않음 — {side} {type} {qty} @ {price} ({mode})',
    en: 'Dry run, not sent: {side} {type} {qty} @ {price} ({mode})',
  },
  orderAccepted: { ko: '{role} 주문 접수: {venueOrderId}', en: '{role} order accepted: {venueOrderId}' },
  orderRetryPlanned: { ko: '주문 재시도 {retry}/{limit}: {reason} {orderId}', en: 'Order retry {retry} of {limit}: {reason} {orderId}' },
  orderGivenUp: { ko: '주문을 보내지 않습니다: {by} {orderId}', en: 'The order is not sent: {by} {orderId}' },
  exitOutgrown: { ko: '보유 수량 {held}보다 큰 청산입니다 ({qty})', en: 'it would exit {qty}, more than the {held} held' },
  orderRefused: {
    ko: '주문 거절 {code}: {message} (재시도 {retries}회) {orderId}',
    en: 'Order refused {code}: {message} ({retries} retries) {orderId}',
  },
  orderUnknown: { ko: '주문 결과를 알 수 없습니다: {why} {orderId}', en: 'Order outcome unknown: {why} {orderId}' },
  orderStillUnknown: {
    ko: '{seconds}초째 주문 결과를 알 수 없습니다 {orderId}',
    en: 'Order outcome still unknown after {seconds} s {orderId}',
  },
  orderUnresolved: {
    ko: '사람이 확인해야 합니다: {symbol} {role} 주문의 결과를 {seconds}초째 알 수 없습니다. 거래소의 미체결 주문·주문 내역·체결 내역에서 id {orderId}을(를) 찾아, 남아 있으면 거래소에서 취소하세요. 체결된 포지션은 비상 청산으로 닫을 수 있습니다. 진입은 계속 잠기고, 거래소가 답하면 저절로 풀립니다',
    en: 'A person is needed: the outcome of the {symbol} {role} order has been unknown for {seconds} s. Look for id {orderId} among open orders, order history and trades at the exchange; cancel it there if it stands. What it filled can be closed by the emergency close. Entries stay locked, and it heals by itself when the exchange answers',
  },
  orderKnownAgain: { ko: '주문 상태 확인됨: {status} {orderId}', en: 'Order is known again: {status} {orderId}' },
  orderNeverPlaced: { ko: '주문이 접수되지 않았음을 확인했습니다 {orderId}', en: 'The order was never placed {orderId}' },
  orderGoneByOthers: {
    ko: '주문이 외부에서 종료되었습니다: {change} {why} {orderId}',
    en: 'The order ended by other hands: {change} {why} {orderId}',
  },
  differenceFound: {
    ko: '거래소와 다릅니다 — {what} {of}: 우리 {ours}, 거래소 {theirs}',
    en: 'Differs from the exchange: {what} {of}: ours {ours}, exchange {theirs}',
  },
  differenceStays: {
    ko: '거래소와 계속 다릅니다 ({seconds}초, 조회 {reads}회) — {what} {of}: 우리 {ours}, 거래소 {theirs}. 거래소 화면에서 확인하세요',
    en: 'Still differs from the exchange ({seconds} s, {reads} reads): {what} {of}: ours {ours}, exchange {theirs}. Look at the exchange',
  },
  differenceSettled: {
    ko: '거래소와 다시 같습니다 ({seconds}초 만에): {what} {of}',
    en: 'Agrees with the exchange again (after {seconds} s): {what} {of}',
  },
  lateFill: {
    ko: '지난 거래의 {role} 주문이 늦게 체결되었습니다: {side} {qty} @ {price} {orderId}',
    en: 'The {role} order of an earlier trade filled late: {side} {qty} @ {price} {orderId}',
  },
  lateShortStands: {
    ko: '{symbol} 숏 {qty}은(는) 우리 포지션이지만 {active}이(가) 끝날 때까지 규칙이 없습니다 (거래소 손절 없음). 진입은 잠깁니다. 직접 닫거나 비상 청산을 누르세요; 그대로 두면 {active}이(가) 끝난 뒤 이어 관리합니다',
    en: '{symbol} short {qty} is ours and has no rule until {active} is over (no stop on the exchange). Entries stay locked. Close it by hand or by the emergency close; left alone, it is taken up when {active} is over',
  },
  lateShortGone: {
    ko: '늦게 체결된 {symbol} 숏 {qty}은(는) 거래소에 없습니다',
    en: 'The late {symbol} short {qty} is gone from the exchange',
  },
  earlierOrderOpen: {
    ko: '지난 거래의 {role} 주문이 거래소에 남아 있어 취소합니다 {orderId}',
    en: 'The {role} order of an earlier trade is still open: cancelling it {orderId}',
  },
  strayExitCancelled: {
    ko: '기록에 없는 우리 청산 주문을 취소합니다 {orderId}: 규칙이 원하는 청산만 남깁니다',
    en: 'An exit order of ours that no record explains is cancelled {orderId}: only the exits that the rules want stay',
  },
  remainderUnsellable: {
    ko: '남은 {qty}은(는) 시장가 단위 {step}보다 작아 시장가로 닫을 수 없습니다. 거래소에서 지정가로 직접 닫으세요',
    en: 'The remaining {qty} is below the market step {step}: no market order can close it. Close it with a limit order at the exchange',
  },
  finishedOrderStillOpen: {
    ko: '끝난 주문이 거래소에 남아 있어 취소합니다 {orderId}',
    en: 'A finished order is still open: cancelling it {orderId}',
  },
  illegalPhaseMove: {
    ko: '상태표에 없는 단계 변화입니다: 거래소를 다시 확인합니다',
    en: 'A phase change that is not in the table: asking the exchange',
  },
  illegalOrderMove: {
    ko: '주문 상태표에 없는 변화: {status} + {news} {orderId}',
    en: 'Not in the order table: {status} + {news} {orderId}',
  },
  fillCounted: { ko: '{role} 체결 {qty} @ {price} (거래 {tradeId})', en: '{role} filled {qty} @ {price} (trade {tradeId})' },
  foreignFill: { ko: '다른 주문의 체결: {side} {qty} @ {price}', en: 'Fill of another order: {side} {qty} @ {price}' },
  liquidationFill: { ko: '강제 청산 체결: {side} {qty} @ {price}', en: 'Liquidation fill: {side} {qty} @ {price}' },
  cancelAsked: { ko: '{role} 주문 취소 요청 {orderId}', en: 'Cancelling the {role} order {orderId}' },
  cancelFailed: { ko: '취소 실패 ({retries}회): {why} {orderId}', en: 'Cancel failed ({retries}): {why} {orderId}' },
  exitCancelHealed: { ko: '취소되지 않던 주문이 정리되었습니다 {orderId}', en: 'The order that would not cancel is gone {orderId}' },
  firstFill: { ko: '첫 체결: {qty} @ {average}', en: 'First fill: {qty} @ {average}' },
  phase1Begun: { ko: '1차 진입 완료: {qty} @ 평단 {average}', en: 'First entry complete: {qty} @ average {average}' },
  phase2Begun: {
    ko: '2차 체결 발생, 본절 우선: {qty} @ 평단 {average}',
    en: 'Second entry filled, break-even first: {qty} @ average {average}',
  },
  secondComplete: { ko: '2차 진입 전량 체결: {qty} @ 평단 {average}', en: 'Second entry complete: {qty} @ average {average}' },
  mddStopWanted: { ko: 'MDD 스탑 {trigger} (평단 {average} + {mdd}%)', en: 'MDD stop {trigger} (average {average} + {mdd} %)' },
  stopVanished: {
    ko: '스탑 주문이 사라져 다시 제출합니다: {trigger} {orderId}',
    en: 'The stop vanished, placing it again: {trigger} {orderId}',
  },
  stopWaitsForPosition: {
    ko: '포지션이 아직 보이지 않아 스탑을 다시 시도합니다 ({code})',
    en: 'The position is not visible yet, the stop is tried again ({code})',
  },
  otherStopCancelled: {
    ko: '다른 스탑이 있어 먼저 취소합니다: {other} ({code})',
    en: 'Another stop exists and is cancelled first: {other} ({code})',
  },
  stopRefused: { ko: '스탑 거절 {code}: {message} → 시장가 청산', en: 'Stop refused {code}: {message} → market close' },
  exitTriggerFired: {
    ko: '청산 트리거 충족 ({kind}): 마크 {mark}, 트리거 {trigger} → {target}',
    en: 'Exit trigger ({kind}): mark {mark}, trigger {trigger} → {target}',
  },
  closingAtMarket: { ko: '시장가 전량 청산 시작 ({reason}), 수량 {qty}', en: 'Closing everything at market ({reason}), quantity {qty}' },
  marketCloseRefused: {
    ko: '시장가 청산 거절 {code}: {message} ({failures}회)',
    en: 'Market close refused {code}: {message} ({failures} times)',
  },
  tradeClosed: { ko: '거래 종료: 손익 {pnl} USDT, ROI {roi}% ({exit})', en: 'Trade closed: {pnl} USDT, ROI {roi} % ({exit})' },
  dustLeft: { ko: '최소 수량 미만 {qty}이(가) 남았습니다', en: 'Dust left: {qty}' },
  symbolReset: { ko: '종목 상태를 초기화했습니다', en: 'Symbol reset' },
  positionDoubted: {
    ko: '포지션 수량이 다릅니다: 우리 {ours}, 거래소 {theirs} — 다시 확인합니다',
    en: 'Position differs: ours {ours}, exchange {theirs}: checking again',
  },
  positionAdopted: {
    ko: '거래소 기준으로 포지션을 맞췄습니다: {ours} → {theirs} (평단 {average})',
    en: 'Position taken from the exchange: {ours} → {theirs} (average {average})',
  },
  leverageReported: { ko: '레버리지가 {leverage}배로 변경되었습니다', en: 'Leverage is now {leverage}×' },
} as const satisfies Record<string, Words>;
