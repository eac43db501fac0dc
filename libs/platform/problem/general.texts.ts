/** The platform's own texts: what can be wrong with any request and with any field. */
import type { Texts, Words } from './language';

export const generalTexts = {
  invalid: {
    az: 'Göndərilən məlumatlarda səhv var: {count}. Hər səhv ayrıca göstərilib.',
    en: 'Faults in the data sent: {count}. Each one is listed.',
    ru: 'Ошибок в отправленных данных: {count}. Каждая указана отдельно.',
  },
  'bad-request': { az: 'Sorğu anlaşılmadı.', en: 'The request could not be understood.', ru: 'Не удалось разобрать запрос.' },
  'body-unreadable': {
    az: 'Sorğunun məzmunu düzgün JSON deyil.',
    en: 'The body of the request is not valid JSON.',
    ru: 'Содержимое запроса не является корректным JSON.',
  },
  'body-too-large': {
    az: 'Sorğu çox böyükdür: ən çoxu {limit} bayt qəbul olunur.',
    en: 'The request is too large: at most {limit} bytes are accepted.',
    ru: 'Запрос слишком велик: принимается не более {limit} байт.',
  },
  'content-type': {
    az: 'Məlumatlar application/json formatında göndərilməlidir.',
    en: 'The data must be sent as application/json.',
    ru: 'Данные необходимо отправлять в формате application/json.',
  },
  'no-such-route': { az: 'Belə ünvan yoxdur.', en: 'There is nothing at this address.', ru: 'По этому адресу ничего нет.' },
  'not-found': { az: 'Axtarılan qeyd tapılmadı.', en: 'The record was not found.', ru: 'Запись не найдена.' },
  conflict: {
    az: 'Sorğu qeydin hazırkı vəziyyəti ilə uyğun gəlmir.',
    en: 'The request does not fit the present state of the record.',
    ru: 'Запрос не соответствует текущему состоянию записи.',
  },
  unauthenticated: {
    az: 'Bu əməliyyat üçün sistemə daxil olmaq lazımdır.',
    en: 'You have to sign in for this.',
    ru: 'Для этого действия необходимо войти в систему.',
  },
  'token-invalid': {
    az: 'Giriş açarı etibarsızdır və ya vaxtı bitib. Sistemə yenidən daxil olun.',
    en: 'The access token is not valid or has expired. Sign in again.',
    ru: 'Ключ доступа недействителен или истёк. Войдите в систему заново.',
  },
  forbidden: {
    az: 'Bu əməliyyat üçün səlahiyyətiniz yoxdur.',
    en: 'Your account may not do this.',
    ru: 'У вашей учётной записи нет прав на это действие.',
  },
  'too-many-requests': {
    az: 'Həddindən çox sorğu göndərilib. {seconds} saniyədən sonra yenidən cəhd edin.',
    en: 'Too many requests. Try again in {seconds} seconds.',
    ru: 'Слишком много запросов. Повторите попытку через {seconds} с.',
  },
  timeout: {
    az: 'Sorğu vaxtında tam göndərilmədi.',
    en: 'The request did not arrive completely in time.',
    ru: 'Запрос не был полностью получен вовремя.',
  },
  'sign-in-not-begun': {
    az: 'Giriş bu brauzerdə başlanmayıb və ya vaxtı keçib. Yenidən daxil olun.',
    en: 'This sign-in was not begun in this browser, or took too long. Sign in again.',
    ru: 'Вход начат не в этом браузере или занял слишком много времени. Войдите снова.',
  },
  'sign-in-away': {
    az: 'Giriş xidməti müvəqqəti olaraq əlçatan deyil. Bir azdan yenidən cəhd edin.',
    en: 'The sign-in service cannot be reached at the moment. Try again shortly.',
    ru: 'Служба входа временно недоступна. Повторите попытку немного позже.',
  },
  unavailable: {
    az: 'Xidmət müvəqqəti olaraq əlçatan deyil. Bir azdan yenidən cəhd edin.',
    en: 'The service is not available at the moment. Try again shortly.',
    ru: 'Служба временно недоступна. Повторите попытку немного позже.',
  },
  fault: {
    az: 'Sistemdə xəta baş verdi. Bir azdan yenidən cəhd edin; xəta təkrarlansa, bu sorğunun nömrəsini bildirin.',
    en: 'Something went wrong on our side. Try again shortly; if it happens again, tell us the number of this request.',
    ru: 'В системе произошла ошибка. Повторите попытку немного позже; если ошибка повторится, сообщите номер этого запроса.',
  },

  required: { az: 'Bu sahə doldurulmalıdır.', en: 'This field is required.', ru: 'Это поле обязательно для заполнения.' },
  'unknown-field': { az: 'Belə sahə nəzərdə tutulmayıb.', en: 'There is no such field.', ru: 'Такое поле не предусмотрено.' },
  text: { az: 'Mətn olmalıdır.', en: 'It must be a text.', ru: 'Значение должно быть текстом.' },
  characters: {
    az: 'Yolverilməz simvollar var.',
    en: 'It contains characters that are not allowed.',
    ru: 'Содержит недопустимые символы.',
  },
  'too-short': {
    az: 'Ən azı {min} simvol olmalıdır.',
    en: 'At least {min} characters are needed.',
    ru: 'Минимальное число символов: {min}.',
  },
  'too-long': {
    az: 'Ən çoxu {max} simvol ola bilər.',
    en: 'At most {max} characters are allowed.',
    ru: 'Максимальное число символов: {max}.',
  },
  pattern: {
    az: 'Yazılış qaydasına uyğun deyil.',
    en: 'It is not written as required.',
    ru: 'Не соответствует требуемому формату.',
  },
  choice: { az: 'Bunlardan biri olmalıdır: {values}.', en: 'It must be one of: {values}.', ru: 'Допустимые значения: {values}.' },
  date: {
    az: 'İİİİ-AA-GG şəklində mövcud tarix olmalıdır.',
    en: 'It must be an existing date, written YYYY-MM-DD.',
    ru: 'Укажите существующую дату в виде ГГГГ-ММ-ДД.',
  },
  instant: {
    az: 'Tarix, vaxt və saat qurşağı göstərilməlidir, məsələn, 2026-11-22T09:30:00+04:00.',
    en: 'It must be a date and time with its offset, for example 2026-11-22T09:30:00+04:00.',
    ru: 'Укажите дату и время с часовым поясом, например 2026-11-22T09:30:00+04:00.',
  },
  flag: { az: 'true və ya false olmalıdır.', en: 'It must be true or false.', ru: 'Значение должно быть true или false.' },
  'whole-number': { az: 'Tam ədəd olmalıdır.', en: 'It must be a whole number.', ru: 'Значение должно быть целым числом.' },
  'too-small': {
    az: '{min}-dən kiçik ola bilməz.',
    en: 'It must be at least {min}.',
    ru: 'Значение не может быть меньше {min}.',
  },
  'too-large': { az: '{max}-dən böyük ola bilməz.', en: 'It must be at most {max}.', ru: 'Значение не может быть больше {max}.' },
  email: { az: 'E-poçt ünvanı düzgün deyil.', en: 'It is not an e-mail address.', ru: 'Неверный адрес электронной почты.' },
  uuid: { az: 'Düzgün identifikator (UUID) deyil.', en: 'It is not a UUID.', ru: 'Неверный идентификатор (UUID).' },
  object: { az: 'JSON obyekti olmalıdır.', en: 'It must be a JSON object.', ru: 'Значение должно быть объектом JSON.' },
  list: { az: 'Siyahı olmalıdır.', en: 'It must be a list.', ru: 'Значение должно быть списком.' },
  'too-many': {
    az: 'Siyahıda ən çoxu {max} element ola bilər.',
    en: 'The list may hold at most {max} items.',
    ru: 'Максимальное число элементов в списке: {max}.',
  },
  'empty-item': {
    az: 'Siyahıda boş element ola bilməz.',
    en: 'The list may not hold empty items.',
    ru: 'В списке не должно быть пустых элементов.',
  },
  'too-deep': {
    az: 'Məlumatların iç-içəliyi həddindən artıqdır.',
    en: 'The data is nested too deeply.',
    ru: 'Слишком глубокая вложенность данных.',
  },
  'idempotency-key': {
    az: 'Idempotency-Key başlığı 1–255 çap olunan ASCII simvoldan ibarət olmalıdır.',
    en: 'The header Idempotency-Key must be 1 to 255 printable ASCII characters.',
    ru: 'Заголовок Idempotency-Key должен состоять из 1–255 печатных символов ASCII.',
  },
} as const satisfies Texts;

