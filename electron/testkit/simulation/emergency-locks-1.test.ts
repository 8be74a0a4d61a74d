import { lockKinds } from './emergency-storms.ts';
import { describePresses, everyFaultUnder } from './emergency-table.ts';

describePresses('under every lock of the first half, and every fault', () => everyFaultUnder(lockKinds.slice(0, 7)));
