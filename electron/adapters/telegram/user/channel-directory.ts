import type { Api } from 'telegram';
import type { TelegramDialog } from '../../../../shared/domain/telegram.ts';
import type { ClockPort } from '../../../ports/clock.ts';
import { type TelegramFeed, type Timing, usualTiming } from './telegram-feed.ts';
import type { Library } from './telegram-library.ts';

/** The account has no such channel among its dialogs. */
export class ChannelUnknown extends Error {
  readonly errorMessage = 'CHANNEL_UNKNOWN';
}

export interface ChannelDirectory {
  /** Newest post first. Always asked anew. */
  dialogs(): Promise<readonly TelegramDialog[]>;
  /** Rejects with `ChannelUnknown`. */
  peerOf(channelId: number): Promise<Api.InputPeerChannel>;
  /** The next `peerOf` asks again: the account changed, or Telegram refused what it was given. */
  forget(channelId?: number): void;
}

/** Telegram's -100… ids of channels; inside, they are positive. */
const PREFIX = 1_000_000_000_000;
export const channelIdOf = (inner: { toString(): string }): number => -PREFIX - Number(inner.toString());

/** Enough for any account that a person reads; each hundred is one request. */
const MOST_DIALOGS = 500;
/** A channel that is not there is not looked for at every poll. */
const LOOK_AGAIN_MS = 60_000;

/** Channels can only be asked with a hash that belongs to the account; the dialogs carry it. It outlives connections. */
export function createChannelDirectory(
  feed: Pick<TelegramFeed, 'call'>,
  clock: Pick<ClockPort, 'now'>,
  { stepMs }: Pick<Timing, 'stepMs'> = usualTiming,
): ChannelDirectory {
  const peers = new Map<number, Api.InputPeerChannel>();
  let lookedAt = Number.NEGATIVE_INFINITY;

  const dialogs = async (): Promise<readonly TelegramDialog[]> => {
    const found = await feed.call('messages.getDialogs', readDialogs, stepMs);
    lookedAt = clock.now();
    for (const { dialog, peer } of found) peers.set(dialog.channelId, peer);
    return found.map(({ dialog }) => dialog).sort((a, b) => (b.lastPostAt ?? 0) - (a.lastPostAt ?? 0));
  };

  return {
    dialogs,
    async peerOf(channelId) {
      if (!peers.has(channelId) && clock.now() - lookedAt > LOOK_AGAIN_MS) await dialogs();
      const peer = peers.get(channelId);
      if (peer === undefined) throw new ChannelUnknown(`${channelId} is not among the dialogs`);
      return peer;
    },
    forget(channelId) {
      if (channelId === undefined) {
        peers.clear();
        lookedAt = Number.NEGATIVE_INFINITY;
      } else peers.delete(channelId);
    },
  };
}

type Found = { readonly dialog: TelegramDialog; readonly peer: Api.InputPeerChannel };

async function readDialogs(client: Parameters<Parameters<TelegramFeed['call']>[1]>[0], { Api }: Library): Promise<readonly Found[]> {
  const found = new Map<number, Found>();
  for (const archived of [false, true]) {
    for (const { entity, date } of await client.getDialogs({ limit: MOST_DIALOGS, archived })) {
      // A small group or a person is no channel; one that was left or closed to us cannot be read.
      if (!(entity instanceof Api.Channel) || !entity.accessHash || entity.left) continue;
      const channelId = channelIdOf(entity.id);
      found.set(channelId, {
        dialog: { channelId, title: entity.title, group: entity.megagroup === true, lastPostAt: date === undefined ? null : date * 1000 },
        peer: new Api.InputPeerChannel({ channelId: entity.id, accessHash: entity.accessHash }),
      });
    }
  }
  return [...found.values()];
}
