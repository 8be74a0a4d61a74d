import type { ClosedTrade, Said } from '../../../shared/domain/record.ts';
import type { EngineState } from '../../core/state.ts';
import { type AlarmChannel, type AlarmOutbox, alarmChannels, type Notice } from '../../ports/alarm.ts';
import type { ClockPort } from '../../ports/clock.ts';
import type { Engine, Happened } from '../engine.ts';
import { AlarmLane, type LaneSetUp, type LaneView } from './alarm-lane.ts';
import { kstDay } from './alarm-text.ts';
import { summaryOf } from './daily-summary.ts';
import { type NoticeWithoutId, noticesOf } from './notices-of.ts';

export interface DeskParts {
  readonly engine: Pick<Engine, 'watch' | 'receive' | 'state' | 'halt'>;
  readonly clock: ClockPort;
  readonly outbox: AlarmOutbox;
  /** Made anew at every start: notices of two machines or two starts never share an id. */
  readonly tag: string;
  readonly trades: () => readonly ClosedTrade[];
  readonly report: (what: string) => void;
}

const LOOK_AGAIN_MS = 60_000;
/** A service manager grants 5 s for everything. */
const STOP_WITHIN_MS = 1200;

/** Tells the trader what the engine did, over every channel that is set up. Nothing in here may slow or end the engine. */
export class AlarmDesk {
  readonly counts = { delivered: 0, missed: 0 };
  readonly #parts: DeskParts;
  readonly #lanes: ReadonlyMap<AlarmChannel, AlarmLane>;
  readonly #unwatch: () => void;
  #changed: () => void = () => {};
  #before: EngineState;
  #haltTold = false;
  #cancelLook: () => void;

  /** Watches from now on: made before the engine starts, so that the start is told too. */
  constructor(parts: DeskParts) {
    this.#parts = parts;
    const { engine, clock, outbox } = parts;
    const laneOf = (channel: AlarmChannel): AlarmLane =>
      new AlarmLane({
        channel,
        clock,
        outbox,
        delivered: (count) => {
          this.counts.delivered += count;
        },
        troubled: (trouble, count, why) => {
          if (trouble === 'missed') this.counts.missed += count;
          engine.receive({ type: 'AlarmTroubled', channel, trouble, count, why });
        },
        changed: () => this.#changed(),
      });
    this.#lanes = new Map(alarmChannels.map((channel) => [channel, laneOf(channel)]));
    this.#before = engine.state;
    this.#unwatch = engine.watch((happened) => this.#isolated(() => this.#onHappened(happened)));
    this.#cancelLook = clock.after(LOOK_AGAIN_MS, () => this.#lookAgain());
  }

  /** From now on, without a restart; what waits for the channel goes out by the new set-up. */
  use(channel: AlarmChannel, setUp: LaneSetUp | undefined): void {
    this.#isolated(() => this.#lanes.get(channel)?.use(setUp));
  }

  standStill(channel: AlarmChannel, why: string): void {
    this.#isolated(() => this.#lanes.get(channel)?.standStill(why));
  }

  discard(channel: AlarmChannel, why: string): void {
    this.#isolated(() => this.#lanes.get(channel)?.discard(why));
  }

  laneView(channel: AlarmChannel): LaneView {
    return this.#lanes.get(channel)?.view() ?? { waiting: 0, delivered: 0, missed: 0, last: null };
  }

  /** One listener: told whenever a lane's view is another. */
  onChange(changed: () => void): void {
    this.#changed = changed;
  }

  /** Undefined when the test alarm was delivered, else the reason. */
  async test(channel: AlarmChannel): Promise<Said | undefined> {
    const why = await this.#lanes.get(channel)?.test(
      this.#own('test', {
        at: this.#parts.clock.now(),
        level: 'info',
        event: 'test',
        said: { rule: 'W51-3', code: 'alarmTest', numbers: {} },
      }),
    );
    return why === undefined ? undefined : { rule: 'W51-3', code: 'alarmTestFailed', numbers: { channel, why } };
  }

  /** Before the engine stops. What cannot leave in time waits in the outbox for the next start. */
  async stop(): Promise<void> {
    const { clock, outbox } = this.#parts;
    this.#unwatch();
    this.#cancelLook();
    const said = { rule: 'W51-3', code: 'processStopped', numbers: {} } as const;
    this.#tell([this.#own('stop', { at: clock.now(), level: 'attention', event: 'process', said })]);
    let cancel = (): void => {};
    const late = new Promise<void>((resolve) => {
      cancel = clock.after(STOP_WITHIN_MS, resolve);
    });
    await Promise.race([Promise.allSettled([...this.#lanes.values()].map((lane) => lane.stop())), late]);
    cancel();
    this.#isolated(() => outbox.close());
  }

  #onHappened({ event, log, state }: Happened): void {
    const { engine, clock, tag } = this.#parts;
    const before = this.#before;
    this.#before = state;
    if (event)
      this.#tell(noticesOf(event.at, log, before, state).map((notice, index) => ({ id: `${tag}-${event.seq}-${index}`, ...notice })));
    if (!engine.halt || this.#haltTold) return;
    this.#haltTold = true;
    this.#tell([this.#own('halt', { at: clock.now(), level: 'critical', event: 'trouble', said: engine.halt.said })]);
  }

  #lookAgain(): void {
    this.#cancelLook = this.#parts.clock.after(LOOK_AGAIN_MS, () => this.#lookAgain());
    this.#isolated(() => {
      const on = [...this.#lanes.values()].filter((lane) => lane.isOn);
      for (const lane of on) lane.dropStale();
      if (on.length > 0) this.#summarise();
    });
  }

  /** Once per Korean day, soon after it ended; the first day of a data folder has nothing to sum up. */
  #summarise(): void {
    const { clock, outbox, trades } = this.#parts;
    const now = clock.now();
    const last = outbox.summaryDay();
    const { day, said } = summaryOf(now, last === undefined ? [] : trades());
    if (last === day) return;
    outbox.setSummaryDay(day);
    if (last !== undefined) this.#tell([this.#own(`summary-${kstDay(now)}`, { at: now, level: 'attention', event: 'summary', said })]);
  }

  #own(what: string, notice: NoticeWithoutId): Notice {
    return { id: `${this.#parts.tag}-${what}-${notice.at}`, ...notice };
  }

  #tell(notices: readonly Notice[]): void {
    if (notices.length === 0) return;
    for (const lane of this.#lanes.values()) this.#isolated(() => lane.take(notices));
  }

  #isolated(run: () => void): void {
    try {
      run();
    } catch (bug) {
      this.#parts.report(`alarms: ${bug instanceof Error ? bug.message : 'fault'}`);
    }
  }
}
