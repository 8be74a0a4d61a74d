import { symbolOf } from '../../../shared/domain/ids.ts';
import { type Draft, judge, patch, patchLive, said } from '../draft.ts';
import type { EngineEvent, MessageFact } from '../event.ts';
import { onRiskMessage } from '../exit/risk.ts';
import { type Arrival, entryChannelRule, freshnessRules, identityRules, isBaseline, riskChannelRule } from './arrival-rules.ts';
import { handled, isHandled } from './handled.ts';
import { onLeadingMarket } from './leading-market.ts';
import { readMessage } from './read-message.ts';
import { firstStop } from './rule.ts';

/**
 * Every message passes here once: channel, edit, id, age, kind (W00–W00-2, D2). Its id is consumed whatever comes after, so that a
 * message ignored under a lock is not taken up later.
 */
export function onMessage(d: Draft, message: Extract<EngineEvent, { type: 'MessageReceived' }>): void {
  // A source that tells its past again at every start says nothing new.
  if (message.backlog && isHandled(d.durable, message)) return;
  noteArrival(d, message);
  const arrival: Arrival = { state: d, message, at: d.event.at };
  const stranger = firstStop(identityRules, arrival);
  if (stranger) return judge(d, message, stranger.verdict, 'other', stranger.said);
  patch(d, handled(d.durable, message, isBaseline(arrival)));
  const stale = firstStop(freshnessRules, arrival);
  if (stale) return judge(d, message, stale.verdict, 'other', stale.said);
  act(d, arrival);
}

function act(d: Draft, arrival: Arrival): void {
  const { message } = arrival;
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
    case 'leadingMarket': {
      const stray = firstStop([entryChannelRule], arrival);
      return stray ? judge(d, message, stray.verdict, 'leadingMarket', stray.said) : onLeadingMarket(d, message, read);
    }
    case 'risk': {
      const stray = firstStop([riskChannelRule], arrival);
      if (stray) return judge(d, message, stray.verdict, 'risk', stray.said);
      // A risk message must not be lost to a start that is still going on: it is judged as soon as the exchange is known (D21).
      if (d.live.recovery) return patchLive(d, { heldRisks: [...d.live.heldRisks, message] });
      return onRiskMessage(d, message, read.ticker);
    }
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
