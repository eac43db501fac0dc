/** What the register says to people, in their language. */
import type { Texts } from '@qeyd/platform';
import type { CodeBookRefusal } from './codebook/codebook';

const refusals: Record<CodeBookRefusal, Texts[string]> = {
  'period-empty': {
    az: 'Qüvvədə olma müddəti boşdur: son gün {validFrom} tarixindən sonra olmalıdır.',
    en: 'The period of validity is empty: it must end after {validFrom}.',
    ru: 'Срок действия пуст: он должен заканчиваться после {validFrom}.',
  },
  'period-overlaps': {
    az: 'Müddət {validFrom} tarixindən qüvvədə olan sətirlə üst-üstə düşür. Əvvəlcə həmin sətri bağlayın.',
    en: 'The period overlaps that of the row in force from {validFrom}. Close that row first.',
    ru: 'Срок пересекается со строкой, действующей с {validFrom}. Сначала закройте её.',
  },
  'policy-term-missing': {
    az: 'Bu qayda üçün "{term}" müsbət tam ədəd kimi göstərilməlidir.',
    en: 'This policy needs "{term}" as a whole number from 1.',
    ru: 'Для этого правила необходимо указать «{term}» целым числом от 1.',
  },
};

export const texts = {
  ...refusals,
  'one-search-key': {
    az: 'Axtarış üçün sənəd, ad, qeydiyyat nömrəsi və ya ünvandan yalnız biri göstərilməlidir.',
    en: 'Search by exactly one of document, name, reference and address.',
    ru: 'Для поиска укажите только одно: документ, имя, номер обращения или адрес.',
  },
  attributes: {
    az: 'Əlavə məlumatlar JSON obyekti olmalıdır (ən çoxu 4000 simvol).',
    en: 'The attributes must be a JSON object of at most 4000 characters.',
    ru: 'Дополнительные сведения должны быть объектом JSON не длиннее 4000 знаков.',
  },
  'birth-date': {
    az: 'Doğum tarixi İİİİ-AA-GG şəklində olmalıdır; naməlum gün və ya ay 00 yazılır.',
    en: 'The date of birth reads YYYY-MM-DD; an unknown day or month is 00.',
    ru: 'Дата рождения указывается как ГГГГ-ММ-ДД; неизвестный день или месяц — 00.',
  },
  'no-such-book': { az: 'Belə məlumat kitabçası yoxdur.', en: 'There is no such code-book.', ru: 'Такого справочника нет.' },
  'no-such-person': {
    az: 'Bu şəxs üzrə qeyd yoxdur.',
    en: 'The register has nothing on this person.',
    ru: 'В реестре нет сведений об этом лице.',
  },
  'other-office': {
    az: 'Yalnız öz idarənizin qeydlərinə baxa bilərsiniz.',
    en: 'You may look at the registrations of your own office only.',
    ru: 'Доступны только записи вашего управления.',
  },
} as const satisfies Texts;

declare module '@qeyd/platform' {
  interface KnownTexts {
    registry: typeof texts;
  }
}
