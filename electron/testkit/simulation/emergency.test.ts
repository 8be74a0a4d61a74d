import { describePresses, everyPhaseUnderEveryFault } from './emergency-table.ts';

describePresses('in every phase under every fault', everyPhaseUnderEveryFault);
