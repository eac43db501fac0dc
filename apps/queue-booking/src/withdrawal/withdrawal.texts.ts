/** What is said about places that an office cannot keep. */
import type { Texts } from '@qeyd/platform';

export const withdrawal = {
  'bookings-affected': {
    az: 'Bu dəyişiklik {bookings} növbəni ({people} nəfər) ləğv edir. Təsirinə baxın və təsdiq edin.',
    en: 'This takes away the places of {bookings} bookings ({people} people). Look at the impact and confirm it.',
    ru: 'Изменение лишает мест {bookings} записей ({people} чел.). Посмотрите последствия и подтвердите.',
  },
  'nothing-offered': {
    az: 'Bu növbə üçün başqa yer təklif edilməyib.',
    en: 'No other place is offered for this booking.',
    ru: 'Для этой записи другое место не предложено.',
  },
  'offer-expired': {
    az: 'Təklifin müddəti bitib. Ən yaxın boş yerlər göstərilib.',
    en: 'The time of the offer is over. The nearest free places are listed.',
    ru: 'Срок предложения истёк. Указаны ближайшие свободные места.',
  },
  'place-not-withdrawn': {
    az: 'İdarə bu növbəni ləğv etməyib.',
    en: 'The office has not withdrawn this place.',
    ru: 'Подразделение не отменяло это место.',
  },
  'already-withdrawn': {
    az: 'Yerin ləğv edildiyi artıq bildirilib.',
    en: 'This place is withdrawn already.',
    ru: 'Это место уже отменено.',
  },
  'booking-not-confirmed': {
    az: 'Növbə təsdiqlənməyib.',
    en: 'The booking is not confirmed.',
    ru: 'Запись не подтверждена.',
  },
} satisfies Texts;
