import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Profile } from '../shared/contract/profile.ts';
import type { TelegramView } from '../shared/contract/telegram.ts';
import type { Said } from '../shared/domain/record.ts';
import type { Settings } from '../shared/domain/settings.ts';
import { openChoicesFile } from './adapters/alarm/choices-file.ts';
import type { ShowNotification } from './adapters/alarm/desktop-alarm.ts';
import { openOutboxWhenNeeded } from './adapters/alarm/lazy-outbox.ts';
import { alarmOpener, openAlarmChannels } from './adapters/alarm/open-channels.ts';
import { openSqliteOutbox } from './adapters/alarm/sqlite-outbox.ts';
import { systemClock } from './adapters/clock/system-clock.ts';
import { createCcxtExchange } from './adapters/exchange/ccxt/ccxt-exchange.ts';
import { createKeyCheck } from './adapters/exchange/ccxt/key-check.ts';
import type { JournalProblem } from './adapters/journal/journal.ts';
import { lostPast } from './adapters/journal/lost-past.ts';
import { openJournal } from './adapters/journal/open-journal.ts';
import { checkBesides } from './adapters/journal/page-check.ts';
import { KEEP_DAYS, keepBounded } from './adapters/journal/retention.ts';
import { CRASH_WINDOW_MS, CRASHES, type CrashMarker, startMarked } from './adapters/machine/crash-marker.ts';
import { openSecretsWhenNeeded } from './adapters/secrets/open-when-needed.ts';
import { openSettingsStore } from './adapters/settings/settings-store.ts';
import { createBotMessages } from './adapters/telegram/bot/bot-messages.ts';
import { createDropMessages } from './adapters/telegram/drop/drop-messages.ts';
import { createInboxMessages } from './adapters/telegram/inbox/inbox-messages.ts';
import { nameApart } from './adapters/telegram/name-apart.ts';
import { createStoryMessages } from './adapters/telegram/story/story-messages.ts';
import { openSeenFile } from './adapters/telegram/user/seen-file.ts';
import { createUserAccount } from './adapters/telegram/user/user-account.ts';
import { createUserMessages } from './adapters/telegram/user/user-messages.ts';
import { AlarmDesk } from './engine/alarms/alarm-desk.ts';
import { AlarmSetUp } from './engine/alarms/alarm-set-up.ts';
import { Engine } from './engine/engine.ts';
import { KeysDesk } from './engine/keys-desk.ts';
import { EngineLink } from './engine/link.ts';
import { metricsText } from './engine/metrics.ts';
import { readState } from './engine/stored-state.ts';
import { TelegramDesk } from './engine/telegram-desk.ts';
import type { MessagesPort } from './ports/messages.ts';
import type { LazySecretsPort, SecretsPort } from './ports/secrets.ts';
import { type DemoExchange, startDemoExchange } from './simulator/market/demo-exchange.ts';

export interface ComposeOptions {
  readonly dataDir: string;
  readonly profile: Profile;
  readonly version: string;
  /** Each host has a safe place of its own. */
  readonly openSecrets: (dataDir: string) => Promise<SecretsPort>;
  /** How this host shows a system notification; absent on a host without a desktop. */
  readonly notify?: ShowNotification;
}

/** The demo's market is the same at every start, so that what is seen once can be seen again. */
const DEMO_SEED = 20_260_201;
/** A host is told "ready" once the start-up checks are through, or after this long when the exchange does not answer. */
const READY_WITHIN_MS = 3000;

/** Builds every port with its technology and starts the engine; the only file that names adapters. */
export const compose = (options: ComposeOptions) => startMarked(options.dataDir, systemClock.now, (marker) => build(options, marker));

