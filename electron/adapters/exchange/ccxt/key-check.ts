import type { PositionMode } from '../../../../shared/domain/order.ts';
import type { KeyPermissions, KeyReading, KeyRight } from '../../../../shared/domain/venue-keys.ts';
import type { ClockPort } from '../../../ports/clock.ts';
import type { VenueAddress, VenueKeys, VenueKeysPort } from '../../../ports/venue-keys.ts';
import { decodePositionMode } from './decode-account.ts';
import { type Answer, type Request, VenueLine } from './venue-line.ts';
import { rowOf } from './wire-value.ts';

export interface KeyCheckOptions {
  readonly clock: ClockPort;
  /** Own-clock ms until which nothing may be sent to this origin (429/418): a request too early lengthens the ban. */
  readonly bannedUntil?: (restUrl: string) => number | undefined;
  readonly answerWithinMs?: number;
}

/** A short line of its own for each check, so that the keys of the running account are never mixed with the ones under test. */
export function createKeyCheck({ clock, bannedUntil, answerWithinMs }: KeyCheckOptions): VenueKeysPort {
  return {
    async check(keys, at) {
      const until = bannedUntil?.(at.restUrl);
      const line = new VenueLine({
        ...accessOf(keys, at),
        clock,
        ...(until === undefined ? {} : { bannedUntil: until }),
        ...(answerWithinMs === undefined ? {} : { answerWithinMs }),
      });
      try {
        return await checkOn(line);
      } finally {
        await line.close();
      }
    },
  };
}

const accessOf = (keys: VenueKeys, { restUrl, spotUrl }: VenueAddress) => ({ ...keys, restUrl, spotUrl: spotUrl ?? restUrl });

async function checkOn(line: VenueLine): Promise<KeyReading> {
  const clock = await line.readClock();
  if (clock.kind === 'unread') return { kind: 'unknown', why: clock.message };
  const told = await askWithClock(line, {
    weight: 1,
    priority: 'open',
    signed: true,
    send: (client) => client.sapiGetAccountApiRestrictions(),
  });
  if (told.kind !== 'answered') return failed(told);
  const permissions = decodeKeyPermissions(told.body);
  if (permissions === undefined) return { kind: 'unknown', why: 'the answer about the key could not be read' };
  const mode = await readMode(line, permissions);
  return { kind: 'read', permissions, ...mode, clockOffsetMs: clock.value.offsetMs };
}

/** A key without futures would only be refused there. */
async function readMode(
  line: VenueLine,
  permissions: KeyPermissions,
): Promise<{ readonly positionMode: PositionMode | null; readonly modeTrouble: string | null }> {
  if (permissions.futures !== true) return { positionMode: null, modeTrouble: null };
  const told = await askWithClock(line, {
    weight: 30,
    priority: 'open',
    signed: true,
    send: (client) => client.fapiPrivateGetPositionSideDual(),
  });
  const positionMode = told.kind === 'answered' ? (decodePositionMode(told.body) ?? null) : null;
  if (positionMode !== null) return { positionMode, modeTrouble: null };
  return { positionMode, modeTrouble: told.kind === 'answered' ? 'the answer could not be read' : whyOf(told) };
}

/** The line reads the exchange's clock again after -1021; these calls only read, so asking once more doubles nothing. */
async function askWithClock(line: VenueLine, request: Request): Promise<Answer> {
  const answer = await line.ask(request);
  return answer.kind === 'refused' && answer.reason === 'clock' ? line.ask(request) : answer;
}

type Failed = Exclude<Answer, { kind: 'answered' }>;

const failed = (answer: Failed): KeyReading =>
  answer.kind === 'refused' && answer.reason === 'unauthorised' && answer.code !== 0
    ? { kind: 'refused', code: answer.code, message: answer.message }
    : { kind: 'unknown', why: whyOf(answer) };

const whyOf = (answer: Failed): string => (answer.kind === 'unknown' ? answer.why : `${answer.code} ${answer.message}`);

const names: Readonly<Record<KeyRight, string>> = {
  reading: 'enableReading',
  futures: 'enableFutures',
  withdrawals: 'enableWithdrawals',
  ipRestricted: 'ipRestrict',
  internalTransfer: 'enableInternalTransfer',
  universalTransfer: 'permitsUniversalTransfer',
  spotAndMargin: 'enableSpotAndMarginTrading',
  margin: 'enableMargin',
  options: 'enableVanillaOptions',
  portfolioMargin: 'enablePortfolioMarginTrading',
};

/** What the answer leaves out, or says in another form, is null; an answer that tells nothing at all is `undefined`. */
export function decodeKeyPermissions(body: unknown): KeyPermissions | undefined {
  const row = rowOf(body);
  if (row === undefined) return undefined;
  const flag = (value: unknown): boolean | null =>
    value === true || value === 'true' ? true : value === false || value === 'false' ? false : null;
  const read = Object.fromEntries(Object.entries(names).map(([right, name]) => [right, flag(row[name])])) as KeyPermissions;
  return Object.values(read).every((value) => value === null) ? undefined : read;
}
