import { expect, type Locator, type Page } from '@playwright/test';

/** The Telegram card of the settings, in Korean. */
export const telegramOf = (page: Page) => {
  const card = page.getByTestId('telegram');
  const button = (name: string): Locator => card.getByRole('button', { name, exact: true });
  const keys = async (): Promise<void> => {
    await card.getByLabel('api_id').fill('12345');
    await card.getByLabel('api_hash').fill('0123456789abcdef0123456789abcdef');
  };
  const begin = async (phone = '+82 10-1234-5678'): Promise<void> => {
    await keys();
    await card.getByLabel('전화번호 (국가 번호 포함)').fill(phone);
    await button('코드 받기').click();
  };
  const answer = async (label: string, text: string): Promise<void> => {
    await card.getByLabel(label).fill(text);
    await card.getByLabel(label).press('Enter');
  };
  const channel = (title: string): Locator => card.getByRole('listitem').filter({ hasText: title });
  return {
    card,
    open: () => page.getByTestId('page-settings').click(),
    postsGo: page.getByTestId('telegram-posts-go'),
    phone: card.getByLabel('전화번호 (국가 번호 포함)'),
    code: card.getByLabel('로그인 코드'),
    password: card.getByLabel('2단계 비밀번호'),
    qr: card.getByRole('img', { name: '로그인 QR 코드' }),
    status: card.getByRole('status'),
    alert: card.getByRole('alert').filter({ hasText: /./ }),
    begin,
    /** Again and again while nobody answers in time: both ends share a machine that others may load. */
    beginUntilAnswered: async () => {
      await expect(async () => {
        if (await card.getByLabel('전화번호 (국가 번호 포함)').isVisible()) await begin();
        await expect(card.getByLabel('로그인 코드')).toBeVisible({ timeout: 45_000 });
      }).toPass({ timeout: 150_000 });
    },
    beginQr: async () => {
      await keys();
      await button('QR로 로그인').click();
    },
    giveCode: (code: string) => answer('로그인 코드', code),
    givePassword: (password: string) => answer('2단계 비밀번호', password),
    cancel: button('취소'),
    signOut: button('로그아웃'),
    readChannels: button('채널 목록 읽기'),
    channels: card.getByRole('list', { name: '채널' }),
    use: (title: string, how: '진입 채널로' | '리스크 채널로') => channel(title).getByRole('button', { name: how }).click(),
    readLast: (title: string) => channel(title).getByRole('button', { name: '최근 10개' }).click(),
    posts: page.getByTestId('telegram-post'),
  };
};