async function build({ dataDir, profile, version, openSecrets, notify }: ComposeOptions, marker: CrashMarker) {
  const clock = systemClock;
  const report = (what: string): void => void process.stderr.write(`${what}\n`);
  const opened = profile.alarms ? openAlarmChannels(profile.alarms, notify) : [];
  const { journal, refused } = openJournal(dataDir, faultOfState, clock.now);
  const store = openSettingsStore(dataDir);
  const { settings, complaints } = store.read();
  const { state } = journal.load();
  const stored = readState(state);
  const given = { ...settings, ...profile.settings };
  // The story posts to the channels that are set now; it begins before the engine does.
  let running: Engine | undefined;
  const demo = profile.venue ? undefined : await openDemo(() => running?.state.durable.settings ?? given, given.cooldownMinutes);
  const venue = profile.venue ?? demo;
  if (!venue) throw new Error('no venue');
  const secrets = openSecretsWhenNeeded(dataDir, openSecrets);
  const usesStored = profile.venue?.keys === 'stored';
  const keys = new KeysDesk({
    secrets,
    clock,
    venue: profile.venue,
    engineUsesStored: usesStored,
    check: createKeyCheck({ clock, bannedUntil: (origin) => (origin === venue.restUrl ? exchange.weight().bannedUntil : undefined) }),
  });
  const storedKeys = await keys.resume(report);
  let { apiKey, apiSecret } = (usesStored ? storedKeys : undefined) ?? venue;
  const exchange = createCcxtExchange({
    restUrl: venue.restUrl,
    wsUrl: venue.wsUrl,
    apiKey,
    apiSecret,
    clock,
    noticed: report,
    ...(stored.ok && stored.value.bannedUntil !== undefined ? { bannedUntil: stored.value.bannedUntil } : {}),
  });
  if (usesStored && storedKeys === undefined)
    keys.onceSaved((saved) => {
      apiKey = saved.apiKey;
      exchange.useKeys(saved);
    });
  const telegram = await openTelegram(secrets);
  const messages = openMessages(profile, demo, telegram.messages, () => running?.state.durable.settings ?? given);
  const engine = new Engine({ clock, exchange, messages, journal, settings: store }, report, refused);
  if (refused) report(refused.message);
  running = engine;
  let speed = 1;
  // Before the engine starts, so that the start is told too.
  const choices = openChoicesFile(dataDir);
  const alarms = openAlarms();
  const link = new EngineLink({
    engine,
    alarms: alarms.setUp,
    journal,
    exchange,
    messages,
    clock,
    version,
    loopback: true,
    get accountTail() {
      return profile.venue && apiKey !== '' ? apiKey.slice(-4) : undefined;
    },
    keys,
    telegram: telegram.desk,
    demo: demo && {
      speed: () => speed,
      setSpeed(value) {
        speed = value;
        demo.world.setSpeed(value);
      },
    },
  });
  engine.start({
    stage: profile.stage,
    settings: given,
    orderTag: journal.orderTag(),
    venue: profile.venue?.restUrl ?? 'simulator',
    troubles: [
      ...complaints,
      ...(choices.complaint === undefined ? [] : [choices.complaint]),
      ...journal.problems().flatMap((problem) => (problem.kind === 'unreadableRow' ? [`journal: unreadable row in ${problem.table}`] : [])),
    ],
    entriesOff: lookFirst(journal.problems(), marker.crashes.length),
  });
  const stopForgetting = keepBounded(journal, clock, profile.journal?.keepDays ?? KEEP_DAYS, report);
  const stopMarking = every(ALIVE_EVERY_MS, () => marker.alive());
  const stopChecking = checkBesides(journal, clock, (why) => engine.receive({ type: 'JournalDamaged', why }));
  void alarms.setUp.resume();
  await startedOrLate(engine);

  async function openTelegram(secrets: LazySecretsPort) {
    const account = createUserAccount({
      clock,
      report,
      keeper: {
        saveSession: (text) => secrets.write('telegram.session', text),
        forgetSession: () => secrets.forget('telegram.session'),
      },
    });
    const chosen = (): Settings => running?.state.durable.settings ?? given;
    const messages = createUserMessages({
      feed: account.feed,
      clock,
      channels: () => [chosen().entryChannelId, chosen().riskChannelId],
      seen: openSeenFile(dataDir),
      lastHandled: (channelId) => running?.state.durable.lastMessageIds[channelId],
    });
    const desk = new TelegramDesk(account, secrets, postsGoTo(profile));
    await desk.resume(report);
    return { desk, messages };
  }

  function openAlarms() {
    const outbox = openOutboxWhenNeeded(() => openSqliteOutbox(dataDir, report));
    const tag = journal.orderTag();
    const desk = new AlarmDesk({ engine, clock, outbox, tag, trades: () => journal.trades(1000), report });
    const hasDesktop = notify !== undefined;
    const setUp = new AlarmSetUp({ desk, profile: profile.alarms, opened, choices, secrets, open: alarmOpener(notify), hasDesktop });
    return { desk, setUp };
  }

  async function openDemo(
    channels: () => { readonly entryChannelId: number; readonly riskChannelId: number },
    cooldownMinutes: number,
  ): Promise<DemoExchange> {
    return startDemoExchange({
      seed: DEMO_SEED,
      clock,
      secret: randomBytes(32).toString('hex'),
      file: join(dataDir, 'demo-exchange.json'),
      told: report,
      cooldownMinutes,
      channels: () => ({ entry: channels().entryChannelId, risk: channels().riskChannelId }),
    });
  }

  return {
    link,
    metrics: () => metricsText(engine, exchange, clock.now(), alarms.desk),
    health: () => {
      if (engine.halted !== undefined) return { ok: false, why: `halted: ${engine.halted}` };
      if (engine.state.live.recovery) return { ok: false, why: 'start-up checks are not finished' };
      return { ok: true, why: '' };
    },
    woke() {
      engine.wake();
      telegram.desk.woke();
    },
    fault: (bug: unknown) => engine.fault('host', bug),
    async stop(clean = true) {
      stopMarking();
      stopForgetting();
      stopChecking();
      await alarms.desk.stop();
      await engine.stop();
      await telegram.desk.close();
      if (clean) marker.endedCleanly();
      await demo?.stop();
    },
  };
}

