/** What is said about the waiting list. */
import type { Texts } from '@qeyd/platform';

export const waiting = {
  'wait-not-found': {
    az: 'Bu nömrə və gizli kodla gözləmə tapılmadı.',
    en: 'Nobody waits with this reference and secret.',
    ru: 'Ожидание с таким номером и секретным кодом не найдено.',
  },
  'wait-ended': {
    az: 'Siz artıq gözləmə siyahısında deyilsiniz.',
    en: 'You are not on the waiting list any more.',
    ru: 'Вас уже нет в листе ожидания.',
  },
  'wait-offered': {
    az: 'Artıq bir yer təklif olunub.',
    en: 'A place is offered already.',
    ru: 'Место уже предложено.',
  },
  'already-waiting': {
    az: 'Bu şəxs bu xidmət üzrə artıq gözləmə siyahısındadır.',
    en: 'This person is on a waiting list for this service already.',
    ru: 'Это лицо уже в листе ожидания на эту услугу.',
  },
  'place-free': {
    az: 'Bu günlərdə boş yer var, gözləməyə ehtiyac yoxdur. Boş yerlər göstərilib.',
    en: 'On these days places are free: there is no need to wait. They are listed.',
    ru: 'В эти дни есть свободные места, ждать не нужно. Они указаны.',
  },
  'days-out-of-order': {
    az: 'Son gün ({until}) ilk gündən ({from}) əvvəldir.',
    en: 'The last day ({until}) is before the first ({from}).',
    ru: 'Последний день ({until}) раньше первого ({from}).',
  },
} satisfies Texts;
