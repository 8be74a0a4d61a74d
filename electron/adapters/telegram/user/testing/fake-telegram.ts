import { Api, helpers } from 'telegram';
import { type Answered, type LoopbackTelegram, Refuse, startLoopbackTelegram } from './loopback-telegram.ts';
import { createPasswordServer } from './password-server.ts';

const { returnBigInt } = helpers;

export interface PostOptions {
  readonly id?: number;
  readonly date?: number;
  readonly caption?: boolean;
  readonly forwardedFrom?: number;
  readonly service?: boolean;
  /** How often it is pushed; 0: only history knows it. */
  readonly pushed?: number;
}

/** One account on a Telegram of its own, with verbs for what the world does to it. */
export interface FakeTelegram extends LoopbackTelegram {
  /** Returns its id. */
  post(channelId: number, text: string, options?: PostOptions): number;
  edit(channelId: number, id: number, text: string, options?: { readonly hidden?: boolean; readonly pushed?: boolean }): void;
  remove(channelId: number, id: number): void;
  /** The next so many requests of this kind are refused; 'silence' swallows them. */
  refuseNext(request: string, code: number, word: string, times?: number): void;
  swallowNext(request: string, times?: number): void;
  scanQr(): void;
  /** The next right code belongs to a number without an account. */
  signUpNext(): void;
  readonly asked: (request: string) => number;
  readonly lastDc: () => number;
  readonly loggedOut: () => boolean;
}

export interface FakeOptions {
  readonly channels: Readonly<Record<number, string>>;
  /** False: requests of the account are refused until somebody signs in. */
  readonly authorized?: boolean;
  readonly code?: string;
  readonly password?: string;
  /** How long a QR code is good; negative: expired by Telegram's clock. */
  readonly qrSeconds?: number;
}

export const seconds = (): number => Math.floor(Date.now() / 1000);

