import { alarmChannelWords, alarmWhys } from './alarms.ts';
import type { Words } from './words.ts';

/** Values inside sentences that are words themselves: name of the number → value → what people read. */
export const valueWords: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  channel: alarmChannelWords,
  why: alarmWhys,
  direction: { up: { ko: '상승', en: 'up' }, down: { ko: '하락', en: 'down' } },
  mode: { aggressive: { ko: '공격적', en: 'aggressive' }, conservative: { ko: '보수적', en: 'conservative' } },
  side: { SELL: { ko: '매도', en: 'sell' }, BUY: { ko: '매수', en: 'buy' } },
  type: { LIMIT: { ko: '지정가', en: 'limit' }, MARKET: { ko: '시장가', en: 'market' }, STOP_MARKET: { ko: '스탑', en: 'stop' } },
  qty: { closePosition: { ko: '전량', en: 'the whole position' } },
  role: {
    entry1: { ko: '1차 진입', en: 'First entry' },
    entry2: { ko: '2차 진입', en: 'Second entry' },
    takeProfit: { ko: '익절', en: 'TP' },
    breakEven: { ko: '본절', en: 'Break-even' },
    breakEvenStop: { ko: '본절 스탑', en: 'Break-even stop' },
    mddStop: { ko: 'MDD 스탑', en: 'MDD stop' },
    marketClose: { ko: '시장가 청산', en: 'Market close' },
    accountClose: { ko: '계정 청산', en: 'Account close' },
  },
  fileChange: {
    replaced: { ko: '바뀌었습니다', en: 'replaced' },
    shortened: { ko: '짧아졌습니다', en: 'shortened' },
    rewritten: { ko: '다시 쓰였습니다', en: 'rewritten' },
  },
  fileFault: {
    missing: { ko: '아직 파일이 없습니다', en: 'the file does not exist yet' },
    forbidden: { ko: '읽을 권한이 없습니다', en: 'the file may not be read (no permission)' },
    folder: { ko: '파일이 아니라 폴더입니다', en: 'not a file but a folder' },
    folderMissing: { ko: '폴더가 없습니다', en: 'the folder does not exist' },
    noFolder: { ko: '폴더가 아닙니다', en: 'not a folder' },
    folderForbidden: { ko: '파일을 읽고 옮길 권한이 없습니다', en: 'no permission to read and move files' },
  },
  lineOf: { file: { ko: '', en: '' }, lastPart: { ko: '마지막 부분의 ', en: ' of the last part' } },
  kind: { takeProfit: { ko: '익절', en: 'TP' }, breakEven: { ko: '본절', en: 'break-even' } },
  exit: exitWords(),
  reason: {
    ...exitWords(),
    clock: { ko: '시계 오차', en: 'clock drift' },
    overloaded: { ko: '거래소 과부하', en: 'exchange overloaded' },
    notSent: { ko: '전송되지 않음', en: 'not sent' },
    rateLimited: { ko: '요청 제한', en: 'rate limit' },
    banned: { ko: '차단', en: 'ban' },
  },
  field: {
    funding: { ko: '펀딩비', en: 'funding' },
    changeAndRank: { ko: '등락률·순위', en: 'change and rank' },
    category: { ko: '카테고리', en: 'category' },
  },
  stream: { prices: { ko: '가격', en: 'Price' }, account: { ko: '계정', en: 'Account' } },
  scope: { bot: { ko: '봇', en: 'bot' }, account: { ko: '계정 전체', en: 'account' } },
  what: {
    position: { ko: '포지션 수량', en: 'position' },
    orderMissing: { ko: '주문 없음', en: 'order not shown' },
    orderStatus: { ko: '주문 상태', en: 'order status' },
    orderFilled: { ko: '체결 수량', en: 'filled quantity' },
    orderTerms: { ko: '주문 가격', en: 'order price' },
    orderUnknown: { ko: '모르는 주문', en: 'unknown order' },
    wallet: { ko: '지갑 잔고', en: 'wallet balance' },
  },
  ours: {
    submitting: { ko: '제출 중', en: 'submitting' },
    unconfirmed: { ko: '확인 중', en: 'unconfirmed' },
    working: { ko: '유효', en: 'working' },
    filled: { ko: '체결', en: 'filled' },
    cancelled: { ko: '취소', en: 'cancelled' },
    refused: { ko: '거절', en: 'refused' },
    over: { ko: '끝남', en: 'over' },
    none: { ko: '없음', en: 'none' },
  },
  theirs: { open: { ko: '미체결', en: 'open' }, notShown: { ko: '목록에 없음', en: 'not shown' } },
  status: {
    notListed: { ko: '상장되지 않음', en: 'not listed' },
    exchangeInfoMissing: { ko: '종목 정보 없음', en: 'exchangeInfo missing' },
  },
};

function exitWords(): Readonly<Record<string, Words>> {
  return {
    takeProfit: { ko: '익절', en: 'take-profit' },
    breakEven: { ko: '본절', en: 'break-even' },
    breakEvenStop: { ko: '본절 스탑', en: 'break-even stop' },
    mddStop: { ko: 'MDD 스탑', en: 'MDD stop' },
    risk: { ko: '리스크관리', en: 'risk message' },
    safety: { ko: '가격 장애', en: 'price failure' },
    stalledExit: { ko: '부분체결 정체', en: 'stalled exit' },
    emergency: { ko: '비상 청산', en: 'emergency' },
    outside: { ko: '외부 변경', en: 'outside' },
    fallback: { ko: '대체 청산', en: 'fallback' },
  };
}
