import { createHash, randomBytes } from 'node:crypto';
import { Api, helpers } from 'telegram';
import { computeDigest } from 'telegram/Password.js';

/** The prime that Telegram uses; clients refuse others. */
const PRIME = Buffer.from(
  'c71caeb9c6b1c9048e6c522f70f13f73980d40238e3e21c14934d037563d930f48198a0aa7c14058229493d22530f4dbfa336f6e0ac925139543aed44cce7c37' +
    '20fd51f69458705ac68cd4fe6b6b13abdc9746512969328454f18faf8c595f642477fe96bb2a941d5bcd1d4ac8cc49880708fa9b378e3c4f3a9060bee67cf9a4' +
    'a4a695811051907e162753b56b0f6b410dba74d8a84b2a14b3144e0ef1284754fd17ed950d5965b4b9dd46582db1178d169c6bc465b0d6ff9ca3928fef5b9ae4' +
    'e418fc15e83ebea0f87fa9ff5eed70050ded2849f47bf959d956850ce929851f0d8115f635b105ee2e4e15d04b2454bf6f4fadf034b10403119cd8e3b92fcc5b',
  'hex',
);
const G = 3;

export interface PasswordServer {
  parameters(): Api.account.Password;
  /** Whether the client proved that it knows the password, without telling it (SRP-6a as in Telegram's manual). */
  proves(proof: Api.TypeInputCheckPasswordSRP): boolean;
}

export async function createPasswordServer(password: string, hint: string): Promise<PasswordServer> {
  const algo = new Api.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow({
    salt1: randomBytes(16),
    salt2: randomBytes(16),
    g: G,
    p: PRIME,
  });
  const p = numberOf(PRIME);
  const g = bytesOf(BigInt(G));
  const verifier = numberOf(await computeDigest(algo, password));
  const k = numberOf(sha256(PRIME, g));
  let secret = 0n;
  let ours: Buffer = Buffer.alloc(0);
  return {
    parameters() {
      secret = numberOf(randomBytes(256));
      ours = bytesOf((k * verifier + power(BigInt(G), secret, p)) % p);
      return new Api.account.Password({
        hasPassword: true,
        currentAlgo: algo,
        srp_B: ours,
        srpId: helpers.returnBigInt(7),
        hint,
        newAlgo: new Api.PasswordKdfAlgoUnknown(),
        newSecureAlgo: new Api.SecurePasswordKdfAlgoUnknown(),
        secureRandom: randomBytes(32),
      });
    },
    proves(proof) {
      if (!(proof instanceof Api.InputCheckPasswordSRP)) return false;
      const theirs = padded(proof.A);
      const u = numberOf(sha256(theirs, ours));
      const shared = sha256(bytesOf(power((numberOf(theirs) * power(verifier, u, p)) % p, secret, p)));
      const head = sha256(PRIME);
      const tail = sha256(g);
      const mixed = head.map((byte, i) => byte ^ (tail[i] ?? 0));
      return sha256(Buffer.from(mixed), sha256(algo.salt1), sha256(algo.salt2), theirs, ours, shared).equals(proof.M1);
    },
  };
}

const sha256 = (...parts: readonly Buffer[]): Buffer => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const numberOf = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`);
const bytesOf = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(512, '0'), 'hex');
const padded = (bytes: Buffer): Buffer => Buffer.concat([Buffer.alloc(256 - bytes.length), bytes]);

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let b = base % modulus, e = exponent; e > 0n; e >>= 1n, b = (b * b) % modulus) if (e & 1n) result = (result * b) % modulus;
  return result;
}
