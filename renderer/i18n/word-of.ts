import type { OrderView } from '../../shared/contract/view.ts';
import type { PhaseWord, SignalKind, Verdict } from '../../shared/domain/record.ts';
import type { Stage } from '../../shared/domain/stage.ts';
import type { WordKey } from './translate.ts';

/** The engine's own words, which more than one region shows. */
export const phaseWord: Record<PhaseWord, WordKey> = {
  IDLE: 'phaseIDLE',
  MONITORING: 'phaseMONITORING',
  ENTRY_ORDER: 'phaseENTRY_ORDER',
  PHASE1: 'phasePHASE1',
  PHASE2: 'phasePHASE2',
  EXITING: 'phaseEXITING',
};

export const roleWord: Record<OrderView['role'], WordKey> = {
  entry1: 'roleEntry1',
  entry2: 'roleEntry2',
  takeProfit: 'roleTakeProfit',
  breakEven: 'roleBreakEven',
  breakEvenStop: 'roleBreakEvenStop',
  mddStop: 'roleMddStop',
  marketClose: 'roleMarketClose',
  foreign: 'roleForeign',
};

export const signalWord: Record<SignalKind, WordKey> = {
  entry: 'signalEntry',
  leadingMarket: 'signalLeadingMarket',
  risk: 'signalRisk',
  other: 'signalOther',
};
export const verdictWord: Record<Verdict, WordKey> = {
  monitoring: 'verdictMonitoring',
  acted: 'verdictActed',
  ignored: 'verdictIgnored',
  rejected: 'verdictRejected',
  shown: 'verdictShown',
  history: 'verdictHistory',
};

export const stageWord: Record<Stage, WordKey> = {
  demo: 'stageDemo',
  paper: 'stagePaper',
  'dry-run': 'stageDryRun',
  'pilot-10': 'stagePilot10',
  'pilot-50': 'stagePilot50',
  live: 'stageLive',
};
export const stageMeaning: Record<Stage, WordKey> = {
  demo: 'stageNowDemo',
  paper: 'stageNowPaper',
  'dry-run': 'stageNowDryRun',
  'pilot-10': 'stageNowPilot',
  'pilot-50': 'stageNowPilot',
  live: 'stageNowLive',
};

/** D17, in rising order: it is being asked after, the trader was alarmed, a person must look. */
export function fateWords({ alarmed, unresolved }: Pick<NonNullable<OrderView['probe']>, 'alarmed' | 'unresolved'>): {
  readonly title: WordKey;
  readonly todo: WordKey | null;
} {
  if (unresolved) return { title: 'fatePerson', todo: 'fateFind' };
  return alarmed ? { title: 'fateLong', todo: 'fateLook' } : { title: 'fate', todo: null };
}
