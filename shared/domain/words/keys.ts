import type { Words } from './words.ts';

/** What is said about the exchange's API keys when they are checked and stored. */
export const keyWords = {
  keyCanWithdraw: {
    ko: '이 API 키는 출금할 수 있습니다. 키가 새면 돈이 빠져나가므로 받지 않습니다. 거래소의 API 관리에서 출금 허용을 끄고 다시 확인하세요',
    en: 'This API key can withdraw. Whoever gets hold of it takes the money, so it is not accepted. Switch withdrawals off in the API management of the exchange and check again',
  },
  keyWithoutFutures: {
    ko: '이 API 키는 선물 거래가 꺼져 있습니다. 거래소의 API 관리에서 선물 허용을 켜세요. 선물 계정을 열기 전에 만든 키라면 새로 만들어야 합니다',
    en: 'Futures trading is off for this API key. Switch it on in the API management of the exchange. A key made before the futures account was opened must be made anew',
  },
  keyWithoutReading: {
    ko: '이 API 키로는 계정을 읽을 수 없습니다. 거래소의 API 관리에서 읽기 허용을 켜세요',
    en: 'This API key cannot read the account. Switch reading on in the API management of the exchange',
  },
  keyUntold: {
    ko: '거래소가 이 키의 권한을 다 알려주지 않았습니다 ({rights}). 알 수 없는 것은 안전하다고 보지 않으므로 저장하지 않습니다',
    en: 'The exchange did not tell all about this key ({rights}). What is unknown is not taken for safe, so nothing is stored',
  },
  keyNotTaken: {
    ko: '거래소가 이 키를 받지 않습니다: {code} {message}. 키와 시크릿을 다시 붙여넣고, IP 제한이 있으면 이 컴퓨터의 주소가 들어 있는지 확인하세요',
    en: 'The exchange does not take this key: {code} {message}. Paste key and secret again; with an IP restriction, see that the address of this machine is in it',
  },
  keySecretWrong: {
    ko: '시크릿이 이 키의 것이 아닙니다: {code} {message}. 시크릿을 다시 붙여넣으세요. 잃었다면 키를 새로 만들어야 합니다',
    en: 'The secret does not belong to this key: {code} {message}. Paste it again; if it is lost, make a new key',
  },
  keyUnknown: {
    ko: '키를 확인하지 못했습니다: {why}. 아무것도 저장하지 않았습니다. 연결을 확인하고 다시 해 보세요',
    en: 'The key could not be checked: {why}. Nothing was stored. See to the connection and try again',
  },
  keyModeUnknown: {
    ko: '포지션 모드를 읽지 못했습니다: {why}. 아무것도 저장하지 않았습니다. 다시 해 보세요',
    en: 'The position mode could not be read: {why}. Nothing was stored. Try again',
  },
  keyOpenToAll: {
    ko: 'IP 제한이 없습니다. 키가 새면 어디서나 주문할 수 있습니다. 거래소에서 이 컴퓨터의 주소만 허용하는 것이 안전합니다',
    en: 'No IP restriction: whoever gets hold of the key can trade from anywhere. Restricting it to the address of this machine is safer',
  },
  keyCanTransfer: {
    ko: '계정 사이에 자산을 옮길 수 있는 키입니다. Vigil은 쓰지 않는 권한이니 꺼 두는 것이 안전합니다',
    en: 'This key can move money between accounts. Vigil never does; switching it off is safer',
  },
  keysNoVenue: {
    ko: '지금은 키가 필요 없는 데모 거래소로 실행 중입니다. 키를 확인하려면 이 컴퓨터 안의 거래소 주소를 적으세요. 이 버전은 이 컴퓨터 안의 거래소만 지원합니다',
    en: 'This run trades on the demo exchange, which needs no keys. To check keys give the address of an exchange on this machine: only loopback venues are supported in this version',
  },
  keysBusy: { ko: '키를 확인하고 있습니다. 끝난 뒤 다시 하세요', en: 'A check is under way. Try again when it has ended' },
  keysNotStored: {
    ko: '키를 저장하지 못했습니다: {why}. 전에 저장된 키는 그대로입니다',
    en: 'The keys could not be stored: {why}. What was stored before is unchanged',
  },
  keysNotForgotten: { ko: '저장된 키를 지우지 못했습니다: {why}', en: 'The stored keys could not be removed: {why}' },
  noKeys: { ko: '여기서는 거래소 키를 다루지 않습니다', en: 'Exchange keys are not handled here' },
} as const satisfies Record<string, Words>;
