import type { LockKind } from '../../shared/domain/record.ts';
import type { WordTable } from './word.ts';

/** Name of each lock, and what comes next or what the trader can do. */
export const lockWords = {
  lock_recovery: { ko: '복구 잠금', en: 'Recovery lock' },
  lock_safety: { ko: '안전 잠금', en: 'Safety lock' },
  lock_position: { ko: '포지션 보유', en: 'Position open' },
  lock_entryOrder: { ko: '진입 주문 있음', en: 'Entry order open' },
  lock_foreignPosition: { ko: '수동 포지션', en: 'Hand-made position' },
  lock_foreignEntryOrder: { ko: '수동 진입 주문', en: 'Hand-made entry order' },
  lock_unknownOrder: { ko: '주문 확인 중', en: 'Order unconfirmed' },
  lock_operator: { ko: '직접 중지', en: 'Stopped by you' },
  lock_emergency: { ko: '비상 청산 후', en: 'After emergency close' },
  lock_auth: { ko: 'API 키 거절', en: 'API key refused' },
  lock_ban: { ko: '요청 금지', en: 'Requests banned' },
  lock_protective: { ko: '보호 모드', en: 'Protective mode' },
  lock_exitCancelFailed: { ko: '청산 주문 취소 실패', en: 'Exit cancel failed' },
  next_recovery: { ko: '계정과 주문을 모두 읽으면 저절로 풀립니다.', en: 'Lifts once account and orders have been read.' },
  next_safety: { ko: '마크 가격이 다시 들어오면 저절로 풀립니다.', en: 'Lifts when mark prices arrive again.' },
  next_position: {
    ko: '포지션이 0이 되면 풀립니다. 지금 끝내려면 비상 청산.',
    en: 'Lifts when the position is zero. Emergency close ends it now.',
  },
  next_entryOrder: { ko: '진입 주문이 체결되거나 취소되면 풀립니다.', en: 'Lifts when the entry order is filled or cancelled.' },
  next_foreignPosition: {
    ko: '직접 만든 포지션을 거래소에서 정리하면 풀립니다.',
    en: 'Close the hand-made position at the exchange to lift it.',
  },
  next_foreignEntryOrder: {
    ko: '직접 낸 진입 주문을 거래소에서 취소하면 풀립니다.',
    en: 'Cancel the hand-made order at the exchange to lift it.',
  },
  next_unknownOrder: {
    ko: '거래소가 그 주문의 결과를 알려 주면 풀립니다. 다시 보내지 않습니다.',
    en: 'Lifts when the exchange tells the order’s fate; it is not resent.',
  },
  next_operator: { ko: '위의 “신규 진입 재개”로 풉니다.', en: 'Lift it with “Resume entries”.' },
  next_emergency: { ko: '확인이 끝났으면 “신규 진입 재개”로 풉니다.', en: 'Once you have checked, lift it with “Resume entries”.' },
  next_auth: { ko: 'API 키와 권한을 확인하고 다시 시작하세요.', en: 'Check the API key and its permissions, then restart.' },
  next_ban: {
    ko: '표시된 시각까지 아무것도 보내지 않습니다. 그 뒤 청산 주문이 먼저 나갑니다.',
    en: 'Nothing is sent until the stated time; then exits go first.',
  },
  next_protective: { ko: '정상 응답이 3번 이어지면 풀립니다.', en: 'Lifts after three good replies in a row.' },
  next_exitCancelFailed: {
    ko: '남은 청산 주문이 사라진 것이 확인되면 풀립니다. 거래소 화면도 확인하세요.',
    en: 'Lifts once the leftover exit order is gone; look at the exchange too.',
  },
} as const satisfies WordTable & { readonly [K in LockKind as `lock_${K}` | `next_${K}`]: { readonly ko: string; readonly en: string } };
