import { dialog } from 'electron';
import type { Door } from '../serve.ts';
import type { Translate } from './words.ts';

const CANCEL = 0;
const CLOSE_NOW = 1;

/** Without the page: asks here, in the main process, and commands the engine itself. */
export async function askEmergencyClose(door: Door, t: Translate): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message: t('emergency'),
    detail: t('emergencyQuestion'),
    buttons: [t('cancel'), t('closeNow')],
    defaultId: CANCEL,
    cancelId: CANCEL,
    noLink: true,
  });
  if (response !== CLOSE_NOW) return;
  const reply = await door.send('emergency.close', { scope: 'bot' });
  if (!reply.ok) dialog.showErrorBox(t('emergency'), `${reply.refusal.message.ko}\n${reply.refusal.message.en}`);
}
