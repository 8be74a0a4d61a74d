import { defaultSettings } from '../../../shared/domain/settings.ts';
import type { MessageFact, SourceName } from '../../core/event.ts';
import type { Happening } from '../scenario.ts';
import { type Both, both } from './both.ts';

export interface PostOptions {
  readonly channel?: 'entry' | 'risk' | number;
  readonly id?: number;
  /** Seconds between posting and arrival; negative is a post from the future. */
  readonly age?: number;
  readonly edited?: boolean;
  readonly backlog?: boolean;
  readonly caption?: boolean;
  /** Who tells it; the inbox file when absent. */
  readonly source?: SourceName;
}

const channelIds = { entry: defaultSettings.entryChannelId, risk: defaultSettings.riskChannelId };

/** Any text on a channel. */
export function post(text: string, options: PostOptions = {}, words: Both = both(`글: ${shown(text)}`, `post: ${shown(text)}`)): Happening {
  return {
    words: withOptions(words, options),
    play: (stage) => {
      const {
        channel = 'entry',
        id = stage.nextMessageId(),
        age = 0,
        edited = false,
        backlog = false,
        caption = false,
        source = 'inbox',
      } = options;
      const fact: MessageFact = {
        type: 'MessageReceived',
        channelId: typeof channel === 'number' ? channel : channelIds[channel],
        messageId: id,
        sentAt: stage.now - age * 1000,
        text,
        edited,
        backlog,
        caption,
        source,
      };
      stage.tell(fact);
    },
  };
}

/** Line ends and invisible characters would not survive a table. */
const shown = (text: string): string =>
  text
    .split('\n')[0]
    ?.replace(/[\p{Cc}\p{Cf}]/gu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('|', '/') ?? '';

function withOptions([ko, en]: Both, { channel, id, age, edited, backlog, caption, source }: PostOptions): Both {
  const more: Both[] = [];
  if (channel !== undefined)
    more.push(
      channel === 'entry'
        ? both('진입 채널', 'entry channel')
        : channel === 'risk'
          ? both('리스크 채널', 'risk channel')
          : both(`채널 ${channel}`, `channel ${channel}`),
    );
  if (id !== undefined) more.push(both(`id ${id}`, `id ${id}`));
  if (age !== undefined) more.push(age < 0 ? both(`${-age}초 미래`, `${-age} s ahead`) : both(`${age}초 지남`, `${age} s old`));
  if (edited) more.push(both('수정됨', 'edited'));
  if (backlog) more.push(both('접속 전 글', 'backlog'));
  if (caption) more.push(both('사진 설명', 'caption'));
  if (source !== undefined) more.push(both(`${source} 경유`, `by ${source}`));
  if (more.length === 0) return both(ko, en);
  return both(`${ko} (${more.map(([word]) => word).join(', ')})`, `${en} (${more.map(([, word]) => word).join(', ')})`);
}

export interface Fields {
  readonly funding?: string;
  readonly change?: string;
  readonly direction?: '상승' | '하락';
  readonly rank?: number | string;
  readonly category?: string;
}

/** The text of a leading-market message with these fields; the rest is harmless. */
export function leadingMarketText(ticker: string, fields: Fields = {}): string {
  const { funding = '-0.0250%', change = '+12.34%', direction = '상승', rank = 11, category = 'AI' } = fields;
  return [
    `🔥 실시간 주도 마켓 분석 (${ticker})`,
    '📈 주도 마켓: 바이낸스 , 바이비트',
    `⏱️Binance 펀딩비 및 카운트다운 : ${funding} / 01:23:45 (4h)`,
    `🥇지난 24H 등락률 및 순위 : ${change} / (${direction}) 상위 ${rank}위`,
    `🏷️카테고리 : ${category}`,
    '🔗Liq HeatMap : https://example.org/heat',
  ].join('\n\n');
}

/** 🔥 the trigger of everything. */
export function leadingMarket(ticker: string, fields: Fields = {}, options: PostOptions = {}): Happening {
  const english: Readonly<Record<string, string>> = { 상승: 'up', 하락: 'down' };
  const told = Object.entries(fields).map(([name, value]) =>
    both(`${fieldNames[name] ?? name} ${value}`, `${name} ${english[value] ?? value}`),
  );
  const list = (language: 0 | 1): string => (told.length === 0 ? '' : ` [${told.map((one) => one[language]).join(', ')}]`);
  return post(leadingMarketText(ticker, fields), options, both(`🔥 ${shown(ticker)}${list(0)}`, `🔥 ${shown(ticker)}${list(1)}`));
}
const fieldNames: Readonly<Record<string, string>> = {
  funding: '펀딩비',
  change: '등락',
  direction: '방향',
  rank: '순위',
  category: '카테고리',
};

/** 🥈 on the risk channel. */
export const risk = (ticker: string, options: PostOptions = {}): Happening =>
  post(
    `🥈 Binance : ${ticker}USDT.P 에서 숏 리스크관리 권장`,
    { channel: 'risk', ...options },
    both(`🥈 ${ticker} 리스크관리`, `🥈 ${ticker} risk message`),
  );

/** 💥 shown, never acted on. */
export const entrySignal = (ticker: string, options: PostOptions = {}): Happening =>
  post(`💥 Binance : ${ticker}USDT.P 에서 숏 진입 신호 발생!`, options, both(`💥 ${ticker} 진입 신호`, `💥 ${ticker} entry signal`));
