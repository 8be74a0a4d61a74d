import type { PhaseWord } from '../../../shared/domain/record.ts';

/**
 * Section 2.2: every way a phase can go, with the clause that leads there. A missing cell is illegal: an alarm is raised and the exchange is
 * asked; the phase itself always follows from orders and position (`phaseOf`), it is never set.
 */
export const phaseLife: Readonly<Record<PhaseWord, Readonly<Partial<Record<PhaseWord, string>>>>> = {
  IDLE: {
    MONITORING: 'filters passed (W14–W17)',
    ENTRY_ORDER: 'an entry thought finished is alive (D8, D17)',
    PHASE1: 'late fill of an entry thought finished (D8)',
    PHASE2: 'late fill of a second entry thought finished (D8)',
    EXITING: 'late fill after an emergency close or a risk message (D22, R03)',
  },
  MONITORING: {
    ENTRY_ORDER: 'trigger, order sent (W17-2, W33)',
    IDLE: 'risk, lost tie, other order, lock (R01, W18, W46, W23-1)',
  },
  ENTRY_ORDER: {
    PHASE1: 'first entry complete (W39, D8)',
    EXITING: 'closing at market (W38, W23-1, D22)',
    IDLE: 'risk before a fill, refused (R02, W35)',
  },
  PHASE1: {
    PHASE2: 'first fill of the second entry (W43)',
    EXITING: 'TP at work, closing at market (W40, R04)',
    IDLE: 'closed by others (R21)',
  },
  PHASE2: {
    EXITING: 'break-even at work, closing at market (W43, R04)',
    IDLE: 'closed by others (R21)',
  },
  EXITING: {
    PHASE1: 'exit limit taken back (W37, R20)',
    PHASE2: 'exit limit taken back (W43, R20)',
    ENTRY_ORDER: 'exit limit of a partly filled entry taken back (W37)',
    IDLE: 'flat or dust (W55, R21, R22)',
  },
};
