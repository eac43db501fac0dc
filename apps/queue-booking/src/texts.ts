/** What queue-booking says to people, in their language. */
import type { Texts } from '@qeyd/platform';
import type { BookingRefusal } from './booking/booking.desk';
import type { CheckInRefusal } from './day/day.desk';
import type { OfficeRefusal } from './office/office';
import { waiting } from './wait/wait.texts';
import { withdrawal } from './withdrawal/withdrawal.texts';

const booking: Record<Exclude<BookingRefusal, keyof typeof withdrawal>, Texts[string]> = {
  'no-such-office': {
    az: 'Belə qəbul idarəsi yoxdur.',
    en: 'There is no such office.',
    ru: 'Такого подразделения нет.',
  },
  'service-not-received': {
    az: 'Bu idarə həmin xidmət üzrə qəbul aparmır. Qəbul aparan idarələr göstərilib.',
    en: 'This office does not receive this service. Those that do are listed.',
    ru: 'Это подразделение не принимает по данной услуге. Указаны те, которые принимают.',
  },
  'service-twice': {
    az: 'Eyni xidmət iki dəfə yazılıb.',
    en: 'The same service is asked for twice.',
    ru: 'Одна и та же услуга указана дважды.',
  },
  'individually-no-queue': {
    az: 'Bu idarə fərdi qaydada, növbəsiz qəbul edir. Qəbul saatları: {hours}.',
    en: 'This office receives individually, there is no queue. Hours: {hours}.',
    ru: 'Это подразделение принимает индивидуально, без очереди. Часы приёма: {hours}.',
  },
  'channel-not-received': {
    az: 'Bu idarəyə növbə başqa yolla götürülür: {channels}.',
    en: 'A place at this office is taken in another way: {channels}.',
    ru: 'Запись в это подразделение ведётся другим способом: {channels}.',
  },
  'day-over': { az: 'Bu gün artıq keçib.', en: 'This day is over.', ru: 'Этот день уже прошёл.' },
  'office-closed': {
    az: 'İdarə həmin gün qəbul aparmır. {reason}',
    en: 'The office is closed on that day. {reason}',
    ru: 'В этот день подразделение не принимает. {reason}',
  },
  'not-released-yet': {
    az: 'Həmin günün yerləri hələ açılmayıb: {releasedAt}.',
    en: 'The places of that day are not given out yet: {releasedAt}.',
    ru: 'Запись на этот день ещё не открыта: {releasedAt}.',
  },
  'place-past': {
    az: 'Bu yerin vaxtı keçib.',
    en: 'The time of this place has come already.',
    ru: 'Время этого места уже наступило.',
  },
  'no-such-place': {
    az: 'Həmin vaxtda yer nəzərdə tutulmayıb.',
    en: 'No place begins at that time.',
    ru: 'На это время приём не предусмотрен.',
  },
  'place-taken': {
    az: 'Bu yer artıq tutulub. Ən yaxın boş yerlər göstərilib.',
    en: 'This place is taken. The nearest free ones are listed.',
    ru: 'Это место уже занято. Указаны ближайшие свободные.',
  },
  'no-adjacent-places': {
    az: 'Həmin vaxtdan başlayaraq hamınız üçün yanaşı yer yoxdur.',
    en: 'From that time on there are not enough places side by side for all of you.',
    ru: 'С этого времени нет достаточного числа соседних мест для всех.',
  },
  'already-booked': {
    az: 'Bu şəxsin bu xidmət üzrə artıq növbəsi var.',
    en: 'This person has a place for this service already.',
    ru: 'У этого лица уже есть запись на эту услугу.',
  },
  'booking-not-found': {
    az: 'Bu nömrə və gizli kodla növbə tapılmadı.',
    en: 'No booking was found with this reference and secret.',
    ru: 'Запись с таким номером и секретным кодом не найдена.',
  },
  'hold-expired': {
    az: 'Yerin saxlanma vaxtı bitib. Yenidən seçin.',
    en: 'The time for which the place was held is over. Choose again.',
    ru: 'Срок удержания места истёк. Выберите снова.',
  },
  'booking-ended': {
    az: 'Bu növbə artıq qüvvədə deyil.',
    en: 'This booking is no longer in force.',
    ru: 'Эта запись больше не действует.',
  },
  'booking-changed': {
    az: 'Növbə elə bu anda dəyişdi. Ona yenidən baxın və təkrar cəhd edin.',
    en: 'The booking was changed at the same moment. Look at it and try again.',
    ru: 'Запись в тот же момент изменилась. Посмотрите на неё и повторите попытку.',
  },
  'too-late-to-change': {
    az: 'Növbəni yalnız başlanmasına {minutes} dəqiqə qalana qədər dəyişmək və ya ləğv etmək olar.',
    en: 'A booking can be moved or cancelled until {minutes} minutes before it begins.',
    ru: 'Изменить или отменить запись можно не позднее чем за {minutes} минут до начала.',
  },
  'visitor-twice': {
    az: 'Eyni sənəd iki nəfər üçün yazılıb.',
    en: 'The same document is given for two visitors.',
    ru: 'Один и тот же документ указан для двух посетителей.',
  },
  'contact-limit-reached': {
    az: 'Bu əlaqə vasitəsi ilə ən çoxu {active} növbə götürülə bilər.',
    en: 'With one contact {active} bookings can be in force at a time.',
    ru: 'На один контакт может действовать не более {active} записей.',
  },
  'hold-limit-reached': {
    az: 'Bir şəxs üçün gündə ən çoxu {perDay} dəfə yer seçilə bilər.',
    en: 'Places can be chosen {perDay} times a day for one person.',
    ru: 'Для одного лица место можно выбирать не более {perDay} раз в день.',
  },
  'other-services': {
    az: 'Köçürmədə növbənin bütün xidmətləri və yalnız onlar göstərilməlidir.',
    en: 'A move names all services of the booking, and no others.',
    ru: 'При переносе нужно указать все услуги записи и только их.',
  },
  'idempotency-key-reused': {
    az: 'Bu açarla artıq başqa məzmunlu sorğu göndərilib.',
    en: 'This key was already used for a request with other content.',
    ru: 'С этим ключом уже был отправлен запрос с другим содержанием.',
  },
};