const ALIVE_EVERY_MS = 10_000;

function every(ms: number, run: () => void): () => void {
  let cancel = systemClock.after(ms, again);
  function again(): void {
    run();
    cancel = systemClock.after(ms, again);
  }
  return () => cancel();
}

function faultOfState(state: string | undefined): string | undefined {
  const read = readState(state);
  return read.ok ? undefined : read.error;
}

/** What a person must look at before new entries: a past that was lost, or a program that keeps dying. */
function lookFirst(problems: readonly JournalProblem[], crashes: number): readonly Said[] {
  const lost = lostPast(problems);
  if (crashes < CRASHES) return lost;
  const numbers = { crashes: String(crashes), minutes: String(CRASH_WINDOW_MS / 60_000) };
  return [...lost, { rule: 'D21', code: 'safeMode', numbers }];
}

/** The account can be signed in to and looked around in wherever Vigil runs; its posts act only where the profile says so. */
const postsGoTo = ({ venue, messages }: Profile): TelegramView['postsGoTo'] => {
  const reads = (source: Profile['messages'][number]['kind']): boolean => messages.some(({ kind }) => kind === source);
  return reads('telegram-user') ? 'engine' : venue === undefined && reads('story') ? 'demo' : 'otherSource';
};

function openMessages(
  { messages }: Profile,
  demo: DemoExchange | undefined,
  telegramUser: MessagesPort,
  channels: () => { readonly entryChannelId: number; readonly riskChannelId: number },
): readonly MessagesPort[] {
  const open = (source: Profile['messages'][number]): MessagesPort | undefined => {
    switch (source.kind) {
      case 'inbox':
        return createInboxMessages(source.path, systemClock);
      case 'drop':
        return createDropMessages(source.path, systemClock);
      case 'telegram-bot': {
        // With other sources beside it a channel may be theirs to read.
        const mine = (): readonly number[] => (messages.length > 1 ? [] : [channels().entryChannelId, channels().riskChannelId]);
        return createBotMessages({ ...source, clock: systemClock, channels: mine });
      }
      case 'telegram-user':
        return telegramUser;
      case 'story':
        return demo && createStoryMessages(demo.world.messages);
    }
  };
  return nameApart(messages.map(open).filter((source) => source !== undefined));
}

function startedOrLate(engine: Engine): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stopWatching();
      cancel();
      resolve();
    };
    const settled = (): boolean => engine.halted !== undefined || !engine.state.live.recovery;
    const stopWatching = engine.watch(() => settled() && done());
    const cancel = systemClock.after(READY_WITHIN_MS, done);
    if (settled()) done();
  });
}
