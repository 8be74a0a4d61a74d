import type { MessageFact } from '../event.ts';
import type { EngineState } from '../state.ts';
import { isHandled } from './handled.ts';
import { passed, type Rule, stopped } from './rule.ts';

/** Longer posts are not signals; reading stops here so that a hostile one costs nothing. */
export const MAX_MESSAGE_LENGTH = 8192;

export interface Arrival {
  readonly state: EngineState;
  readonly message: MessageFact;
  /** Own clock at arrival, ms. */
  readonly at: number;
}

/** Whether the message is one of ours and new. What passes these uses up its id. */
export const identityRules: readonly Rule<Arrival>[] = [
  {
    id: 'W00',
    about: 'channel',
    look: ({ state: { durable }, message }) => {
      const { entryChannelId, riskChannelId } = durable.settings;
      const channelId = String(message.channelId);
      return message.channelId === entryChannelId || message.channelId === riskChannelId
        ? passed({ channelId })
        : stopped('ignored', 'W00', 'otherChannel', { channelId });
    },
  },
  { id: 'W00-2', about: 'edited', look: ({ message }) => (message.edited ? stopped('ignored', 'W00-2', 'messageEdited') : passed()) },
  {
    id: 'W00-2',
    about: 'seen',
    look: ({ state: { durable }, message }) => {
      const messageId = String(message.messageId);
      const last = durable.lastMessageIds[String(message.channelId)];
      const numbers: Record<string, string> = last === undefined ? { messageId } : { messageId, lastId: String(last) };
      return isHandled(durable, message) ? stopped('ignored', 'W00-2', 'messageSeen', numbers) : passed(numbers);
    },
  },
];

/** D2: what a channel holds already when a data folder is new. */
export const isBaseline = ({ state: { live }, message }: Arrival): boolean => message.backlog && live.firstStart;

/** Whether it speaks of now and is of a length that a signal can have (D2). */
export const freshnessRules: readonly Rule<Arrival>[] = [
  {
    id: 'D2',
    about: 'baseline',
    look: (arrival) => (isBaseline(arrival) ? stopped('history', 'D2', 'baselineTaken') : passed()),
  },
  {
    id: 'D2',
    about: 'age',
    look: ({ state: { durable }, message, at }) => {
      const limitMs = durable.settings.messageMaxAgeSeconds * 1000;
      const ageMs = at - message.sentAt;
      const numbers = { ageSeconds: String(Math.floor(ageMs / 1000)), limitSeconds: String(limitMs / 1000) };
      if (ageMs > limitMs) return stopped('history', 'D2', 'messageTooOld', numbers);
      if (-ageMs > limitMs) return stopped('history', 'D2', 'messageFromFuture', { aheadSeconds: String(Math.floor(-ageMs / 1000)) });
      return passed(numbers);
    },
  },
  {
    id: 'W03',
    about: 'length',
    look: ({ message }) => {
      const numbers = { length: String(message.text.length), limit: String(MAX_MESSAGE_LENGTH) };
      return message.text.length > MAX_MESSAGE_LENGTH ? stopped('rejected', 'W03', 'messageTooLong', numbers) : passed(numbers);
    },
  },
];

/** Each kind counts in its own channel only. */
export const entryChannelRule: Rule<Arrival> = {
  id: 'W00',
  about: 'kindChannel',
  look: ({ state: { durable }, message }) =>
    message.channelId === durable.settings.entryChannelId ? passed() : stopped('ignored', 'W00', 'wrongChannelForKind'),
};
export const riskChannelRule: Rule<Arrival> = {
  id: 'R00-1',
  about: 'kindChannel',
  look: ({ state: { durable }, message }) =>
    message.channelId === durable.settings.riskChannelId ? passed() : stopped('ignored', 'R00-1', 'wrongChannelForKind'),
};