const office: Record<Exclude<OfficeRefusal, BookingRefusal>, Texts[string]> = {
  'hours-empty': {
    az: 'Qəbul saatları düzgün deyil: {opens}–{closes}, fasilələr bunun daxilində və ardıcıl olmalıdır.',
    en: 'These hours cannot be kept: {opens}–{closes}, and the breaks inside, one after the other.',
    ru: 'Часы приёма заданы неверно: {opens}–{closes}; перерывы должны быть внутри и по порядку.',
  },
  'named-twice': { az: '"{name}" iki dəfə yazılıb.', en: '"{name}" is named twice.', ru: '«{name}» указано дважды.' },
  'seats-without-counters': {
    az: 'Bu xidmətlərin ({services}) {seats} yeri üçün yalnız {counters} pəncərə var.',
    en: 'For {seats} seats of these services ({services}) there are only {counters} counters.',
    ru: 'На {seats} мест этих услуг ({services}) есть только {counters} окон.',
  },
  'no-exceptional-day': {
    az: 'Həmin gün üçün istisna yoxdur.',
    en: 'That day is no exception.',
    ru: 'Для этого дня исключения нет.',
  },
};

const day: Record<Exclude<CheckInRefusal, BookingRefusal>, Texts[string]> = {
  'booking-not-today': {
    az: 'Növbə bu gün və bu idarə üçün deyil: {on}, {office}.',
    en: 'The booking is not for today and this office: {on}, {office}.',
    ru: 'Запись не на сегодня и не в это подразделение: {on}, {office}.',
  },
  'name-not-unique': {
    az: 'Bu gün bu soyadla {count} növbə var. Sənədi və ya nömrəni göstərin.',
    en: 'Today {count} bookings bear this surname. Give the document or the reference.',
    ru: 'На сегодня с этой фамилией записей: {count}. Укажите документ или номер.',
  },
  'too-early': {
    az: 'Qeydiyyat {from} tarixindən başlayır.',
    en: 'It is too early: come from {from} on.',
    ru: 'Слишком рано: приходите с {from}.',
  },
  'place-given-up': {
    az: '{minutes} dəqiqədən çox gecikmə səbəbindən yer ləğv olunub. Növbəsiz talon götürmək olar.',
    en: 'The place was given up after {minutes} minutes. A ticket without a place can be taken.',
    ru: 'Место снято после {minutes} минут опоздания. Можно взять талон без записи.',
  },
  'counter-busy': {
    az: 'Pəncərədə hələ {number} nömrəli talon qəbul olunur.',
    en: 'Ticket {number} is still at this counter.',
    ru: 'У этого окна ещё обслуживается талон {number}.',
  },
  'nobody-waits': { az: 'Gözləyən yoxdur.', en: 'Nobody waits.', ru: 'Никто не ожидает.' },
  'ticket-not-found': { az: 'Belə talon yoxdur.', en: 'There is no such ticket today.', ru: 'Такого талона сегодня нет.' },
  'ticket-not-called': { az: 'Talon çağırılmayıb.', en: 'The ticket is not called.', ru: 'Талон не вызван.' },
  'ticket-not-parked': { az: 'Talon kənara qoyulmayıb.', en: 'The ticket is not parked.', ru: 'Талон не отложен.' },
  'ticket-ended': { az: 'Talonun qəbulu başa çatıb.', en: 'The ticket has ended.', ru: 'Обслуживание по талону завершено.' },
};