export async function startFakeTelegram({
  channels,
  authorized = true,
  code = '12345',
  password,
  qrSeconds = 30,
}: FakeOptions): Promise<FakeTelegram> {
  const posts = new Map<number, Api.TypeMessage[]>(Object.keys(channels).map((id) => [Number(id), []]));
  const planned = new Map<string, ('silence' | Refuse)[]>();
  const counts = new Map<string, number>();
  const passwords = password === undefined ? undefined : await createPasswordServer(password, 'first pet');
  let signedIn = authorized;
  let scanned = false;
  let unregistered = false;
  let loggedOut = false;
  let lastDc = 0;
  let pts = 1;

  const user = new Api.User({
    self: true,
    id: returnBigInt(42),
    accessHash: returnBigInt(1),
    firstName: 'Min',
    lastName: 'Kim',
    phone: '821012345678',
  });
  const authorization = (): Api.auth.Authorization => {
    signedIn = true;
    return new Api.auth.Authorization({ user });
  };
  /** With two-step verification the code or the scan is only the first step. */
  const firstStepDone = (): Api.auth.Authorization => {
    if (passwords !== undefined) throw new Refuse(401, 'SESSION_PASSWORD_NEEDED');
    return authorization();
  };

  const handlers: Readonly<Record<string, (request: never) => Answered>> = {
    'help.GetConfig': configuration,
    'users.GetUsers': () => needsUser([user]),
    'updates.GetState': () => needsUser(new Api.updates.State({ pts: 1, qts: 0, date: seconds(), seq: 0, unreadCount: 0 })),
    'updates.GetDifference': () => needsUser(new Api.updates.DifferenceEmpty({ date: seconds(), seq: 0 })),
    'updates.GetChannelDifference': () => needsUser(new Api.updates.ChannelDifferenceEmpty({ final: true, pts })),
    'messages.GetDialogs': ({ folderId }: Api.messages.GetDialogs) => needsUser(dialogs(folderId === 1 ? {} : channels, posts)),
    'messages.GetHistory': (request: Api.messages.GetHistory) => needsUser(historyOf(request, posts, channels)),
    'auth.SendCode': () => new Api.auth.SentCode({ type: new Api.auth.SentCodeTypeApp({ length: code.length }), phoneCodeHash: 'hash' }),
    'auth.SignIn': ({ phoneCode }: Api.auth.SignIn) => {
      if (phoneCode !== code) throw new Refuse(400, 'PHONE_CODE_INVALID');
      return unregistered ? new Api.auth.AuthorizationSignUpRequired({}) : firstStepDone();
    },
    'account.GetPassword': () => {
      if (passwords === undefined) throw new Refuse(400, 'PASSWORD_EMPTY');
      return passwords.parameters();
    },
    'auth.CheckPassword': ({ password: proof }: Api.auth.CheckPassword) => {
      if (passwords?.proves(proof) !== true) throw new Refuse(400, 'PASSWORD_HASH_INVALID');
      return authorization();
    },
    'auth.ExportLoginToken': () =>
      scanned
        ? new Api.auth.LoginTokenSuccess({ authorization: firstStepDone() })
        : new Api.auth.LoginToken({ expires: seconds() + qrSeconds, token: Buffer.from(`token ${counts.get('auth.ExportLoginToken')}`) }),
    'auth.LogOut': () => {
      signedIn = false;
      loggedOut = true;
      return new Api.auth.LoggedOut({});
    },
  };

  const needsUser = (said: Answered): Answered => {
    if (!signedIn) throw new Refuse(401, 'AUTH_KEY_UNREGISTERED');
    return said;
  };

  const transport = await startLoopbackTelegram((request, dc) => {
    const name = request.className;
    lastDc = dc;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    const plan = planned.get(name)?.shift();
    if (plan === 'silence') return plan;
    if (plan !== undefined) throw plan;
    const handler = handlers[name];
    if (handler === undefined) throw new Refuse(400, 'METHOD_NOT_FAKED');
    return handler(request as never);
  });

  const plan = (request: string, what: 'silence' | Refuse, times: number): void => {
    planned.set(request, [...(planned.get(request) ?? []), ...Array.from({ length: times }, () => what)]);
  };

  const push = (channelId: number, update: Api.TypeUpdate): void =>
    transport.push(new Api.Updates({ updates: [update], users: [], chats: [channelOf(channelId, channels)], date: seconds(), seq: 0 }));

  const listOf = (channelId: number): Api.TypeMessage[] => {
    const list = posts.get(channelId);
    if (list === undefined) throw new Error(`no channel ${channelId}`);
    return list;
  };

  return {
    ...transport,
    post(channelId, text, { id, date = seconds(), caption = false, forwardedFrom, service = false, pushed = 1 } = {}) {
      const list = listOf(channelId);
      const next = id ?? (list.at(-1)?.id ?? 100) + 1;
      const peerId = peerOf(channelId);
      const message = service
        ? new Api.MessageService({ id: next, peerId, date, post: true, action: new Api.MessageActionPinMessage() })
        : new Api.Message({
            id: next,
            peerId,
            date,
            message: text,
            post: true,
            ...(caption ? { media: new Api.MessageMediaPhoto({}) } : {}),
            ...(forwardedFrom === undefined ? {} : { fwdFrom: new Api.MessageFwdHeader({ date: forwardedFrom }) }),
          });
      list.push(message);
      for (let n = 0; n < pushed; n += 1) {
        if (n === 0) pts += 1;
        push(channelId, new Api.UpdateNewChannelMessage({ message, pts, ptsCount: 1 }));
      }
      return next;
    },
    edit(channelId, id, text, { hidden = false, pushed = true } = {}) {
      const list = listOf(channelId);
      const at = list.findIndex((one) => one.id === id);
      const before = list[at];
      const message = new Api.Message({
        id,
        peerId: peerOf(channelId),
        date: before instanceof Api.Message ? before.date : seconds(),
        message: text,
        post: true,
        editDate: seconds(),
        ...(hidden ? { editHide: true } : {}),
      });
      list[at] = message;
      pts += 1;
      if (pushed) push(channelId, new Api.UpdateEditChannelMessage({ message, pts, ptsCount: 1 }));
    },
    remove(channelId, id) {
      posts.set(
        channelId,
        listOf(channelId).filter((one) => one.id !== id),
      );
      pts += 1;
      push(channelId, new Api.UpdateDeleteChannelMessages({ channelId: inner(channelId), messages: [id], pts, ptsCount: 1 }));
    },
    refuseNext: (request, errorCode, word, times = 1) => plan(request, new Refuse(errorCode, word), times),
    swallowNext: (request, times = 1) => plan(request, 'silence', times),
    scanQr() {
      scanned = true;
      transport.push(new Api.UpdateShort({ update: new Api.UpdateLoginToken(), date: seconds() }));
    },
    signUpNext() {
      unregistered = true;
    },
    asked: (request) => counts.get(request) ?? 0,
    lastDc: () => lastDc,
    loggedOut: () => loggedOut,
  };
}

