import { createHash, randomBytes } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { Api, extensions, helpers } from 'telegram';
import { AuthKey } from 'telegram/crypto/AuthKey.js';
import { IGE } from 'telegram/crypto/IGE.js';
import { PromisedNetSockets } from 'telegram/extensions/PromisedNetSockets.js';
import type { StringSession } from 'telegram/sessions/index.js';
import type { Network } from '../telegram-library.ts';
import { createKeyExchange, type ServerKey } from './key-exchange.ts';

/** What a request is answered with; `silence` swallows it. */
export type Answered = { getBytes(): Buffer } | readonly { getBytes(): Buffer }[] | boolean | 'silence';
export type Answer = (request: Api.AnyRequest, dc: number) => Answered;

/** Telegram's no, thrown by an answerer. */
export class Refuse extends Error {
  readonly code: number;
  constructor(code: number, word: string) {
    super(word);
    this.code = code;
  }
}

export interface LoopbackTelegram {
  /** Both sides hold one key from the start, in place of the key exchange. */
  readonly network: Network;
  /** For a client that makes its own key: it has to know this one, and to say the data centre by one byte first. */
  serverKey(): ServerKey;
  readonly port: () => number;
  /** Clients connected now. */
  readonly connections: () => number;
  /** How many connections were ever made, to tell one connection from a loop. */
  readonly dialled: () => number;
  push(update: Api.TypeUpdates): void;
  /** Sockets stay open, nothing is read and nothing comes back; for connections that exist and for new ones. */
  goSilent(): void;
  speak(): void;
  dropSockets(): void;
  /** Nobody listens: connections are refused until `listen`. */
  refuse(): Promise<void>;
  listen(): Promise<void>;
  /** Transport code -404: the server does not know the key any more. */
  forgetKey(): void;
  close(): Promise<void>;
}

const NO_KEY = Buffer.alloc(8);
const CONTAINER = 0x73f1f8dc;
const PACKED = 0x3072cfa1;
const BOOL_TRUE = Buffer.from('b5757299', 'hex');
const BOOL_FALSE = Buffer.from('379779bc', 'hex');
const VECTOR = Buffer.from('15c4b51c', 'hex');
const RPC_RESULT = Buffer.from('016d5cf3', 'hex');

/**
 * Telegram's transport over real sockets on loopback: TCP Full framing, the key exchange, MTProto 2.0 encryption, containers, results and
 * pushes. What is answered is the caller's.
 */
