import type { MessageFact } from '../event.ts';
import type { Durable } from '../state.ts';
import type { HandledMessages } from './handled-messages.ts';

/**
 * How many handled ids of a channel are remembered one by one. A slow source is behind by seconds and the age rule stops what is older
 * (D2), so this reaches far beyond what could still act.
 */
export const REMEMBERED_IDS = 256;

const nothing: HandledMessages = { upTo: 0, ids: [], bySource: {} };

/**
 * Section 1, rule 2 for several sources: nothing is handled twice, and each source is held to its own last id. A slower source may
 * still be the first to tell an id below the highest one; with one source this is the rule to the letter.
 */
export function isHandled({ handledMessages }: Pick<Durable, 'handledMessages'>, message: MessageFact): boolean {
  const { upTo, ids, bySource } = handledMessages[String(message.channelId)] ?? nothing;
  const { messageId, source } = message;
  return messageId <= upTo || messageId <= (bySource[source] ?? upTo) || ids.includes(messageId);
}

/** The id is used up. A baseline (D2) uses up every lower one as well, whichever source would tell it. */
export function handled(durable: Durable, message: MessageFact, baseline: boolean): Pick<Durable, 'lastMessageIds' | 'handledMessages'> {
  const channel = String(message.channelId);
  const { messageId, source } = message;
  const before = durable.handledMessages[channel] ?? nothing;
  const last = durable.lastMessageIds[channel];
  return {
    lastMessageIds: { ...durable.lastMessageIds, [channel]: last === undefined ? messageId : Math.max(last, messageId) },
    handledMessages: {
      ...durable.handledMessages,
      [channel]: { ...withId(before, messageId, baseline), bySource: { ...before.bySource, [source]: messageId } },
    },
  };
}

function withId({ upTo, ids }: HandledMessages, id: number, baseline: boolean): Pick<HandledMessages, 'upTo' | 'ids'> {
  if (baseline) return { upTo: Math.max(upTo, id), ids: ids.filter((each) => each > id) };
  const above = ids.findLastIndex((each) => each < id) + 1;
  const all = [...ids.slice(0, above), id, ...ids.slice(above)];
  const forgotten = all.length - REMEMBERED_IDS;
  return forgotten > 0 ? { upTo: all[forgotten - 1] ?? upTo, ids: all.slice(forgotten) } : { upTo, ids: all };
}