const fields = {
  degrees: {
    az: 'Enlik −90…90, uzunluq −180…180 dərəcə olmalıdır.',
    en: 'It must be degrees: a latitude from −90 to 90, a longitude from −180 to 180.',
    ru: 'Нужны градусы: широта от −90 до 90, долгота от −180 до 180.',
  },
  services: {
    az: 'Vergüllə ayrılmış ən çoxu 5 müxtəlif xidmət kodu olmalıdır.',
    en: 'It must be at most 5 different codes of services, separated by commas.',
    ru: 'Укажите не более 5 разных кодов услуг через запятую.',
  },
} satisfies Texts;

const doors = {
  'client-limit-reached': {
    az: 'Bir hesabdan dəqiqədə ən çoxu {perMinute} dəfə yer seçilə bilər.',
    en: 'One account may begin {perMinute} bookings a minute.',
    ru: 'С одной учётной записи можно выбирать место не более {perMinute} раз в минуту.',
  },
  'no-such-counter': { az: 'Belə pəncərə yoxdur.', en: 'There is no such counter.', ru: 'Такого окна нет.' },
  'application-not-listed': {
    az: 'Bu müraciət talonu tapılmayanların arasında deyil.',
    en: 'This application is not one of those whose ticket was not found.',
    ru: 'Этого заявления нет среди тех, чей талон не найден.',
  },
  'days-not-over': {
    az: 'Yalnız başa çatmış günlər yoxlanıla bilər.',
    en: 'Only days that are over can be tried.',
    ru: 'Проверить можно только прошедшие дни.',
  },
  'one-sign': {
    az: 'Nömrə, sənəd və ya soyaddan yalnız biri göstərilməlidir.',
    en: 'Give exactly one of reference, document and surname.',
    ru: 'Укажите только одно: номер, документ или фамилию.',
  },
  'channel-unknown': {
    az: 'Hesabınız növbə verən kanal kimi tanınmır.',
    en: 'Your account is not known as a channel that gives places.',
    ru: 'Ваша учётная запись не зарегистрирована как канал записи.',
  },
  'not-your-office': {
    az: 'Yalnız öz idarənizdə bunu edə bilərsiniz.',
    en: 'You may do this in your own office only.',
    ru: 'Это можно делать только в своём подразделении.',
  },
} satisfies Texts;

export const texts = { ...booking, ...withdrawal, ...waiting, ...office, ...day, ...fields, ...doors };

declare module '@qeyd/platform' {
  interface KnownTexts {
    queue: typeof texts;
  }
}
