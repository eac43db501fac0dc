/** The addresses of what somebody holds the secret of. */

type Language = 'az' | 'en' | 'ru';

interface Sign {
  readonly reference: string;
  readonly secret: string;
}

export const bookingLink = (language: Language, { reference, secret }: Sign): string =>
  `/${language}/booking/${reference}/${secret}`;

export const waitLink = (language: Language, { reference, secret }: Sign): string => `/${language}/wait/${reference}/${secret}`;
