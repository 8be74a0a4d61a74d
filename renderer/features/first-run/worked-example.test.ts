import { describe, expect, test } from 'vitest';
import { dec, roundTo } from '../../../shared/domain/decimal.ts';
import { defaultSettings } from '../../../shared/domain/settings.ts';
import { workedExample } from './worked-example.ts';

const whole = dec<'percent'>('100');
const shown = ({ rows }: ReturnType<typeof workedExample>) =>
  rows.map(({ moment, price, average, sum, pnl, ofWallet }) => [
    moment,
    ...[price, average, sum, pnl, ofWallet].map((value) => value && String(roundTo(value, 2))),
  ]);

describe('what 1,000 USDT may lose', () => {
  test('by the default settings: half, the rest less one percent at +15 %, the stop 15 % above the average', () => {
    // q1 = 500/100 = 5, q2 = 495/115 = 4.304347…, average = 995/9.304347… = 106.9392…; the stop loses 15 % of 995.
    expect(shown(workedExample(defaultSettings, whole))).toEqual([
      ['firstFilled', '100', '100', '500', '0', '0'],
      ['secondDue', '115', '100', '500', '-75', '-7.5'],
      ['riseWithoutStop', '150', '100', '500', '-250', '-25'],
      ['firstLiquidated', '200', '100', '500', '-500', '-50'],
      ['secondFilled', '115', '106.94', '995', '-75', '-7.5'],
      ['stopped', '122.98', '106.94', '995', '-149.25', '-14.93'],
      ['secondLiquidated', '213.88', '106.94', '995', '-995', '-99.5'],
    ]);
  });
  test('follows every setting it names', () => {
    const settings = {
      firstEntryPercent: dec<'percent'>('20'),
      secondEntryPercent: dec<'percent'>('10'),
      marginBufferPercent: dec<'percent'>('5'),
      mdd: dec<'percent'>('25'),
    };
    expect(shown(workedExample(settings, whole)).filter(([moment]) => moment === 'secondDue' || moment === 'stopped')).toEqual([
      ['secondDue', '110', '100', '200', '-20', '-2'],
      // q1 = 2, q2 = 800 × 95 % / 110 = 6.909090…, average = 960/8.909090… = 107.7551…; 25 % of 960
      ['stopped', '134.69', '107.76', '960', '-240', '-24'],
    ]);
  });
  test('is a tenth in the stage that sizes every entry at a tenth', () => {
    const { rows } = workedExample(defaultSettings, dec('10'));
    // 50, then 950 × 99 % × 10 %
    expect(rows.map(({ sum }) => sum).filter((sum, index, all) => all.indexOf(sum) === index)).toEqual(['50', '144.05']);
  });
  test('has no stop when nothing is left for a second entry', () => {
    const { rows, noSecond } = workedExample({ ...defaultSettings, firstEntryPercent: whole }, whole);
    expect(noSecond).toBe('noFunds');
    expect(rows.map(({ moment }) => moment)).toEqual(['firstFilled', 'secondDue', 'riseWithoutStop', 'firstLiquidated']);
  });
  test('has no second entry where the exchange liquidates first', () => {
    const far = (percent: string) => workedExample({ ...defaultSettings, secondEntryPercent: dec(percent) }, whole);
    expect([far('99').noSecond, far('100').noSecond]).toEqual([null, 'liquidatedBefore']);
    expect(far('1000').rows.map(({ moment }) => moment)).toEqual(['firstFilled', 'riseWithoutStop', 'firstLiquidated']);
  });
});
