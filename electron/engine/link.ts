import type { AlarmRequest } from '../../shared/contract/alarms.ts';
import type { Args, Command, Query, QueryArgs } from '../../shared/contract/commands.ts';
import type { KeysRequest } from '../../shared/contract/keys.ts';
import type { Link, QueryReply, RefusalView, Reply } from '../../shared/contract/link.ts';
import type { ReadTelegramPost } from '../../shared/contract/telegram.ts';
import type { Push, View } from '../../shared/contract/view.ts';
import { type MarketSymbol, symbolOf } from '../../shared/domain/ids.ts';
import type { Said } from '../../shared/domain/record.ts';
import { say } from '../../shared/domain/say.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import type { TelegramPost } from '../../shared/domain/telegram.ts';
import type { Fact } from '../core/event.ts';
import type { ClockPort } from '../ports/clock.ts';
import type { ExchangePort } from '../ports/exchange.ts';
import type { JournalPort } from '../ports/journal.ts';
import type { MessagesPort } from '../ports/messages.ts';
import type { AlarmSetUp } from './alarms/alarm-set-up.ts';
import type { Engine } from './engine.ts';
import type { KeysDesk } from './keys-desk.ts';
import { exportPage, labAnswer } from './lab.ts';
import type { TelegramDesk } from './telegram-desk.ts';
import { readPost } from './telegram-reading.ts';
import { viewOf } from './view/engine-view.ts';
import { auditOf, History, verdictOfRow } from './view/history.ts';

export interface LinkParts {
  readonly engine: Engine;
  readonly journal: JournalPort;
  readonly exchange: ExchangePort;
  /** Those that can tell when they last read. */
  readonly messages?: readonly MessagesPort[];
  readonly clock: ClockPort;
  readonly version: string;
  readonly loopback: boolean;
  readonly accountTail: string | undefined;
  /** The demo's story; absent elsewhere. */
  readonly demo: { speed(): number; setSpeed(speed: number): void } | undefined;
  /** Absent in tests that need no account. */
  readonly telegram?: TelegramDesk | undefined;
  /** Absent in tests that need no alarms. */
  readonly alarms?: AlarmSetUp | undefined;
  /** Absent in tests that need no exchange keys. */
  readonly keys?: KeysDesk | undefined;
}

/** Changes are gathered this long, so that a burst of events is one push and nothing stands between a decision and its order. */
const GATHER_MS = 40;
const LOOKED = 3;

/** The engine as hosts and screens meet it: commands become facts, states become slices. */
export class EngineLink implements Link {
  readonly #parts: LinkParts;
  readonly #history: History;
  readonly #listeners = new Set<(push: Push) => void>();
  readonly #startedAt: number;
  #looked: readonly MarketSymbol[] = [];
  #seq = 0;
  #view: View;
  #texts = new Map<keyof View, string>();
  #gathering: (() => void) | undefined;

