import type { Words } from './words.ts';

/** How a message source fares. They stand inside other sentences, so they have no capital and no full stop. */
export const sourceWords = {
  sourceStory: { ko: '데모 이야기가 글을 올리고 있습니다', en: 'the story is playing' },

  sourceUser: { ko: '텔레그램에 연결됨', en: 'connected to Telegram' },
  sourceUserConnecting: { ko: '텔레그램에 연결하는 중', en: 'connecting to Telegram' },
  sourceUserAgain: { ko: '텔레그램에 다시 연결하는 중: {detail}', en: 'connecting to Telegram again: {detail}' },
  sourceUserCatchingUp: { ko: '그동안 올라온 글을 읽는 중', en: 'reading what was posted meanwhile' },
  sourceUserSignedOut: { ko: '텔레그램에 로그인되어 있지 않습니다', en: 'not signed in to Telegram' },
  sourceUserRevoked: { ko: '텔레그램이 이 로그인을 끝냈습니다. 다시 로그인하세요', en: 'Telegram ended this sign-in; sign in again' },
  sourceUserDuplicated: {
    ko: '두 프로그램이 같은 로그인을 함께 썼습니다 (AUTH_KEY_DUPLICATED). 다시 로그인하세요',
    en: 'two programs used this sign-in at once (AUTH_KEY_DUPLICATED); sign in again',
  },
  sourceUserBanned: { ko: '텔레그램이 이 계정을 막았습니다', en: 'Telegram closed this account' },
  sourceUserApiRefused: { ko: '텔레그램이 api_id를 더는 받지 않습니다', en: 'Telegram does not accept the api_id any more' },
  sourceUserWait: {
    ko: '텔레그램이 {until}까지 기다리라고 합니다 (FLOOD_WAIT). 그 뒤에 읽습니다',
    en: 'Telegram asks to wait until {until} (FLOOD_WAIT); posts are read after that',
  },
  sourceUserPrivate: {
    ko: '채널 {channelId}을(를) 읽을 수 없습니다. 나갔거나 내보내졌거나 없어졌습니다 (CHANNEL_PRIVATE)',
    en: 'channel {channelId} cannot be read: the account left it, was removed, or it is gone (CHANNEL_PRIVATE)',
  },
  sourceUserUnknown: {
    ko: '이 계정은 채널 {channelId}에 들어가 있지 않습니다. 먼저 참여하거나 다른 채널을 고르세요',
    en: 'this account has not joined channel {channelId}: join it, or choose another one',
  },
  sourceUserChannel: { ko: '채널 {channelId}을(를) 읽지 못했습니다: {detail}', en: 'channel {channelId} could not be read: {detail}' },
  sourceUserBaseline: {
    ko: '채널 {channelId}: {messageId}번 글 다음부터 읽습니다',
    en: 'channel {channelId}: read from now on, after post {messageId}',
  },
  sourceUserLeftOut: {
    ko: '채널 {channelId}: 놓친 글이 {limit}개를 넘습니다. {after}번과 최근 {newest}개 사이의 글은 읽지 않습니다',
    en: 'channel {channelId}: more than {limit} posts were missed; those between {after} and the newest {newest} are left out',
  },
  sourceUserNotStored: {
    ko: '읽은 위치를 저장하지 못했습니다. 다시 켜면 더 많은 글을 다시 읽습니다',
    en: 'the reading position could not be stored; after a restart more posts are read again',
  },

  sourceBot: { ko: '봇으로 채널 글을 읽고 있습니다', en: 'reading channel posts as a bot' },
  sourceBotAndRemark: { ko: '{by}. {remark}', en: '{by}; {remark}' },
  sourceBotNumberless: { ko: '번호 없는 업데이트 {count}개를 건너뛰었습니다', en: '{count} updates without a number were skipped' },
  sourceBotSkipped: { ko: '업데이트 {update}을(를) 건너뛰었습니다: {fault}', en: 'update {update} was skipped: {fault}' },
  sourceBotRemoved: {
    ko: '봇이 채널 {channelId}에서 제거되었습니다. 다시 관리자로 추가하세요',
    en: 'the bot was removed from channel {channelId}: make it an administrator there again',
  },
  sourceBotChannel: {
    ko: '봇이 채널 {channelId}을(를) 읽을 수 없습니다 ({detail}). 관리자로 추가하세요',
    en: 'the bot cannot read channel {channelId} ({detail}): add it there as an administrator',
  },
  sourceBotWait: {
    ko: '텔레그램이 {seconds}초 기다리라고 합니다 ({detail}). 그 뒤에 읽습니다',
    en: 'Telegram asks to wait {seconds} s ({detail}); posts are read after that',
  },
  sourceBotWebhook: {
    ko: '이 봇에 웹훅이 걸려 있어 (409) 제거하는 중입니다. 기다리는 글은 버리지 않습니다',
    en: 'a webhook was set for this bot (409): it is being removed, nothing that waits is dropped',
  },
  sourceBotWebhookAgain: {
    ko: '이 봇에 웹훅이 다시 걸렸습니다 (409). 웹훅을 거는 프로그램이 글을 가져갑니다. 그 프로그램을 끄거나 다른 봇을 쓰세요',
    en: 'a webhook is set for this bot again (409): the program that sets it takes the posts; stop that program or use another bot',
  },
  sourceBotUnreadable: {
    ko: 'Bot API를 읽을 수 없습니다: {detail}. 다시 시도합니다',
    en: 'the Bot API cannot be read: {detail}; trying again',
  },
  sourceBotConflict: {
    ko: '다른 프로그램이 같은 봇 토큰으로 읽고 있습니다 (409). 글이 둘 중 한쪽으로만 갑니다. 다른 쪽을 끄세요',
    en: 'another program reads with the same bot token (409): only one may, posts go to either; stop the other one',
  },
  sourceBotToken: {
    ko: '봇 토큰이 거절되었습니다 ({detail}). 틀렸거나 취소된 토큰입니다. @BotFather가 보여 주는 토큰을 프로필에 넣으세요',
    en: 'the bot token was refused ({detail}): it is wrong or was revoked; put the one that @BotFather shows into the profile',
  },
  sourceBotForbidden: {
    ko: '텔레그램이 이 봇의 읽기를 막았습니다 ({detail}). 제거되었거나 차단되었습니다',
    en: 'Telegram forbids this bot to read ({detail}): it was removed or banned',
  },
  sourceBotRequest: { ko: 'Bot API가 요청을 받지 않았습니다 ({detail})', en: 'the Bot API did not accept the request ({detail})' },
  sourceBotRefused: { ko: 'Bot API가 거절했습니다 ({detail})', en: 'the Bot API refused ({detail})' },

  sourceInbox: { ko: '{file} 읽는 중', en: 'reading {file}' },
  sourceInboxAnew: { ko: '{file} 파일이 {fileChange}. 처음부터 다시 읽습니다', en: '{file} was {fileChange}: reading it anew' },
  sourceInboxLine: { ko: '{lineOf}{line}번째 줄을 건너뛰었습니다: {detail}', en: 'line {line}{lineOf}: {detail}' },
  sourceInboxTooLong: {
    ko: '{lineOf}{line}번째 줄은 {limit}바이트보다 길어 건너뛰었습니다',
    en: 'line {line}{lineOf}: longer than {limit} bytes, skipped',
  },
  sourceInboxMore: { ko: '읽을 수 없는 줄이 {count}개 더 있습니다', en: '{count} more unreadable lines' },
  sourceFileTrouble: { ko: '{file}: {fileFault}', en: '{file}: {fileFault}' },

  sourceDrop: { ko: '{folder} 폴더를 보고 있습니다', en: 'watching {folder}' },
  sourceDropRefused: { ko: '{file} 파일을 받지 않았습니다: {detail}', en: '{file} refused: {detail}' },
  sourceDropStuck: {
    ko: '{file} 파일을 읽었지만 옮길 수 없습니다. {folder} 폴더에 쓰기 권한을 주세요',
    en: '{file} was read but cannot be moved: make {folder} writable',
  },
} as const satisfies Record<string, Words>;
