import { defaultSettings } from '../../../shared/domain/settings.ts';
import type { ClockPort } from '../../ports/clock.ts';
import type { MessagesPort } from '../../ports/messages.ts';

type Tell = Parameters<MessagesPort['open']>[0];

/** Both channels in memory. Posts made while nobody listens are lost, as they are for a source that does not look back. */
export class Channel implements MessagesPort {
  readonly source = 'story';
  readonly #clock: ClockPort;
  #tell: Tell = () => {};
  #messageId = 100;

  constructor(clock: ClockPort) {
    this.#clock = clock;
  }

  open(tell: Tell): void {
    this.#tell = tell;
    tell({ type: 'MessageSourceChanged', source: 'story', healthy: true, why: 'in memory' });
  }
  async close(): Promise<void> {
    this.#tell = () => {};
  }

  /** Returns the message id, so that the same post can be told again. */
  posts(text: string, again?: { readonly messageId: number }): number {
    const messageId = again?.messageId ?? ++this.#messageId;
    const { entryChannelId, riskChannelId } = defaultSettings;
    this.#tell({
      type: 'MessageReceived',
      channelId: text.startsWith('🥈') ? riskChannelId : entryChannelId,
      messageId,
      sentAt: this.#clock.now(),
      text,
      edited: false,
      backlog: false,
      caption: false,
      source: 'story',
    });
    return messageId;
  }
}

/** A message that passes every common filter (W09–W13). */
export const leadingMarket = (ticker: string): string =>
  [
    `🔥 실시간 주도 마켓 분석 (${ticker})`,
    '📈 주도 마켓: 바이낸스 , 바이비트',
    '⏱️Binance 펀딩비 및 카운트다운 : -0.0250% / 01:23:45 (4h)',
    '🥇지난 24H 등락률 및 순위 : +12.34% / (상승) 상위 11위',
    '🏷️카테고리 : AI',
    '🔗Liq HeatMap : link',
  ].join('\n\n');

export const riskFor = (ticker: string): string => `🥈 Binance : ${ticker}USDT.P 에서 숏 리스크관리 권장`;