  constructor(parts: LinkParts) {
    this.#parts = parts;
    this.#startedAt = parts.clock.now();
    this.#history = new History(parts.journal, parts.engine.seq);
    this.#view = this.#build();
    parts.telegram?.watch(() => this.#changed());
    parts.alarms?.watch(() => this.#changed());
    parts.keys?.watch(() => this.#changed());
    parts.engine.watch(({ event, log }) => {
      if (event) this.#history.add(event, log);
      this.#changed();
    });
  }

  async snapshot(): Promise<{ readonly seq: number; readonly view: View }> {
    this.#flush();
    return { seq: this.#seq, view: this.#view };
  }

  onPush(listener: (push: Push) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async send<C extends Command>(command: C, args: Args<C>): Promise<Reply> {
    const given = { command, args } as { [K in Command]: { command: K; args: Args<K> } }[Command];
    switch (given.command) {
      case 'settings.update':
        return this.#request({ type: 'SettingsUpdateRequested', settings: given.args.settings as Partial<Settings> });
      case 'entries.pause':
        return this.#request({ type: 'EntriesPauseRequested' });
      case 'entries.resume':
        return this.#request({ type: 'EntriesResumeRequested' });
      case 'emergency.close':
        return this.#request({ type: 'EmergencyCloseRequested', scope: given.args.scope ?? 'bot' });
      case 'stage.request':
        return this.#request({ type: 'StageRequested', stage: given.args.stage });
      case 'stage.rollback':
        return this.#request({ type: 'StageRollbackRequested' });
      case 'demo.speed':
        if (!this.#parts.demo) return { ok: false, refusal: refusalOf({ rule: 'S1-4', code: 'demoOnly', numbers: {} }) };
        this.#parts.demo.setSpeed(given.args.speed);
        this.#changed();
        return { ok: true, seq: this.#parts.engine.seq };
      case 'alarms.test':
      case 'alarms.configure':
      case 'alarms.remove':
        // The door has read the arguments by their schema: defaults are filled in.
        return this.#parts.alarms?.send(given as AlarmRequest, this.#parts.engine.seq) ?? noAlarms(given.args.channel);
      case 'keys.check':
      case 'keys.save':
      case 'keys.forget':
        return this.#parts.keys?.send(given as KeysRequest, this.#parts.engine.seq) ?? noKeys;
      case 'notice.acknowledge':
        this.#history.acknowledge(given.args.seq);
        this.#changed();
        return { ok: true, seq: this.#parts.engine.seq };
      case 'telegram.begin':
      case 'telegram.beginQr':
      case 'telegram.code':
      case 'telegram.password':
      case 'telegram.cancel':
      case 'telegram.signOut':
        return this.#parts.telegram?.send(given, this.#parts.engine.seq) ?? noTelegram;
    }
  }

  async ask<Q extends Query>(query: Q, args: QueryArgs<Q>): Promise<QueryReply<Q>> {
    const { journal, exchange } = this.#parts;
    const given = { query, args } as { [K in Query]: { query: K; args: QueryArgs<K> } }[Query];
    const value = <V>(found: V) => ({ ok: true, value: found }) as unknown as QueryReply<Q>;
    switch (given.query) {
      case 'audit':
        return value(journal.audit(given.args.after ?? 0, given.args.limit ?? 200).flatMap((row) => auditOf(row) ?? []));
      case 'trades':
        return value(journal.trades(given.args.limit ?? 200));
      case 'messages':
        return value(journal.messages(given.args.limit ?? 200).flatMap((row) => verdictOfRow(row) ?? []));
      case 'lab.read': {
        const { text, channel = 'entry', sentAt } = given.args;
        const { engine, clock } = this.#parts;
        const markOf = (symbol: MarketSymbol) => engine.displayMarks.get(symbol)?.price;
        return value(await labAnswer(engine.state, exchange, clock.now(), markOf, { text, channel, sentAt }));
      }
      case 'messages.export':
        return value(exportPage(journal, given.args.after ?? 0, given.args.limit ?? 1000));
      case 'telegram.dialogs':
      case 'telegram.lastMessages':
        return ((await this.#parts.telegram?.ask(given, (post) => this.#readPost(post))) ?? noTelegram) as QueryReply<Q>;
      case 'candles': {
        const symbol = symbolOf(given.args.symbol);
        this.#look(symbol);
        const reading = await exchange.readCandles(symbol, given.args.limit ?? 200, given.args.interval ?? '3m');
        if (reading.kind === 'read') return value(reading.value);
        return {
          ok: false,
          refusal: refusalOf({ rule: 'W48', code: 'readFailed', numbers: { what: 'candles', part: reading.part, why: reading.message } }),
        };
      }
    }
  }

  #readPost(post: TelegramPost): ReadTelegramPost {
    return readPost(this.#parts.engine.state, this.#parts.clock.now(), post);
  }

  /** The chart's symbol gets its mark in the view; the last few are kept. */
  #look(symbol: MarketSymbol): void {
    this.#looked = [symbol, ...this.#looked.filter((each) => each !== symbol)].slice(0, LOOKED);
    this.#changed();
  }

  #request(fact: Fact): Reply {
    const done = this.#parts.engine.request(fact);
    if ('halted' in done) return { ok: false, refusal: refusalOf({ rule: 'R4', code: 'engineHalted', numbers: { why: done.halted } }) };
    this.#flush();
    return done.refusal ? { ok: false, refusal: refusalOf(done.refusal) } : { ok: true, seq: done.seq };
  }

  #build(): View {
    const { engine, exchange, version, demo, accountTail, loopback, telegram, alarms, keys, messages = [] } = this.#parts;
    return viewOf(engine.state, {
      version,
      startedAt: this.#startedAt,
      halted: engine.halt,
      lastResort: engine.lastResort.view,
      history: this.#history,
      weight: exchange.weight(),
      readings: new Map(messages.flatMap(({ source, reading }) => (reading ? [[source, reading()]] : []))),
      displayMarks: engine.displayMarks,
      looked: this.#looked,
      demoSpeed: demo?.speed(),
      telegram: telegram?.view(),
      alarms: alarms?.view(),
      keys: keys?.view(),
      accountTail,
      loopback,
    });
  }

  #changed(): void {
    this.#gathering ??= this.#parts.clock.after(GATHER_MS, () => this.#flush());
  }

  /** Sends the slices whose content is not what was sent last. */
  #flush(): void {
    this.#gathering?.();
    this.#gathering = undefined;
    const view = this.#build();
    const changed: Partial<Record<keyof View, unknown>> = {};
    for (const key of Object.keys(view) as (keyof View)[]) {
      if (view[key] === this.#view[key] && this.#texts.has(key)) continue;
      const text = JSON.stringify(view[key]);
      if (text === this.#texts.get(key)) continue;
      this.#texts.set(key, text);
      changed[key] = view[key];
    }
    this.#view = view;
    if (Object.keys(changed).length === 0) return;
    const push: Push = { since: this.#seq, seq: this.#seq + 1, changed: changed as Partial<View> };
    this.#seq = push.seq;
    for (const listener of this.#listeners) {
      try {
        listener(push);
      } catch {
        // A broken screen is no reason to end the engine; it missed a push, and the next one shows it the gap.
      }
    }
  }
}

function refusalOf(sentence: Said): RefusalView {
  const { field } = sentence.numbers;
  return {
    code: refusalCode[sentence.code] ?? sentence.code,
    rule: sentence.rule,
    numbers: sentence.numbers,
    ...(field === undefined ? {} : { field: `settings.${field}` }),
    message: { ko: say(sentence, 'ko'), en: say(sentence, 'en') },
  };
}

/** Outsiders test for one code, whatever the reason of the lock; the reason is in the message and the numbers. */
const refusalCode: Readonly<Record<string, string>> = {
  settingsLockedByMonitoring: 'settingsLocked',
  settingsLockedByOrder: 'settingsLocked',
  settingsLockedByPosition: 'settingsLocked',
};

const noAlarms = (channel: string): Reply => ({
  ok: false,
  refusal: refusalOf({ rule: 'W51-3', code: 'alarmOff', numbers: { channel } }),
});
const noKeys = { ok: false, refusal: refusalOf({ rule: 'S1-4', code: 'noKeys', numbers: {} }) } as const;
const noTelegram = { ok: false, refusal: refusalOf({ rule: 'S1-4', code: 'noTelegram', numbers: {} }) } as const;