/** What a status means, as the title of its problems. */
export const titles: { readonly [status: number]: Words | undefined; readonly 400: Words; readonly 500: Words } = {
  400: { az: 'Sorğuda səhv var', en: 'The request has faults', ru: 'Ошибка в запросе' },
  401: { az: 'Giriş tələb olunur', en: 'Sign-in needed', ru: 'Требуется вход' },
  403: { az: 'İcazə yoxdur', en: 'Not allowed', ru: 'Доступ запрещён' },
  404: { az: 'Tapılmadı', en: 'Not found', ru: 'Не найдено' },
  408: { az: 'Vaxt bitdi', en: 'Timed out', ru: 'Время ожидания истекло' },
  409: { az: 'Ziddiyyət', en: 'Conflict', ru: 'Конфликт' },
  413: { az: 'Sorğu çox böyükdür', en: 'Too large', ru: 'Слишком большой запрос' },
  415: { az: 'Format dəstəklənmir', en: 'Format not supported', ru: 'Формат не поддерживается' },
  422: { az: 'Sorğu yerinə yetirilə bilməz', en: 'The request cannot be carried out', ru: 'Запрос не может быть выполнен' },
  429: { az: 'Həddindən çox sorğu', en: 'Too many requests', ru: 'Слишком много запросов' },
  500: { az: 'Sistem xətası', en: 'Fault', ru: 'Ошибка системы' },
  503: { az: 'Xidmət əlçatan deyil', en: 'Not available', ru: 'Служба недоступна' },
};
