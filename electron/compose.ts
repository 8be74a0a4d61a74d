import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Profile } from '../shared/contract/profile.ts';
import { systemClock } from './adapters/clock/system-clock.ts';
import { createCcxtExchange } from './adapters/exchange/ccxt/ccxt-exchange.ts';
import { openSqliteJournal } from './adapters/journal/sqlite/sqlite-journal.ts';
import { openSettingsStore } from './adapters/settings/settings-store.ts';
import { createInboxMessages } from './adapters/telegram/inbox/inbox-messages.ts';
import { createStoryMessages } from './adapters/telegram/story/story-messages.ts';
import { Engine } from './engine/engine.ts';
import { EngineLink } from './engine/link.ts';
import { metricsText } from './engine/metrics.ts';
import { readState } from './engine/stored-state.ts';
import type { MessagesPort } from './ports/messages.ts';
import { type DemoExchange, startDemoExchange } from './simulator/market/demo-exchange.ts';

export interface ComposeOptions {
  readonly dataDir: string;
  readonly profile: Profile;
  readonly version: string;
}

/** The demo's market is the same at every start, so that what is seen once can be seen again. */
const DEMO_SEED = 20_260_201;
/** A host is told "ready" once the start-up checks are through, or after this long when the exchange does not answer. */
const READY_WITHIN_MS = 3000;

/** Builds every port with its technology and starts the engine; the only file that names adapters. */
export async function compose({ dataDir, profile, version }: ComposeOptions) {
  const clock = systemClock;
  const report = (what: string): void => void process.stderr.write(`${what}\n`);
  const journal = openSqliteJournal(dataDir);
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
  const exchange = createCcxtExchange({
    restUrl: venue.restUrl,
    wsUrl: venue.wsUrl,
    apiKey: venue.apiKey,
    apiSecret: venue.apiSecret,
    clock,
    noticed: report,
    ...(stored.ok && stored.value.bannedUntil !== undefined ? { bannedUntil: stored.value.bannedUntil } : {}),
  });
  const messages = openMessages(profile, demo);
  const engine = new Engine({ clock, exchange, messages, journal, settings: store }, report);
  running = engine;
  let speed = 1;
  const link = new EngineLink({
    engine,
    journal,
    exchange,
    clock,
    version,
    loopback: true,
    accountTail: profile.venue?.apiKey.slice(-4),
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
    installationTag: journal.installationTag(),
    venue: profile.venue?.restUrl ?? 'simulator',
    troubles: [
      ...complaints,
      ...journal
        .problems()
        .map((problem) =>
          problem.kind === 'setAside'
            ? `journal set aside as ${problem.copy}: ${problem.why}`
            : `journal: unreadable row in ${problem.table}`,
        ),
    ],
  });
  await startedOrLate(engine);

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
    metrics: () => metricsText(engine, exchange, clock.now()),
    health: () => {
      if (engine.halted !== undefined) return { ok: false, why: `halted: ${engine.halted}` };
      if (engine.state.live.recovery) return { ok: false, why: 'start-up checks are not finished' };
      return { ok: true, why: '' };
    },
    async stop() {
      await engine.stop();
      await demo?.stop();
    },
  };
}

function openMessages(profile: Profile, demo: DemoExchange | undefined): readonly MessagesPort[] {
  if (profile.messages.kind === 'inbox') return [createInboxMessages(profile.messages.path, systemClock)];
  return demo ? [createStoryMessages(demo.world.messages)] : [];
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