export async function startLoopbackTelegram(answer: Answer): Promise<LoopbackTelegram> {
  const shared = randomBytes(256);
  const exchange = createKeyExchange();
  /** By their id in hex. */
  const keys = new Map([[keyIdOf(shared).toString('hex'), shared]]);
  const peers = new Set<Peer>();
  let silent = false;
  let dialled = 0;
  let port = 0;
  let server: Server | undefined;

  interface Peer {
    readonly socket: Socket;
    readonly dc: number;
    session: Buffer;
    sent: number;
    key: Buffer;
  }

  const accept = (socket: Socket): void => {
    dialled += 1;
    let waiting = Buffer.alloc(0);
    let peer: Peer | undefined;
    socket.on('error', () => {});
    socket.on('close', () => peer && peers.delete(peer));
    socket.on('data', (bytes: Buffer) => {
      waiting = Buffer.concat([waiting, bytes]);
      // The loopback socket says first which data centre it was meant for.
      if (peer === undefined && waiting.length > 0) {
        peer = { socket, dc: waiting[0] ?? 0, session: Buffer.alloc(8), sent: 0, key: shared };
        waiting = waiting.subarray(1);
        peers.add(peer);
      }
      while (peer !== undefined && waiting.length >= 4 && waiting.length >= waiting.readInt32LE(0)) {
        const length = waiting.readInt32LE(0);
        const packet = waiting.subarray(8, length - 4);
        waiting = waiting.subarray(length);
        if (!silent) receive(peer, packet);
      }
    });
  };

  const receive = (peer: Peer, packet: Buffer): void => {
    const keyId = packet.subarray(0, 8);
    if (keyId.equals(NO_KEY)) return void exchangeKeys(peer, packet.subarray(20)).catch(() => peer.socket.destroy());
    const key = keys.get(keyId.toString('hex'));
    if (key === undefined) return void writePacket(peer, int32(-404));
    peer.key = key;
    const messageKey = packet.subarray(8, 24);
    const plain = igeOf(key, messageKey, 0).decryptIge(packet.subarray(24));
    peer.session = Buffer.from(plain.subarray(8, 16));
    handle(peer, plain.readBigInt64LE(16), Buffer.from(plain.subarray(32, 32 + plain.readInt32LE(28))));
  };

  const exchangeKeys = async (peer: Peer, body: Buffer): Promise<void> => {
    const request = new extensions.BinaryReader(body).tgReadObject();
    const said = await exchange.answer(request, (key) => keys.set(keyIdOf(key).toString('hex'), key));
    peer.sent += 1;
    writePacket(peer, Buffer.concat([NO_KEY, int64(messageIdNow(peer.sent)), int32(said.length), said]));
  };

  const handle = (peer: Peer, id: bigint, body: Buffer): void => {
    const kind = body.readUInt32LE(0);
    if (kind === CONTAINER) return void messagesIn(body).forEach((inner) => void handle(peer, inner.id, inner.body));
    const reader = new extensions.BinaryReader(body);
    if (kind === PACKED) {
      reader.readInt();
      return handle(peer, id, gunzipSync(reader.tgReadBytes()));
    }
    const request = unwrapped(reader.tgReadObject());
    if (request instanceof Api.Ping || request instanceof Api.PingDelayDisconnect)
      return send(peer, new Api.Pong({ msgId: helpers.returnBigInt(id), pingId: request.pingId }).getBytes());
    if (request.className === 'MsgsAck') return;
    try {
      const said = answer(request as Api.AnyRequest, peer.dc);
      if (said !== 'silence') sendResult(peer, id, bytesOf(said));
    } catch (error) {
      if (!(error instanceof Refuse)) throw error;
      sendResult(peer, id, new Api.RpcError({ errorCode: error.code, errorMessage: error.message }).getBytes());
    }
  };

  const sendResult = (peer: Peer, id: bigint, bytes: Buffer): void => send(peer, Buffer.concat([RPC_RESULT, int64(id), bytes]));

  const send = (peer: Peer, body: Buffer): void => {
    if (silent) return;
    peer.sent += 1;
    const head = Buffer.concat([
      Buffer.alloc(8),
      peer.session,
      int64(messageIdNow(peer.sent)),
      int32(peer.sent * 2 + 1),
      int32(body.length),
    ]);
    const bare = Buffer.concat([head, body]);
    const plain = Buffer.concat([bare, randomBytes(12 + ((16 - ((bare.length + 12) % 16)) % 16))]);
    const messageKey = sha256(peer.key.subarray(96, 128), plain).subarray(8, 24);
    writePacket(peer, Buffer.concat([keyIdOf(peer.key), messageKey, igeOf(peer.key, messageKey, 8).encryptIge(plain)]));
  };

  const listen = (): Promise<void> =>
    new Promise((resolve, reject) => {
      server = createServer(accept).once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        const address = server?.address();
        port = typeof address === 'object' && address !== null ? address.port : port;
        resolve();
      });
    });

  const dropSockets = (): void => {
    for (const { socket } of peers) socket.destroy();
    peers.clear();
  };

  const refuse = async (): Promise<void> => {
    const closing = new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
    dropSockets();
    await closing;
  };

  await listen();
  return {
    network: { networkSocket: socketTo(() => port), prepare: (session) => fillKeys(session, shared) },
    serverKey: exchange.serverKey,
    port: () => port,
    connections: () => peers.size,
    dialled: () => dialled,
    push: (update) => peers.forEach((peer) => void send(peer, update.getBytes())),
    goSilent: () => {
      silent = true;
    },
    speak: () => {
      silent = false;
    },
    dropSockets,
    refuse,
    listen,
    forgetKey: () => peers.forEach((peer) => void writePacket(peer, int32(-404))),
    close: refuse,
  };
}

