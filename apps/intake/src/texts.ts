/** What intake says to people, in their language. */
import type { Texts } from '@qeyd/platform';
import type { FaultCode, Warning } from './form/form';

const form = {
  'not-the-applicant': {
    az: 'Bu hesabla yalnız öz adınızdan müraciət edə bilərsiniz.',
    en: 'With this account you can apply in your own capacity only.',
    ru: 'С этой учётной записью можно подавать заявление только от своего имени.',
  },
  'host-missing': {
    az: 'Qəbul edən tərəf göstərilməlidir.',
    en: 'The receiving party must be given.',
    ru: 'Необходимо указать принимающую сторону.',
  },
  'sent-in-future': {
    az: 'Göndərilmə vaxtı gələcəkdədir.',
    en: 'The time of sending lies in the future.',
    ru: 'Время отправки указано в будущем.',
  },
  'received-in-future': {
    az: 'Qəbul tarixi gələcəkdə ola bilməz.',
    en: 'The date of receipt cannot lie in the future.',
    ru: 'Дата приёма не может быть в будущем.',
  },
  'received-too-long-ago': {
    az: 'Müraciət ən çoxu 3 gün əvvəlki tarixlə qeydə alına bilər.',
    en: 'An application can be dated back by at most 3 days.',
    ru: 'Заявление можно зарегистрировать задним числом не более чем на 3 дня.',
  },
  'reason-missing': {
    az: 'Əvvəlki tarixin səbəbi yazılmalıdır.',
    en: 'Give the reason for the earlier date of receipt.',
    ru: 'Укажите причину более ранней даты приёма.',
  },
  'birth-after-entry': {
    az: 'Doğum tarixi ölkəyə gəlmə tarixindən sonradır.',
    en: 'The date of birth is after the date of entry.',
    ru: 'Дата рождения позже даты въезда.',
  },
  'document-number-unreadable': {
    az: 'Sənədin nömrəsində hərf və rəqəm yoxdur.',
    en: 'The number of the document has no letter and no digit.',
    ru: 'В номере документа нет ни букв, ни цифр.',
  },
  'document-expired-before-entry': {
    az: 'Sənədin müddəti ölkəyə gəlmədən əvvəl bitib.',
    en: 'The document had expired before the entry.',
    ru: 'Срок действия документа истёк до въезда.',
  },
  'issued-after-expiry': {
    az: 'Sənədin verilmə tarixi bitmə tarixindən sonradır.',
    en: 'The document was issued after the day on which it expires.',
    ru: 'Дата выдачи документа позже окончания срока его действия.',
  },
  'entry-in-future': {
    az: 'Ölkəyə gəlmə tarixi gələcəkdədir.',
    en: 'The date of entry lies in the future.',
    ru: 'Дата въезда указана в будущем.',
  },
  'moved-in-before-entry': {
    az: 'Olduğu yerə gəlmə tarixi ölkəyə gəlmə tarixindən əvvəldir.',
    en: 'The date of moving in is before the date of entry.',
    ru: 'Дата заселения раньше даты въезда.',
  },
  'moved-in-in-future': {
    az: 'Olduğu yerə gəlmə tarixi gələcəkdədir.',
    en: 'The date of moving in lies in the future.',
    ru: 'Дата заселения указана в будущем.',
  },
  'visa-period-missing': {
    az: 'Vizada göstərilən qalma günlərini və ya vizanın bitmə tarixini yazın.',
    en: 'Give the days of stay on the visa, or the date until which it is valid.',
    ru: 'Укажите число дней пребывания по визе или срок её действия.',
  },
  'visa-not-expected': {
    az: 'Gəliş vizasız göstərilib, amma viza da yazılıb. Birini düzəldin.',
    en: 'The entry is given as visa-free, and yet a visa is given. Correct one of them.',
    ru: 'Въезд указан как безвизовый, но указана и виза. Исправьте одно из двух.',
  },
  'stay-period-over': {
    az: 'Qalma müddəti artıq bitib.',
    en: 'The period of stay is already over.',
    ru: 'Срок пребывания уже истёк.',
  },
  'no-policy-in-force': {
    az: 'Qəbul tarixində qüvvədə olan qayda yoxdur.',
    en: 'No rule was in force on the date of receipt.',
    ru: 'На дату приёма не действовало ни одно правило.',
  },
  'unknown-country': { az: 'Belə ölkə kodu yoxdur.', en: 'There is no such country code.', ru: 'Такого кода страны нет.' },
  'unknown-document-type': {
    az: 'Belə sənəd növü yoxdur.',
    en: 'There is no such type of document.',
    ru: 'Такого вида документа нет.',
  },
  'unknown-purpose': {
    az: 'Belə gəliş məqsədi yoxdur.',
    en: 'There is no such purpose of stay.',
    ru: 'Такой цели приезда нет.',
  },
  'unknown-office': { az: 'Belə idarə yoxdur.', en: 'There is no such office.', ru: 'Такого подразделения нет.' },
  'mrz-unreadable': {
    az: 'Maşınla oxunan sətirlər oxunmadı.',
    en: 'The machine-readable lines could not be read.',
    ru: 'Не удалось прочитать машиносчитываемые строки.',
  },
  'mrz-check-digit-wrong': {
    az: 'Maşınla oxunan sətirlərdə yoxlama rəqəmi səhvdir.',
    en: 'A check digit in the machine-readable lines is wrong.',
    ru: 'Неверная контрольная цифра в машиносчитываемых строках.',
  },
  'differs-from-mrz': {
    az: 'Sənədin maşınla oxunan sətirlərindən fərqlənir.',
    en: 'It differs from the machine-readable lines of the document.',
    ru: 'Не совпадает с машиносчитываемыми строками документа.',
  },
} satisfies Record<Exclude<FaultCode, 'date'>, Texts[string]>;

