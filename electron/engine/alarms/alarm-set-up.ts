import type {
  AlarmChannelName,
  AlarmChannelView,
  AlarmConfiguration,
  AlarmRequest,
  AlarmsConfig,
  AlarmsView,
} from '../../../shared/contract/alarms.ts';
import type { Reply } from '../../../shared/contract/link.ts';
import type { Level, Said } from '../../../shared/domain/record.ts';
import { say } from '../../../shared/domain/say.ts';
import { type AlarmPort, alarmChannels } from '../../ports/alarm.ts';
import type { AlarmChoices, AlarmChoicesPort, OpenAlarm } from '../../ports/alarm-set-up.ts';
import type { SecretName, SecretReading, SecretsPort } from '../../ports/secrets.ts';
import type { AlarmDesk } from './alarm-desk.ts';
import { choiceOf, needsSecretAgain, secretNames, secretsGiven, shownOf, specOf, withChoice } from './channel-choices.ts';

export interface AlarmSetUpParts {
  readonly desk: AlarmDesk;
  /** The channels of the profile, opened: the screen only shows those. */
  readonly profile: AlarmsConfig | undefined;
  readonly opened: readonly { readonly port: AlarmPort; readonly level: Level }[];
  readonly choices: AlarmChoicesPort;
  readonly secrets: SecretsPort;
  readonly open: OpenAlarm;
  readonly hasDesktop: boolean;
}

type SecretState = AlarmChannelView['secret'];

