import { alarmWords } from './words/alarms.ts';
import { engineWords } from './words/engine.ts';
import { messageWords } from './words/messages.ts';
import { tradingWords } from './words/trading.ts';

/** Code → sentence in both languages. */
export const words = { ...messageWords, ...tradingWords, ...engineWords, ...alarmWords };
