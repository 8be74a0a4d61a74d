import { symbolOf } from '../../../shared/domain/ids.ts';
import { type Draft, judge, patch, patchLive, said } from '../draft.ts';
import type { EngineEvent, MessageFact } from '../event.ts';
import { onRiskMessage } from '../exit/risk.ts';
import { onLeadingMarket } from './leading-market.ts';
import { readMessage } from './read-message.ts';

/** Longer posts are not signals; reading stops here so that a hostile one costs nothing. */
export const MAX_MESSAGE_LENGTH = 8192;

/**
 * Every message passes here once: channel, edit, id, age, kind (W00–W00-2, D2). Its id is consumed whatever comes after, so that a
 * message ignored under a lock is not taken up later.
 */
export function onMessage(d: Draft, message: Extract<EngineEvent, { type: 'MessageReceived' }>): void {
  // A source that tells its past again at every start says nothing new.
  if (message.backlog && message.messageId <= (d.durable.lastMessageIds[String(message.channelId)] ?? Number.NEGATIVE_INFINITY)) return;
  noteArrival(d, message);
  const { entryChannelId, riskChannelId } = d.durable.settings;
  if (message.channelId !== entryChannelId && message.channelId !== riskChannelId)
    return judge(d, message, 'ignored', 'other', said('W00', 'otherChannel', { channelId: String(message.channelId) }));
  if (message.edited) return judge(d, message, 'ignored', 'other', said('W00-2', 'messageEdited'));
  const channel = String(message.channelId);
  const lastId = d.durable.lastMessageIds[channel];
  if (lastId !== undefined && message.messageId <= lastId)
    return judge(
      d,
      message,
      'ignored',
      'other',
      said('W00-2', 'messageSeen', { messageId: String(message.messageId), lastId: String(lastId) }),
    );
  patch(d, { lastMessageIds: { ...d.durable.lastMessageIds, [channel]: message.messageId } });
  if (message.backlog && d.live.firstStart) return judge(d, message, 'history', 'other', said('D2', 'baselineTaken'));
  const limitMs = d.durable.settings.messageMaxAgeSeconds * 1000;
  const ageMs = d.event.at - message.sentAt;
  if (ageMs > limitMs)
    return judge(
      d,
      message,
      'history',
      'other',
      said('D2', 'messageTooOld', { ageSeconds: String(Math.floor(ageMs / 1000)), limitSeconds: String(limitMs / 1000) }),
    );
  if (-ageMs > limitMs)
    return judge(d, message, 'history', 'other', said('D2', 'messageFromFuture', { aheadSeconds: String(Math.floor(-ageMs / 1000)) }));
  if (message.text.length > MAX_MESSAGE_LENGTH)
    return judge(
      d,
      message,
      'rejected',
      'other',
      said('W03', 'messageTooLong', { length: String(message.text.length), limit: String(MAX_MESSAGE_LENGTH) }),
    );
  act(d, message);
}

function act(d: Draft, message: MessageFact): void {
  const { entryChannelId, riskChannelId } = d.durable.settings;
  const read = readMessage(message.text);
  switch (read.kind) {
    case 'entrySignal':
      return judge(
        d,
        message,
        'shown',
        'entry',
        said('W00', 'entrySignalShown'),
        read.symbol === undefined ? undefined : symbolOf(read.symbol),
      );
    case 'leadingMarket':
      if (message.channelId !== entryChannelId) return judge(d, message, 'ignored', 'leadingMarket', said('W00', 'wrongChannelForKind'));
      return onLeadingMarket(d, message, read);
    case 'risk':
      if (message.channelId !== riskChannelId) return judge(d, message, 'ignored', 'risk', said('R00-1', 'wrongChannelForKind'));
      // A risk message must not be lost to a start that is still going on: it is judged as soon as the exchange is known (D21).
      if (d.live.recovery) return patchLive(d, { heldRisks: [...d.live.heldRisks, message] });
      return onRiskMessage(d, message, read.ticker);
    case 'other':
      return judge(d, message, 'shown', 'other', said('W00', 'unrecognised'));
  }
}

/** Risk messages that waited for the end of recovery. */
export function judgeHeldRisks(d: Draft): void {
  const { heldRisks } = d.live;
  patchLive(d, { heldRisks: [] });
  for (const message of heldRisks) {
    const read = readMessage(message.text);
    if (read.kind === 'risk') onRiskMessage(d, message, read.ticker);
  }
}

function noteArrival(d: Draft, message: MessageFact): void {
  const known = d.live.sources[message.source];
  patchLive(d, {
    sources: {
      ...d.live.sources,
      [message.source]: { healthy: true, why: '', since: known?.since ?? d.event.at, ...(known ?? {}), lastMessageAt: d.event.at },
    },
  });
}