/** Which channels there are: those of the profile, and those that the trader sets up on the screen, which take effect at once. */
export class AlarmSetUp {
  readonly #parts: AlarmSetUpParts;
  readonly #ports = new Map<AlarmChannelName, AlarmPort>();
  readonly #secretStates = new Map<AlarmChannelName, SecretState>();
  readonly #hosts = new Map<AlarmChannelName, string>();
  #choices: AlarmChoices;
  #changed: () => void = () => {};
  #view: AlarmsView | undefined;
  /** Changes follow each other: two at once would each store the choices without the other's. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: AlarmSetUpParts) {
    this.#parts = parts;
    const { desk, profile, opened, choices } = parts;
    // Choices of the screen rest, unused, while the profile decides on their channel.
    this.#choices = choices.stored;
    desk.onChange(() => this.#isChanged());
    for (const { port, level } of opened) desk.use(port.channel, { port, level, lang: profile?.lang ?? 'ko', enabled: true });
    // Before the secrets are read, so that what happens at the start waits for the channel instead of passing it by.
    for (const channel of this.#onScreen()) {
      if (secretNames[channel].length > 0) this.#secretStates.set(channel, 'reading');
      this.#apply(channel);
    }
  }

  /** Reads the secrets of the stored channels and lets them send. A keychain may ask the trader first, so nothing waits for this. */
  resume(): Promise<void> {
    return this.#inTurn(async () => {
      for (const channel of this.#onScreen()) {
        const why = await this.#reopen(channel).catch(() => {
          // Whatever a keychain does, alarms must not end the program.
          this.#secretStates.set(channel, 'unreadable');
          return 'its secret cannot be read';
        });
        if (why !== undefined) this.#parts.desk.standStill(channel, why);
      }
    });
  }

  watch(changed: () => void): void {
    this.#changed = changed;
  }

  view(): AlarmsView {
    const { secrets, hasDesktop } = this.#parts;
    this.#view ??= {
      channels: alarmChannels.filter((channel) => channel !== 'desktop' || hasDesktop).map((channel) => this.#viewOf(channel)),
      secretsKept: secrets.kept,
      secretsWhy: secrets.why === '' ? null : secrets.why,
    };
    return this.#view;
  }

  async send(given: AlarmRequest, seq: number): Promise<Reply> {
    const said = await this.#perform(given);
    if (!said) return { ok: true, seq };
    const { code, rule, numbers } = said;
    const field = numbers.field === undefined ? {} : { field: numbers.field };
    return { ok: false, refusal: { code, rule, numbers, ...field, message: { ko: say(said, 'ko'), en: say(said, 'en') } } };
  }

  /** Undefined when it was done, else why not. */
  #perform({ command, args }: AlarmRequest): Promise<Said | undefined> {
    switch (command) {
      case 'alarms.test':
        return this.#isConfigured(args.channel) ? this.#parts.desk.test(args.channel) : refusal('alarmOff', { channel: args.channel });
      case 'alarms.configure':
        return this.#inTurn(() => this.#forbidden(args.channel) ?? this.#configure(args));
      case 'alarms.remove':
        return this.#inTurn(() => this.#forbidden(args.channel) ?? this.#remove(args.channel));
    }
  }

  async #configure(args: AlarmConfiguration): Promise<Said | undefined> {
    const { channel } = args;
    const { secrets, choices } = this.#parts;
    const given = secretsGiven(args);
    for (const name of secretNames[channel]) {
      if (given.some(([each]) => each === name)) continue;
      const known = needsSecretAgain(args, this.#choices) ? 'absent' : (await secrets.read(name)).kind;
      if (known !== 'present') return refusal('alarmSecretNeeded', { channel, field: name.endsWith('.url') ? 'url' : 'secret' });
    }
    const next = withChoice(this.#choices, channel, choiceOf(args));
    try {
      for (const [name, text] of given) await secrets.write(name, text);
      choices.write(next);
    } catch (error) {
      return refusal('alarmNotStored', { channel, why: reasonOf(error) });
    }
    const samePlace = given.length === 0 && shownOf(this.#choices, channel) === shownOf(next, channel);
    this.#choices = next;
    if (samePlace && this.#ports.has(channel)) this.#apply(channel);
    else {
      const why = await this.#reopen(channel);
      if (why !== undefined) this.#parts.desk.standStill(channel, why);
    }
    return undefined;
  }

  async #remove(channel: AlarmChannelName): Promise<Said | undefined> {
    const { desk, secrets, choices } = this.#parts;
    const next = withChoice(this.#choices, channel, undefined);
    try {
      for (const name of secretNames[channel]) await secrets.forget(name);
      choices.write(next);
    } catch (error) {
      return refusal('alarmNotStored', { channel, why: reasonOf(error) });
    }
    this.#choices = next;
    for (const known of [this.#ports, this.#secretStates, this.#hosts]) known.delete(channel);
    desk.use(channel, undefined);
    desk.discard(channel, 'the channel was removed');
    this.#isChanged();
    return undefined;
  }

  /** Opens the channel with its secrets of now; why not, otherwise. */
  async #reopen(channel: AlarmChannelName): Promise<string | undefined> {
    const { secrets, open } = this.#parts;
    this.#ports.delete(channel);
    const read = new Map<SecretName, SecretReading>();
    for (const name of secretNames[channel]) read.set(name, await secrets.read(name));
    const spec = specOf(channel, this.#choices, (name) => {
      const reading = read.get(name);
      return reading?.kind === 'present' ? reading.text : undefined;
    });
    const readings = [...read.values()];
    const unreadable = readings.find((reading) => reading.kind === 'unreadable');
    this.#secretStates.set(
      channel,
      readings.length === 0
        ? 'notNeeded'
        : unreadable
          ? 'unreadable'
          : readings.some(({ kind }) => kind === 'absent')
            ? 'absent'
            : 'present',
    );
    try {
      if (spec) this.#ports.set(channel, open(spec));
      if (spec?.channel === 'webhook') this.#hosts.set(channel, new URL(spec.url).host);
      return spec
        ? undefined
        : unreadable
          ? `its secret cannot be read: ${unreadable.why}`
          : 'its secret is not kept on this machine: give it again';
    } catch {
      return 'its secret is damaged: give it again';
    } finally {
      this.#apply(channel);
    }
  }

  #apply(channel: AlarmChannelName): void {
    const choice = this.#choices[channel];
    if (!choice) return;
    const { enabled, level, lang } = choice;
    this.#parts.desk.use(channel, { port: this.#ports.get(channel), enabled, level, lang });
  }

  #viewOf(channel: AlarmChannelName): AlarmChannelView {
    const fixed = this.#parts.opened.find(({ port }) => port.channel === channel);
    const choice = this.#choices[channel];
    const lane = this.#parts.desk.laneView(channel);
    const none = { chatId: null, apiUrl: null, host: null };
    if (fixed) {
      const { telegram, webhook } = this.#parts.profile ?? {};
      const secret = channel === 'desktop' ? 'notNeeded' : 'present';
      const place = {
        ...none,
        ...(channel === 'telegram' && telegram ? { chatId: telegram.chatId, apiUrl: telegram.apiUrl } : {}),
        ...(channel === 'webhook' && webhook ? { host: new URL(webhook.url).host } : {}),
      };
      return { channel, setUpIn: 'profile', configured: true, enabled: true, level: fixed.level, ...place, secret, ...lane };
    }
    const place = { ...none, ...(channel === 'telegram' && this.#choices.telegram ? telegramPlace(this.#choices.telegram) : {}) };
    return {
      channel,
      setUpIn: 'screen',
      configured: choice !== undefined,
      enabled: choice?.enabled ?? false,
      level: choice?.level ?? (channel === 'desktop' ? 'critical' : 'attention'),
      ...place,
      host: this.#hosts.get(channel) ?? null,
      secret: this.#secretStates.get(channel) ?? (secretNames[channel].length === 0 ? 'notNeeded' : 'absent'),
      ...lane,
    };
  }

  #onScreen(): readonly AlarmChannelName[] {
    return alarmChannels.filter((channel) => this.#choices[channel] && !this.#forbidden(channel));
  }

  #isConfigured(channel: AlarmChannelName): boolean {
    return this.#parts.opened.some(({ port }) => port.channel === channel) || this.#onScreen().includes(channel);
  }

  #forbidden(channel: AlarmChannelName): Promise<Said> | undefined {
    if (this.#parts.opened.some(({ port }) => port.channel === channel)) return refusal('alarmByProfile', { channel });
    return channel === 'desktop' && !this.#parts.hasDesktop ? refusal('alarmNoDesktop', { channel }) : undefined;
  }

  #isChanged(): void {
    this.#view = undefined;
    this.#changed();
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const done = this.#last.then(run);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

const telegramPlace = ({ chatId, apiUrl }: NonNullable<AlarmChoices['telegram']>) => ({ chatId, apiUrl });

const refusal = async (code: Said['code'], numbers: Said['numbers']): Promise<Said> => ({ rule: 'W51-3', code, numbers });

/** Stores name themselves and the system's code; they never quote what they were given. */
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown reason');