/** Where the library finds the data centres by itself. */
export const addresses: Readonly<Record<string, number>> = { '149.154.167.51': 2, '149.154.167.91': 4 };

/** Every data centre is this machine; any other address is a bug of the test or of the client, and is not dialled. */
function socketTo(port: () => number): Network['networkSocket'] {
  return class LoopbackSocket extends PromisedNetSockets {
    override async connect(_port: number, ip: string) {
      const dc = addresses[ip];
      if (dc === undefined) throw new Error(`not an address of a data centre: ${ip}`);
      const connected = await super.connect(port(), '127.0.0.1');
      this.write(Buffer.from([dc]));
      return connected;
    }
  };
}

async function fillKeys(session: StringSession, key: Buffer): Promise<void> {
  if (session.serverAddress === undefined || session.serverAddress === '') session.setDC(2, '149.154.167.51', 443);
  for (const dc of [2, 4]) {
    const authKey = new AuthKey();
    await authKey.setKey(key);
    session.setAuthKey(authKey, dc);
  }
}

const keyIdOf = (key: Buffer): Buffer => createHash('sha1').update(key).digest().subarray(12, 20);

function igeOf(key: Buffer, messageKey: Buffer, x: 0 | 8): IGE {
  const a = sha256(messageKey, key.subarray(x, x + 36));
  const b = sha256(key.subarray(x + 40, x + 76), messageKey);
  const aesKey = Buffer.concat([a.subarray(0, 8), b.subarray(8, 24), a.subarray(24, 32)]);
  return new IGE(aesKey, Buffer.concat([b.subarray(0, 8), a.subarray(8, 24), b.subarray(24, 32)]));
}

const sha256 = (...parts: readonly Buffer[]): Buffer => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function int64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt.asIntN(64, value));
  return bytes;
}

const messageIdNow = (n: number): bigint => (BigInt(Math.floor(Date.now() / 1000)) << 32n) + BigInt(n) * 4n + 1n;

function writePacket({ socket }: { readonly socket: Socket }, data: Buffer): void {
  const framed = Buffer.concat([int32(data.length + 12), int32(0), data]);
  const crc = Buffer.alloc(4);
  crc.writeUInt32LE(helpers.crc32(framed) >>> 0);
  socket.write(Buffer.concat([framed, crc]));
}

function bytesOf(said: Exclude<Answered, 'silence'>): Buffer {
  if (typeof said === 'boolean') return said ? BOOL_TRUE : BOOL_FALSE;
  if ('getBytes' in said) return said.getBytes();
  return Buffer.concat([VECTOR, int32(said.length), ...said.map((one) => one.getBytes())]);
}

function messagesIn(container: Buffer): readonly { readonly id: bigint; readonly body: Buffer }[] {
  const found: { readonly id: bigint; readonly body: Buffer }[] = [];
  for (let at = 8; found.length < container.readInt32LE(4); ) {
    const length = container.readInt32LE(at + 12);
    found.push({ id: container.readBigInt64LE(at), body: Buffer.from(container.subarray(at + 16, at + 16 + length)) });
    at += 16 + length;
  }
  return found;
}

/** InvokeWithLayer and InitConnection carry the real request. */
function unwrapped(message: unknown): { readonly className: string } {
  const request = message as { readonly className: string } & { readonly query?: unknown };
  return request.className === 'InvokeWithLayer' || request.className === 'InitConnection' ? unwrapped(request.query) : request;
}
