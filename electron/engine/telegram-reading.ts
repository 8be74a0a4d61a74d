import type { ReadTelegramPost } from '../../shared/contract/telegram.ts';
import type { TelegramPost } from '../../shared/domain/telegram.ts';
import type { EngineState } from '../core/state.ts';
import { explainAsNew } from './lab.ts';

/**
 * How Vigil reads a post of the account: the question of the lab, so age does not count. In a channel that is not chosen (yet) a post
 * meets the rules of the channel that its kind belongs to; otherwise all that could be said is that the channel is another one.
 */
export function readPost(state: EngineState, now: number, post: TelegramPost): ReadTelegramPost {
  const { entryChannelId, riskChannelId } = state.durable.settings;
  const { text, edited } = post;
  const explainedIn = (channel: 'entry' | 'risk') => explainAsNew(state, now, { text, edited, channel, sentAt: undefined });
  const own = post.channelId === entryChannelId ? 'entry' : post.channelId === riskChannelId ? 'risk' : undefined;
  const inEntry = explainedIn(own ?? 'entry');
  const channel = own ?? (inEntry.kind === 'risk' ? 'risk' : 'entry');
  const { kind, mapping, decision } = own === undefined && channel === 'risk' ? explainedIn('risk') : inEntry;
  return { ...post, reading: { channel, chosen: own !== undefined, signal: kind, symbol: mapping?.symbol ?? null, decision } };
}
