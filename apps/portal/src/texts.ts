/** What the portal's own codes say to people. */
import type { Texts } from '@qeyd/platform';

export const portalTexts = {
  'no-office': {
    az: 'Hesabınız heç bir idarəyə bağlı deyil.',
    en: 'Your account belongs to no office.',
    ru: 'Ваша учётная запись не привязана к подразделению.',
  },
} as const satisfies Texts;

declare module '@qeyd/platform' {
  interface KnownTexts {
    portal: typeof portalTexts;
  }
}
