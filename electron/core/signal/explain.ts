import type { MarketSymbol } from '../../../shared/domain/ids.ts';
import type { RuleName } from '../../../shared/domain/lab.ts';
import type { Said, SignalKind, Verdict } from '../../../shared/domain/record.ts';
import type { MessageFact } from '../event.ts';
import type { EngineState } from '../state.ts';
import { step } from '../step.ts';
import { type Arrival, entryChannelRule, freshnessRules, identityRules, MAX_MESSAGE_LENGTH, riskChannelRule } from './arrival-rules.ts';
import { type Candidate, candidateRules, filterRules, listingOf } from './entry-rules.ts';
import { type ExplainedLine, explainLines } from './explain-lines.ts';
import { type ReadMessage, readMessage } from './read-message.ts';
import type { Finding, Rule } from './rule.ts';

export interface Explained {
  readonly kind: SignalKind;
  readonly lines: readonly ExplainedLine[];
  /** W51-1; null without a readable ticker. */
  readonly mapping: { readonly raw: string; readonly ticker: string; readonly symbol: MarketSymbol; readonly status: string } | null;
  /** Every rule that looks at this kind of message, in the order of the law, also those after the first "no". */
  readonly rules: readonly ExplainedRule[];
  /** What the engine would decide; null while the start-up checks hold a risk message back (D21) or a told one is told again. */
  readonly decision: { readonly verdict: Verdict; readonly said: Said } | null;
}

export interface ExplainedRule {
  readonly id: string;
  readonly about: RuleName;
  readonly finding: Finding;
  /** The first "no": this one made the decision. */
  readonly decides: boolean;
}

/**
 * What the engine would make of a message that arrived now. Pure: the state is left as it was. The decision is not worked out a second
 * time: it is the verdict of a real step on a copy.
 */
export function explain(message: MessageFact, at: number, state: EngineState): Explained {
  const now: EngineState = { durable: state.durable, live: { ...state.live, now: at } };
  const read: ReadMessage = message.text.length > MAX_MESSAGE_LENGTH ? { kind: 'other' } : readMessage(message.text);
  const arrival: Arrival = { state: now, message, at };
  const rows = [...ask(identityRules, arrival), ...ask(freshnessRules, arrival), ...kindRows(arrival, read)];
  const first = rows.findIndex(({ finding }) => finding.outcome === 'stopped');
  const { log } = step(state, { ...message, seq: 0, at });
  const verdict = log.find(
    (entry) => entry.kind === 'verdict' && entry.channelId === message.channelId && entry.messageId === message.messageId,
  );
  return {
    kind: kindOf(read),
    lines: explainLines(message.text, read),
    mapping: mappingOf(now, read),
    rules: rows.map((row, index) => ({ ...row, decides: index === first })),
    decision:
      verdict?.kind === 'verdict'
        ? { verdict: verdict.verdict, said: { rule: verdict.rule, code: verdict.code, numbers: verdict.numbers } }
        : null,
  };
}

type Row = Omit<ExplainedRule, 'decides'>;
const ask = <Asked>(rules: readonly Rule<Asked>[], asked: Asked): readonly Row[] =>
  rules.map(({ id, about, look }) => ({ id, about, finding: look(asked) }));

function kindRows(arrival: Arrival, read: ReadMessage): readonly Row[] {
  if (read.kind === 'risk') return ask([riskChannelRule], arrival);
  if (read.kind !== 'leadingMarket') return [];
  const { state, at } = arrival;
  const candidate: Candidate = { state, read, at };
  return [...ask([entryChannelRule], arrival), ...ask(candidateRules, candidate), ...ask(filterRules, candidate)];
}

function mappingOf(state: EngineState, read: ReadMessage): Explained['mapping'] {
  if ((read.kind !== 'leadingMarket' && read.kind !== 'risk') || !read.ticker.ok) return null;
  const { raw, ticker, symbol } = read.ticker;
  return { raw, ticker, symbol, status: listingOf(state, symbol) };
}

function kindOf(read: ReadMessage): SignalKind {
  return read.kind === 'entrySignal' ? 'entry' : read.kind;
}
