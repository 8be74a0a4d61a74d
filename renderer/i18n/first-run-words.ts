import type { WordTable } from './word.ts';

/** First run: the strip, the page and its eight steps. */
export const firstRunWords = {
  pageFirstRun: { ko: '첫걸음', en: 'First steps' },
  firstStrip: { ko: '처음이신가요? 첫걸음 {{number}}/{{count}}', en: 'New here? First steps {{number}} of {{count}}' },
  firstStripRisk: { ko: '무엇을 잃을 수 있는지 읽지 않음', en: 'What it may lose: not read' },
  firstStripEnded: {
    ko: '첫걸음을 마쳤지만 무엇을 잃을 수 있는지는 읽지 않았습니다',
    en: 'First steps done, but “What it may lose” was not read',
  },
  firstContinue: { ko: '이어하기', en: 'Continue' },
  firstHide: { ko: '건너뛰기', en: 'Skip' },
  firstSkipAll: { ko: '첫걸음 모두 건너뛰기', en: 'Skip all of it' },
  firstRead: { ko: '읽기', en: 'Read it' },
  firstClose: { ko: '닫기', en: 'Close' },
  firstAgain: {
    ko: '설정 화면, Ctrl/Cmd + K, 5번 키로 언제든 다시 열 수 있습니다',
    en: 'Settings, Ctrl/Cmd + K or key 5 open it again at any time',
  },
  firstCardNow: { ko: '지금 {{number}}/{{count}}: {{step}}', en: 'Now at {{number}} of {{count}}: {{step}}' },
  firstCardEnded: { ko: '끝까지 보았습니다', en: 'Gone through to the end' },
  firstOpen: { ko: '첫걸음 열기', en: 'Open first steps' },
  firstStepsLabel: { ko: '단계', en: 'Steps' },
  firstStep_looks: { ko: '언어와 색', en: 'Language and colours' },
  firstStep_risk: { ko: '무엇을 잃을 수 있나', en: 'What it may lose' },
  firstStep_demo: { ko: '데모 보기', en: 'The demo' },
  firstStep_telegram: { ko: '텔레그램', en: 'Telegram' },
  firstStep_message: { ko: '메시지 붙여 넣기', en: 'Paste a message' },
  firstStep_keys: { ko: '거래소 키', en: 'Exchange keys' },
  firstStep_notices: { ko: '알림 시험', en: 'Test the notices' },
  firstStep_paper: { ko: '데모 다음은', en: 'After the demo' },
  firstMark_current: { ko: '지금', en: 'now' },
  firstMark_done: { ko: '완료', en: 'done' },
  firstMark_skipped: { ko: '건너뜀', en: 'skipped' },
  firstMark_unread: { ko: '읽지 않음', en: 'not read' },
  firstMark_later: { ko: '나중', en: 'later' },
  firstBack: { ko: '이전', en: 'Back' },
  firstSkipStep: { ko: '이 단계 건너뛰기', en: 'Skip this step' },
  firstNext: { ko: '다음', en: 'Next' },
  firstFinish: { ko: '데모로 마치기', en: 'Finish in the demo' },
  firstFinishElse: { ko: '마치기', en: 'Finish' },
  firstKeys: { ko: 'Enter 다음 · ← → 둘러보기', en: 'Enter: next · ← →: look around' },
  firstReadOnly: { ko: '엔진과 연결되지 않아 지금은 읽기만 할 수 있습니다', en: 'No link to the engine: read only for now' },

  firstLooksText: {
    ko: '바로 적용되고 이 기기에만 저장됩니다. 한국 거래소에서는 빨강이 상승입니다. Vigil은 숏이므로 가격이 오르면 손실입니다. 손익의 색은 가격이 아니라 손익의 부호를 따릅니다.',
    en: 'Applied at once and kept on this device only. In Korea red means up. Vigil sells short, so a rising price is a loss: profit and loss are coloured by their own sign, not by the price.',
  },

  firstRiskShort: {
    ko: '숏만 합니다. 가격이 오르면 잃고, 오르는 데에는 한도가 없습니다.',
    en: 'It only sells short. A rising price is a loss, and a rise has no ceiling.',
  },
  firstRiskLeverage: {
    ko: '주문 직전에 레버리지 1배, 격리 마진으로 맞춥니다 (W24). 두 번 모두 진입하면 지갑의 {{share}} %가 한 종목에 들어갑니다.',
    en: 'Right before an order it sets leverage 1× and isolated margin (W24). After both entries {{share}} % of the wallet stands in one symbol.',
  },
  firstRiskOneEntry: {
    ko: '주문 직전에 레버리지 1배, 격리 마진으로 맞춥니다 (W24). 지갑의 {{share}} %가 한 종목에 들어갑니다.',
    en: 'Right before an order it sets leverage 1× and isolated margin (W24). {{share}} % of the wallet stands in one symbol.',
  },
  firstRiskNoStop: {
    ko: '1차 보유 동안 거래소에 손절 주문이 없습니다 (W42). 손절은 리스크 채널의 메시지에만 달려 있고, 메시지가 오지 않으면 포지션은 그대로 있습니다.',
    en: 'In phase 1 there is no stop on the exchange (W42). Only a message of the risk channel cuts the loss; if none comes, the position stays.',
  },
  firstRiskStop: {
    ko: 'MDD 스탑은 2차가 전량 체결된 뒤에야 거래소에 놓입니다 (W43-1). 시장가로 나가므로 더 나쁜 가격에 체결될 수 있습니다.',
    en: 'The MDD stop goes to the exchange only after the second entry is filled completely (W43-1). It closes at market, so the price may be worse.',
  },
  firstRiskLiquidation: {
    ko: '가격이 평단의 두 배에 가까워지면 거래소가 강제 청산합니다. 그러면 그 포지션의 증거금을 거의 모두 잃습니다.',
    en: 'Near twice the average price the exchange liquidates. Then nearly all margin of that position is lost.',
  },
  firstRiskOff: {
    ko: '프로그램이 꺼져 있으면 익절, 본절, 2차 진입, 리스크 메시지 대응이 없습니다. 이미 거래소에 놓인 주문과 스탑만 남습니다.',
    en: 'While the program is off there is no take-profit, no break-even, no second entry and no answer to risk messages. Only orders and stops that already stand on the exchange remain.',
  },
  firstRiskStale: {
    ko: '시세가 {{seconds}}초 동안 끊기면 보유 포지션을 시장가로 청산합니다 (W23-1).',
    en: 'When prices are silent for {{seconds}} s an open position is closed at market (W23-1).',
  },
  firstExample: { ko: '지금 설정으로 계산한 예', en: 'An example from the present settings' },
  firstExampleBasis: {
    ko: '지갑 {{wallet}} USDT, 첫 가격 {{price}}, 1차 {{first}} %, 2차 +{{second}} %, MDD {{mdd}} %, 단계 한도 {{cap}} %. 수수료, 펀딩비, 슬리피지는 따로 듭니다.',
    en: 'Wallet {{wallet}} USDT, first price {{price}}, first entry {{first}} %, second at +{{second}} %, MDD {{mdd}} %, stage cap {{cap}} %. Fees, funding and slippage come on top.',
  },
  firstExampleMoment: { ko: '순간', en: 'Moment' },
  firstExamplePrice: { ko: '가격', en: 'Price' },
  firstExampleAverage: { ko: '평단', en: 'Average' },
  firstExampleSum: { ko: '포지션', en: 'Position' },
  firstExamplePnl: { ko: '손익 USDT', en: 'P/L USDT' },
  firstExampleShare: { ko: '지갑 대비', en: 'Of wallet' },
  firstMoment_firstFilled: { ko: '1차 체결', en: 'First entry filled' },
  firstMoment_secondDue: { ko: '2차 자리까지 상승', en: 'Risen to the second entry' },
  firstMoment_riseWithoutStop: { ko: '2차 없이 {{rise}} % 상승 · 스탑 없음', en: 'No second entry, +{{rise}} %: no stop' },
  firstMoment_firstLiquidated: { ko: '2차 없이 두 배 · 강제 청산 부근', en: 'No second entry, doubled: liquidation is near' },
  firstMoment_secondFilled: { ko: '2차 전량 체결', en: 'Second entry filled' },
  firstMoment_stopped: { ko: 'MDD 스탑 발동', en: 'MDD stop' },
  firstMoment_secondLiquidated: { ko: '스탑이 막지 못하면 · 강제 청산 부근', en: 'If the stop fails: liquidation is near' },
  firstNoSecond_liquidatedBefore: {
    ko: '2차 자리보다 강제 청산이 먼저 옵니다. 그래서 2차 진입도 MDD 스탑도 없습니다.',
    en: 'Liquidation comes before the second entry, so there is neither a second entry nor an MDD stop.',
  },
  firstNoSecond_noFunds: {
    ko: '남는 돈이 없어 2차 진입을 하지 않습니다 (W32-6). 그래서 MDD 스탑도 없습니다.',
    en: 'Nothing is left for a second entry (W32-6), so there is no MDD stop either.',
  },
  firstRiskTick: { ko: '읽었습니다', en: 'I have read this' },
  firstRiskAsk: { ko: '“읽었습니다”에 표시하거나 이 단계를 건너뛰세요', en: 'Tick “I have read this”, or skip this step' },

  firstDemoText: {
    ko: '대본대로 움직이는 채널과 시장, 그리고 프로그램 안의 거래소입니다. 키도 네트워크도 쓰지 않고 실제 주문은 없습니다. 첫걸음을 읽는 동안에도 계속 돌아갑니다.',
    en: 'A scripted channel and market on an exchange inside the program: no keys, no network, no real order. It goes on while you read this.',
  },
  firstNoDemo: {
    ko: '이번 실행은 데모가 아닙니다. 프로파일의 거래소 {{venue}}에 연결되어 있습니다.',
    en: 'This run is not the demo: the profile connects it to {{venue}}.',
  },
  firstNow: { ko: '지금', en: 'Now' },
  firstNowStage: { ko: '단계', en: 'Stage' },
  firstNowWatched: { ko: '모니터링 중', en: 'Monitored' },
  firstNowNone: { ko: '없음 · 다음 주도마켓 메시지를 기다립니다', en: 'None: waiting for the next leading-market message' },
  firstNowPosition: { ko: '포지션', en: 'Position' },
  firstNowNoPosition: { ko: '없음', en: 'None' },
  firstNowVerdict: { ko: '마지막 판정', en: 'Last verdict' },
  firstNowNoVerdict: { ko: '아직 메시지가 없습니다', en: 'No message yet' },
  firstNowTrade: { ko: '마지막 거래', en: 'Last trade' },
  firstNowNoTrade: { ko: '아직 없음 · 데모에서는 몇 분 안에 나옵니다', en: 'None yet: in the demo it takes a few minutes' },
  firstToConsole: { ko: '콘솔 보기', en: 'Look at the console' },

  firstTelegramText: {
    ko: '두 채널을 읽을 계정입니다. 데모에는 필요 없고 나중에 설정에서도 할 수 있습니다.',
    en: 'The account that reads the two channels. The demo does not need it, and settings offer it later too.',
  },

  firstMessageText: {
    ko: '채널의 글을 붙여 넣으면 줄마다 무엇을 읽었고 어느 규칙이 통과 또는 거절하는지 보입니다. 여기서는 아무것도 실행되지 않습니다.',
    en: 'Paste a post of the channel to see what each line was read as and which rule passes or rejects it. Nothing here acts.',
  },
  firstSample: { ko: '예시 메시지 넣기', en: 'Use a sample message' },

  firstKeysText: {
    ko: '출금 권한이 있는 키는 거절하고, IP 제한이 없으면 경고합니다. 데모에는 필요 없습니다.',
    en: 'A key that may withdraw is refused; one without an IP restriction brings a warning. The demo needs none.',
  },
  firstNoticesText: {
    ko: '중요한 일은 자리에 없을 때 생깁니다. 쓸 경로마다 시험 알림을 한 번 보내 보세요.',
    en: 'What matters happens while you are away. Send one test over every channel you mean to use.',
  },

  firstPaperText: {
    ko: '모든 단계는 같은 코드로 움직입니다. 다른 것은 거래소, 주문 크기의 한도, 그리고 주문이 나가는지뿐입니다.',
    en: 'All stages run the same code. They differ in the exchange, in the cap on the size and in whether orders leave.',
  },
  firstPaperNeeds: {
    ko: '이 버전에서 데모보다 높은 단계는 모두 이 컴퓨터(127.0.0.1)에서 도는 바이낸스 호환 서버가 있어야 합니다. 실제 거래소 주소는 거절됩니다.',
    en: 'In this version every stage above the demo needs a Binance-compatible server on this machine (127.0.0.1). The address of the real exchange is refused.',
  },
  firstPaperGate: {
    ko: '단계를 올리려면 이름을 그대로 입력해야 하고, 모니터링이나 포지션이 있으면 거절됩니다. 지난 성적을 묻는 관문은 이 버전에 없습니다.',
    en: 'Raising a stage needs its name typed and is refused while anything is monitored or open. Gates that ask for past results are not in this version.',
  },
  firstPaperProfile: { ko: '그 서버를 위한 프로파일 (paper.json)', en: 'A profile for that server (paper.json)' },
  firstPaperKeys: {
    ko: '“stored”는 “거래소 키” 단계에서 저장한 키입니다. 주소는 그 서버의 것으로 바꾸세요.',
    en: '“stored” means the keys saved in the step “Exchange keys”. Put in the addresses of that server.',
  },
  firstPaperStart: { ko: '이렇게 시작합니다', en: 'Start it with' },
  firstPaperStages: { ko: '단계', en: 'Stages' },
  firstPaperEnd: {
    ko: '마치면 콘솔로 돌아갑니다. 데모는 그대로 계속됩니다.',
    en: 'Finishing brings you back to the console. The demo goes on.',
  },
} as const satisfies WordTable;