const inner = (channelId: number) => returnBigInt(-channelId - 1_000_000_000_000);
const peerOf = (channelId: number): Api.PeerChannel => new Api.PeerChannel({ channelId: inner(channelId) });

/** Names no data centre, so that the client falls back to the addresses it knows. */
function configuration(): Api.Config {
  return new Api.Config({
    date: seconds(),
    expires: seconds() + 3600,
    testMode: false,
    thisDc: 2,
    dcOptions: [],
    dcTxtDomainName: '',
    meUrlPrefix: '',
    chatSizeMax: 0,
    megagroupSizeMax: 0,
    forwardedCountMax: 0,
    onlineUpdatePeriodMs: 0,
    offlineBlurTimeoutMs: 0,
    offlineIdleTimeoutMs: 0,
    onlineCloudTimeoutMs: 0,
    notifyCloudDelayMs: 0,
    notifyDefaultDelayMs: 0,
    pushChatPeriodMs: 0,
    pushChatLimit: 0,
    editTimeLimit: 0,
    revokeTimeLimit: 0,
    revokePmTimeLimit: 0,
    ratingEDecay: 0,
    stickersRecentLimit: 0,
    channelsReadMediaPeriod: 0,
    callReceiveTimeoutMs: 0,
    callRingTimeoutMs: 0,
    callConnectTimeoutMs: 0,
    callPacketTimeoutMs: 0,
    captionLengthMax: 0,
    messageLengthMax: 0,
    webfileDcId: 0,
  });
}

function channelOf(channelId: number, channels: Readonly<Record<number, string>>): Api.Channel {
  return new Api.Channel({
    id: inner(channelId),
    accessHash: returnBigInt(99),
    title: channels[channelId] ?? '',
    broadcast: true,
    photo: new Api.ChatPhotoEmpty(),
    date: 1_700_000_000,
  });
}

function dialogs(channels: Readonly<Record<number, string>>, posts: ReadonlyMap<number, readonly Api.TypeMessage[]>): Api.messages.Dialogs {
  const ids = Object.keys(channels).map(Number);
  return new Api.messages.Dialogs({
    dialogs: ids.map(
      (id) =>
        new Api.Dialog({
          peer: peerOf(id),
          topMessage: posts.get(id)?.at(-1)?.id ?? 0,
          readInboxMaxId: 0,
          readOutboxMaxId: 0,
          unreadCount: 0,
          unreadMentionsCount: 0,
          unreadReactionsCount: 0,
          unreadPollVotesCount: 0,
          notifySettings: new Api.PeerNotifySettings({}),
        }),
    ),
    messages: ids.flatMap((id) => posts.get(id)?.slice(-1) ?? []),
    chats: ids.map((id) => channelOf(id, channels)),
    users: [],
  });
}

/** By the documented meaning: newest first from `offsetId` downwards, shifted by `addOffset` (negative: towards newer ones). */
function historyOf(
  { peer, offsetId, addOffset, limit }: Api.messages.GetHistory,
  posts: ReadonlyMap<number, readonly Api.TypeMessage[]>,
  channels: Readonly<Record<number, string>>,
): Api.messages.ChannelMessages {
  if (!(peer instanceof Api.InputPeerChannel) || String(peer.accessHash) !== '99') throw new Refuse(400, 'CHANNEL_INVALID');
  const channelId = -1_000_000_000_000 - Number(String(peer.channelId));
  const newestFirst = [...(posts.get(channelId) ?? [])].reverse();
  const from = offsetId === 0 ? 0 : newestFirst.filter(({ id }) => id >= offsetId).length;
  const start = from + addOffset;
  const messages = newestFirst.slice(Math.max(start, 0), Math.max(start + limit, 0));
  return new Api.messages.ChannelMessages({
    pts: 1,
    count: newestFirst.length,
    messages,
    topics: [],
    chats: [channelOf(channelId, channels)],
    users: [],
  });
}
