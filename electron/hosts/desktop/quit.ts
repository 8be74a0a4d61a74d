import type { View } from '../../../shared/contract/view.ts';
import type { Translate } from './words.ts';

/**
 * What would be left alone by quitting, as lines for the dialog; empty when nothing is, and in the demo, where the
 * exchange ends with the program.
 */
export function leftBehind(view: View, t: Translate): readonly string[] {
  if (view.stage.stage === 'demo') return [];
  const { position } = view;
  const live = view.orders.filter((order) => order.live && order.ours);
  return [
    ...(position === null ? [] : [`${t('quitPosition')}: ${position.symbol} ${position.qty} (${position.phase})`]),
    ...(position?.noStopOnExchange === true ? [t('quitNoStop')] : []),
    ...live.map((order) => `${t('quitOrders')}: ${order.symbol} ${order.type} ${order.price ?? order.trigger ?? '—'}`),
    ...view.monitoring.map((watched) => `${t('quitMonitoring')}: ${watched.symbol} ${watched.target}`),
  ];
}
