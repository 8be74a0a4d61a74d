import { lockKinds } from './emergency-storms.ts';
import { describePresses, everyFaultUnder } from './emergency-table.ts';

describePresses('under every lock of the second half, and every fault', () => everyFaultUnder(lockKinds.slice(7)));
