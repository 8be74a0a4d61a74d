import { alarmWords } from './words/alarms.ts';
import { engineWords } from './words/engine.ts';
import { keyWords } from './words/keys.ts';
import { messageWords } from './words/messages.ts';
import { sourceWords } from './words/sources.ts';
import { tradingWords } from './words/trading.ts';

/** Code → sentence in both languages. */
export const words = { ...messageWords, ...sourceWords, ...tradingWords, ...engineWords, ...alarmWords, ...keyWords };