const warnings = {
  'document-expires-during-stay': {
    az: 'Sənədin müddəti qalma müddətində bitir.',
    en: 'The document expires during the stay.',
    ru: 'Срок действия документа истекает во время пребывания.',
  },
  'treaty-limits-stay': {
    az: 'Bu ölkənin vətəndaşları üçün müqavilə daha qısa vizasız müddət nəzərdə tutur.',
    en: 'A treaty provides for a shorter visa-free stay of citizens of this country.',
    ru: 'Для граждан этой страны договором предусмотрен более короткий безвизовый срок.',
  },
  'citizenship-needs-visa': {
    az: 'Bu ölkənin vətəndaşları vizasız gələnlər sırasında deyil.',
    en: 'Citizens of this country are not among those who enter without a visa.',
    ru: 'Граждане этой страны не входят в число въезжающих без визы.',
  },
} satisfies Record<Warning, Texts[string]>;

const answers = {
  'form-not-acceptable': {
    az: 'Müraciət qəbul edilmədi: düzəldilməli yerlər ayrıca göstərilib.',
    en: 'The application was not accepted: what needs correcting is listed.',
    ru: 'Заявление не принято: что нужно исправить, перечислено отдельно.',
  },
  'idempotency-key-reused': {
    az: 'Bu açarla artıq başqa məzmunlu müraciət göndərilib.',
    en: 'This key was already used for a request with other content.',
    ru: 'С этим ключом уже был отправлен запрос с другим содержанием.',
  },
  'office-missing': {
    az: 'Hesabınıza idarə bağlanmayıb.',
    en: 'Your account belongs to no office.',
    ru: 'Ваша учётная запись не закреплена за подразделением.',
  },
  'officers-only': {
    az: 'Bu sahəni yalnız əməkdaş doldura bilər.',
    en: 'Only an officer may fill in this field.',
    ru: 'Это поле может заполнить только сотрудник.',
  },
  'application-not-filed': {
    az: 'Belə müraciət qəbul edilməyib.',
    en: 'No such application was accepted.',
    ru: 'Такое заявление не принималось.',
  },
  'application-not-found': {
    az: 'Bu nömrə və gizli kodla müraciət tapılmadı.',
    en: 'No application was found with this reference and secret.',
    ru: 'Заявление с таким номером и секретным кодом не найдено.',
  },
  'person-not-told': {
    az: 'Ya sənədi, ya da müraciətin nömrəsini və gizli kodunu yazın.',
    en: 'Give either the document, or the reference and secret of the application.',
    ru: 'Укажите либо документ, либо номер и секретный код заявления.',
  },
  'document-needs-account': {
    az: 'Sənəd üzrə yalnız qəbul edən tərəf və ya əməkdaş məlumat verə bilər; müraciətin nömrəsini və gizli kodunu yazın.',
    en: 'Only a receiving party or an officer may report by document; give the reference and secret of the application.',
    ru: 'Сообщать по документу могут только принимающая сторона или сотрудник; укажите номер и секретный код заявления.',
  },
  'departure-not-found': {
    az: 'Bu gizli kodla getmə bildirişi tapılmadı.',
    en: 'No departure notice was found with this secret.',
    ru: 'Уведомление об отъезде с таким секретным кодом не найдено.',
  },
  'departure-date-reached': {
    az: 'Bildiriş yalnız öz tarixindən ({leavesOn}) əvvəl geri götürülə bilər.',
    en: 'A notice can be taken back only before its date, {leavesOn}.',
    ru: 'Уведомление можно отозвать только до указанной в нём даты, {leavesOn}.',
  },
  'receipt-not-genuine': {
    az: 'Bu qəbz bizim tərəfimizdən imzalanmayıb.',
    en: 'This receipt was not signed by us.',
    ru: 'Эта квитанция подписана не нами.',
  },
} satisfies Texts;

export const texts = { ...form, ...warnings, ...answers };

declare module '@qeyd/platform' {
  interface KnownTexts {
    intake: typeof texts;
  }
}
