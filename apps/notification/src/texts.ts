/** What notification's own codes say to people. */
import type { Texts } from '@qeyd/platform';

export const notificationTexts = {
  'notice-unknown': {
    az: 'Belə bildiriş yoxdur.',
    en: 'There is no such notice.',
    ru: 'Такого уведомления нет.',
  },
  'notice-already-accepted': {
    az: 'Bildirişi alanın poçt serveri artıq qəbul edib.',
    en: 'The mail server of the recipient has already accepted the notice.',
    ru: 'Почтовый сервер получателя уже принял уведомление.',
  },
  'notice-lapsed': {
    az: 'Bildirişə artıq ehtiyac yoxdur: növbə dəyişdirilib və ya vaxtı keçib.',
    en: 'The notice is not needed any more: the place in the queue was changed, or its time has come.',
    ru: 'Уведомление больше не нужно: место в очереди изменено или его время наступило.',
  },
} as const satisfies Texts;

declare module '@qeyd/platform' {
  interface KnownTexts {
    notification: typeof notificationTexts;
  }
}
