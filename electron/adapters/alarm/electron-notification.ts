import electron from 'electron';
import type { ShowNotification } from './desktop-alarm.ts';

/** Only after the app is ready. A critical one stays until it is clicked, where the system knows such. */
export const showElectronNotification: ShowNotification = ({ title, body, critical }) => {
  if (!electron.Notification?.isSupported()) return false;
  new electron.Notification({
    title,
    body,
    urgency: critical ? 'critical' : 'normal',
    ...(critical ? { timeoutType: 'never' } : {}),
  }).show();
  return true;
};
