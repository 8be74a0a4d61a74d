import {
  constants,
  createDiffieHellman,
  createHash,
  generateKeyPairSync,
  getDiffieHellman,
  type KeyObject,
  privateDecrypt,
  randomBytes,
} from 'node:crypto';
import { Api, extensions, helpers } from 'telegram';
import { AuthKey } from 'telegram/crypto/AuthKey.js';
import { IGE } from 'telegram/crypto/IGE.js';

type BigInteger = Api.ReqPqMulti['nonce'];

/** As the client lists it: what it must know beforehand to believe this server. */
export interface ServerKey {
  readonly fingerprint: string;
  /** Decimal. */
  readonly n: string;
  readonly e: number;
}

export interface KeyExchange {
  serverKey(): ServerKey;
  /** Answers one unencrypted request; `made` is told the key before the client hears that it is good. */
  answer(request: unknown, made: (key: Buffer<ArrayBuffer>) => void): Promise<Buffer>;
}

const FINGERPRINT = '1234567890123';
/**
 * The client's task is to find the factors. Telegram's are larger, which takes each client a tenth of a second. Below 2^31: the client
 * reads a number with a sign, and looks for the factors of a negative one without end.
 */
const PQ = int32BigEndian(30_011 * 50_021);

/** The server's side of `req_pq_multi` → DH, by the protocol's description. One exchange at a time for each nonce. */
export function createKeyExchange(): KeyExchange {
  let pair: ReturnType<typeof makePair> | undefined;
  const ownPair = () => {
    pair ??= makePair();
    return pair;
  };
  const begun = new Map<string, Exchange>();
  const known = ({ nonce }: { readonly nonce: BigInteger }): Exchange => {
    const exchange = begun.get(nonce.toString());
    if (exchange === undefined) throw new Error('a key exchange that nobody began');
    return exchange;
  };
  return {
    serverKey: () => ({ fingerprint: FINGERPRINT, ...publicNumbers(ownPair().publicKey) }),
    async answer(request, made) {
      if (request instanceof Api.ReqPqMulti) {
        const serverNonce = helpers.readBigIntFromBuffer(randomBytes(16), false, true);
        begun.set(request.nonce.toString(), { nonce: request.nonce, serverNonce });
        const serverPublicKeyFingerprints = [helpers.returnBigInt(FINGERPRINT)];
        return new Api.ResPQ({ nonce: request.nonce, serverNonce, pq: PQ, serverPublicKeyFingerprints }).getBytes();
      }
      if (request instanceof Api.ReqDHParams) return offerDh(known(request), newNonceIn(request.encryptedData, ownPair().privateKey));
      if (request instanceof Api.SetClientDHParams) return agree(known(request), request.encryptedData, made);
      throw new Error('neither a key exchange nor encrypted');
    },
  };
}

function int32BigEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

/** A tenth of a second: only for those who make a key. */
const makePair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

interface Exchange {
  readonly nonce: BigInteger;
  readonly serverNonce: BigInteger;
  agreed?: { readonly newNonce: BigInteger; readonly ige: IGE; readonly dh: ReturnType<typeof createDiffieHellman> };
}

/** RSA_PAD undone: the first 32 bytes hide the key of the rest, which is the data backwards and its hash. */
function newNonceIn(encrypted: Buffer, key: KeyObject): BigInteger {
  const padded = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, encrypted);
  const body = padded.subarray(32);
  const mask = createHash('sha256').update(body).digest();
  const key32 = Buffer.from(padded.subarray(0, 32).map((byte, at) => byte ^ (mask[at] ?? 0)));
  const plain = new IGE(key32, Buffer.alloc(32)).decryptIge(body);
  const data = Buffer.from(plain.subarray(0, 192)).reverse();
  if (!createHash('sha256').update(key32).update(data).digest().equals(plain.subarray(192))) throw new Error('RSA_PAD: wrong hash');
  return (new extensions.BinaryReader(data).tgReadObject() as Api.PQInnerData).newNonce;
}

async function offerDh(exchange: Exchange, newNonce: BigInteger): Promise<Buffer> {
  const { nonce, serverNonce } = exchange;
  const { key, iv } = await helpers.generateKeyDataFromNonce(serverNonce, newNonce);
  const group = getDiffieHellman('modp14');
  const dh = createDiffieHellman(group.getPrime(), group.getGenerator());
  const gA = dh.generateKeys();
  exchange.agreed = { newNonce, ige: new IGE(key, iv), dh };
  const serverTime = Math.floor(Date.now() / 1000);
  const inner = new Api.ServerDHInnerData({ nonce, serverNonce, g: 2, dhPrime: group.getPrime(), gA, serverTime }).getBytes();
  const hashed = Buffer.concat([createHash('sha1').update(inner).digest(), inner]);
  const encryptedAnswer = new IGE(key, iv).encryptIge(Buffer.concat([hashed, randomBytes((16 - (hashed.length % 16)) % 16)]));
  return new Api.ServerDHParamsOk({ nonce, serverNonce, encryptedAnswer }).getBytes();
}

async function agree(
  { nonce, serverNonce, agreed }: Exchange,
  encrypted: Buffer,
  made: (key: Buffer<ArrayBuffer>) => void,
): Promise<Buffer> {
  if (agreed === undefined) throw new Error('no DH parameters were offered');
  const reader = new extensions.BinaryReader(agreed.ige.decryptIge(encrypted).subarray(20));
  const { gB } = reader.tgReadObject() as Api.ClientDHInnerData;
  const secret = agreed.dh.computeSecret(gB);
  const key = Buffer.concat([Buffer.alloc(256 - secret.length), secret]);
  const authKey = new AuthKey();
  await authKey.setKey(key);
  made(key);
  const newNonceHash1 = await authKey.calcNewNonceHash(agreed.newNonce, 1);
  return new Api.DhGenOk({ nonce, serverNonce, newNonceHash1 }).getBytes();
}

function publicNumbers(key: KeyObject): { readonly n: string; readonly e: number } {
  const { n = '' } = key.export({ format: 'jwk' });
  return { n: BigInt(`0x${Buffer.from(n, 'base64url').toString('hex')}`).toString(), e: 65_537 };
}
