import alarm from '../../../assets/sounds/alarm.wav';
import fill from '../../../assets/sounds/fill.wav';
import order from '../../../assets/sounds/order.wav';
import warning from '../../../assets/sounds/warning.wav';
import type { SoundName } from '../../store/sounds.ts';

/** Their addresses in the built page. */
export const soundFiles: Readonly<Record<SoundName, string>> = { order, fill, warning, alarm };
