/** What the worker's own codes say to people. */
import type { Texts } from '@qeyd/platform';

export const workerTexts = {
  'sign-in-not-begun': {
    az: 'Giriş bu brauzerdə başlanmayıb və ya vaxtı keçib. Yenidən daxil olun.',
    en: 'This sign-in was not begun in this browser, or took too long. Sign in again.',
    ru: 'Вход начат не в этом браузере или занял слишком много времени. Войдите снова.',
  },
} as const satisfies Texts;

declare module '@qeyd/platform' {
  interface KnownTexts {
    worker: typeof workerTexts;
  }
}
