/** Words of the native parts: menu, tray and dialogs. The page has its own. */
const words = {
  file: { ko: '파일', en: 'File' },
  edit: { ko: '편집', en: 'Edit' },
  view: { ko: '보기', en: 'View' },
  window: { ko: '창', en: 'Window' },
  console: { ko: '콘솔', en: 'Console' },
  log: { ko: '로그', en: 'Log' },
  settings: { ko: '설정…', en: 'Settings…' },
  emergency: { ko: '긴급 청산…', en: 'Emergency Close…' },
  show: { ko: '창 열기', en: 'Show Window' },
  quit: { ko: 'Vigil 종료', en: 'Quit Vigil' },
  cancel: { ko: '취소', en: 'Cancel' },
  closeNow: { ko: '지금 청산', en: 'Close now' },
  emergencyQuestion: {
    ko: '봇의 주문을 모두 취소하고 포지션을 시장가로 청산합니다. 진입은 다시 켤 때까지 꺼집니다.',
    en: "Cancels all of the bot's orders and closes its position at market. Entries stay off until you resume them.",
  },
  quitTitle: { ko: '거래가 진행 중입니다', en: 'Trading is under way' },
  quitStays: {
    ko: '종료하면 아래 항목은 거래소에 그대로 남고 Vigil은 더 이상 관리하지 않습니다.',
    en: 'After quitting, what is listed stays at the exchange and Vigil no longer looks after it.',
  },
  quitNoStop: { ko: '거래소에 손절 주문이 없습니다.', en: 'There is no stop on the exchange.' },
  quitPosition: { ko: '포지션', en: 'Position' },
  quitOrders: { ko: '살아 있는 주문', en: 'Live orders' },
  quitMonitoring: { ko: '모니터링', en: 'Monitoring' },
  quitAnyway: { ko: '그래도 종료', en: 'Quit anyway' },
  cannotStart: { ko: 'Vigil을 시작할 수 없습니다', en: 'Vigil cannot start' },
  pageCrashed: { ko: '화면이 반복해서 중단되었습니다', en: 'The screen keeps crashing' },
  pageCrashedDetail: {
    ko: '엔진은 계속 동작합니다. 트레이 메뉴에서 긴급 청산을 할 수 있습니다.',
    en: 'The engine goes on running. Emergency close is in the tray menu.',
  },
} as const;

export type DesktopWord = keyof typeof words;
export type Translate = (word: DesktopWord) => string;

/** Korean unless the system speaks English (the trader is Korean). */
export function translatorFor(locale: string): Translate {
  const lang = locale.toLowerCase().startsWith('en') ? 'en' : 'ko';
  return (word) => words[word][lang];
}
