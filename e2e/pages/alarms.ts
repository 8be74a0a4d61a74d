import type { Locator, Page } from '@playwright/test';

type Channel = 'telegram' | 'discord' | 'webhook' | 'desktop';

export const alarmsOf = (page: Page) => ({
  row: (channel: Channel): Locator => page.getByTestId(`alarm-${channel}`),
  state: (channel: Channel): Locator => page.getByTestId(`alarm-${channel}-state`),
  answer: (channel: Channel): Locator => page.getByTestId(`alarm-${channel}-answer`),
  field: (channel: Channel, key: 'chatId' | 'apiUrl' | 'url' | 'secret'): Locator => page.getByTestId(`alarm-${channel}-${key}`),
  openForm: (channel: Channel) => page.getByTestId(`alarm-${channel}-set-up`).click(),
  save: (channel: Channel) => page.getByTestId(`alarm-${channel}-save`).click(),
  test: (channel: Channel) => page.getByTestId(`alarm-${channel}-test`).click(),
});

/** Whether the page can fetch and decode the sound it played last: the right type, let through by the content policy. */
export const canDecodeLast = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      new Promise<string>((done) => {
        const audio = new Audio((globalThis as unknown as { readonly lastSound: string }).lastSound);
        audio.oncanplaythrough = () => done('decoded');
        audio.onerror = () => done(audio.error?.message ?? 'error');
        audio.load();
      }),
  );

/** Which sounds the page asked an audio element to play, by the names of their files; from the next load on. */
export async function watchSounds(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const played: string[] = [];
    Object.assign(globalThis, { playedSounds: played });
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      Object.assign(globalThis, { lastSound: this.src });
      played.push(/(\w+)-[^/]*\.wav$/.exec(this.src)?.[1] ?? this.src);
      return play.call(this);
    };
  });
  await page.reload();
  await page.getByTestId('screen').waitFor();
  return () => page.evaluate('globalThis.playedSounds');
}
