/** The notices about the queue, in Russian. */
import type { CivilDate } from '@qeyd/core';
import type { QueueMatter, VisitMatter } from '../../matter';
import { clockOf, type QueueLetters, type WritingOf } from '../wording';

export function queueLetters(on: (date: CivilDate) => string): QueueLetters {
  const weekdays = 'понедельник, вторник, среда, четверг, пятница, суббота, воскресенье';
  const { day, time, before } = clockOf(on, weekdays);
  const when = (at: string): string => `${day(at)}, в ${time(at)}`;

  const asked = ({ matter, name, queue }: WritingOf<QueueMatter['kind']>) =>
    [
      ['Номер', matter.reference],
      ['Посетитель', matter.people === 1 ? name : `${name}, всего человек: ${String(matter.people)}`],
      ['Услуга', queue.service],
      ['Где', queue.office],
    ] as const;
  const facts = (writing: WritingOf<VisitMatter['kind']>) =>
    [
      ...asked(writing),
      ['День', day(writing.matter.startsAt)],
      ['Время', `${time(writing.matter.startsAt)}–${time(writing.matter.endsAt)} (по Баку)`],
    ] as const;

  const coming = ({ matter, queue }: WritingOf<VisitMatter['kind']>): string[] => [
    `Начало в ${time(matter.startsAt)}. Приходите не раньше чем за ${String(queue.early)} мин.; при опоздании более чем на ${String(queue.late)} мин. место теряется.`,
    'По прибытии покажите QR-код из этого письма или назовите номер.',
    'Возьмите документ, по которому записывались: воспользоваться местом может только его владелец.',
  ];
  const changing = ({ matter, queue }: WritingOf<VisitMatter['kind']>): string =>
    `Перенести запись или отказаться от неё можно до: ${before(matter.startsAt, queue.change)}. Это можно сделать по ссылке выше, в приложении или по телефонам 108 и (012) 919.`;

  return {
    'booking-confirmed': (writing) => ({
      subject: `Ваше место в очереди: ${writing.matter.reference}`,
      lead: [`Вы записаны: ${when(writing.matter.startsAt)}.`],
      link: ['Посмотреть, перенести или отменить запись', writing.queue.page],
      facts: facts(writing),
      next: [...coming(writing), changing(writing)],
    }),
    'booking-moved': (writing) => ({
      subject: `Запись перенесена: ${writing.matter.reference}`,
      lead: [
        `Новое время: ${when(writing.matter.startsAt)}.`,
        `Прежняя запись больше не действует: ${writing.queue.officeNamed(writing.matter.from.office)}, ${when(writing.matter.from.startsAt)}.`,
      ],
      link: ['Посмотреть, перенести или отменить запись', writing.queue.page],
      facts: facts(writing),
      next: [...coming(writing), changing(writing)],
    }),
    'booking-cancelled': (writing) => ({
      subject: `Запись отменена: ${writing.matter.reference}`,
      lead: [`Запись отменена: ${when(writing.matter.startsAt)}. В это время никого не ждут.`],
      facts: facts(writing),
      next: [
        'Если услуга всё ещё нужна, запишитесь снова: в приложении, на сайте или по телефону 108.',
        'Если вы этого не хотели, позвоните по номеру (012) 919 и назовите номер записи.',
      ],
    }),
    'booking-reminder': (writing) => ({
      subject: `Напоминание о записи: ${writing.matter.reference}`,
      lead: [
        `Вас ждут: ${when(writing.matter.startsAt)}.`,
        'Если вы не сможете прийти, пожалуйста, откажитесь от записи: это место ждут другие.',
      ],
      link: ['Не смогу прийти: отменить или перенести', writing.queue.page],
      facts: facts(writing),
      next: [...coming(writing), changing(writing)],
    }),
    'booking-missed': (writing) => ({
      subject: `Место в очереди снято: ${writing.matter.reference}`,
      lead: [
        `Вас ждали: ${when(writing.matter.startsAt)}. Прошло ${String(writing.queue.late)} мин., никто не пришёл, и место снято.`,
      ],
      link: ['Записаться снова', writing.queue.page],
      facts: facts(writing),
      next: [
        'В этот же день можно прийти и без записи: возьмите талон на месте, вас вызовут между записавшимися.',
        'На другой день запишитесь снова: по ссылке выше, в приложении или по телефону 108.',
        'Если вы пришли вовремя, позвоните по номеру (012) 919 и назовите номер записи.',
      ],
    }),
    'booking-link': (writing) => ({
      subject: `Ссылка на вашу запись: ${writing.matter.reference}`,
      lead: [
        'Ссылку на вашу запись запросил тот, кто знает ваш адрес электронной почты и документ. Она не изменилась.',
        'Если это были не вы, ничего делать не нужно: ссылка отправлена только вам.',
      ],
      link: ['Посмотреть, перенести или отменить запись', writing.queue.page],
      facts: facts(writing),
      next: ['Там видно, что с записью, её можно перенести или отменить; это можно сделать и по телефонам 108 и (012) 919.'],
    }),
    'place-withdrawn': (writing) => {
      const { matter, queue } = writing;
      const { offer } = matter;
      return {
        subject: `Приём в назначенное время не состоится: ${matter.reference}`,
        lead: [
          `${queue.office} не сможет вас принять: ${when(matter.startsAt)}.`,
          offer
            ? `Для вас сохраняется другое место: ${queue.officeNamed(offer.office)}, ${when(offer.startsAt)}. Ответьте до: ${day(offer.until)}, ${time(offer.until)}.`
            : 'Другого места пока не нашлось. Пожалуйста, выберите его сами.',
        ],
        link: [offer ? 'Принять предложенное время или выбрать другое' : 'Выбрать другое время', queue.page],
        facts: [...facts(writing), ['Причина', matter.reason]],
        next: [
          'В прежнее время приходить не нужно. Ваша запись сохраняется, пока вы не выберете другое время или не откажетесь.',
          'Сделать это можно по ссылке выше или по телефонам 108 и (012) 919, в том числе незадолго до прежнего времени.',
        ],
      };
    },
    'offer-reminder': ({ matter, queue, ...writing }) => ({
      subject: `Ждём вашего ответа, для вас сохраняется место: ${matter.reference}`,
      lead: [
        `${queue.office} не сможет вас принять: ${when(matter.startsAt)}. Вы ещё не сообщили, что вам подходит взамен.`,
        `Для вас сохраняется другое место: ${queue.officeNamed(matter.offer.office)}, ${when(matter.offer.startsAt)}. Ответьте до: ${day(matter.offer.until)}, ${time(matter.offer.until)}; потом оно не сохраняется.`,
      ],
      link: ['Принять предложенное время или выбрать другое', queue.page],
      facts: facts({ matter, queue, ...writing }),
      next: ['Ответить можно по ссылке выше или по телефонам 108 и (012) 919. И после этого можно выбрать другое время.'],
    }),
    'place-restored': (writing) => ({
      subject: `Ваша запись остаётся в силе: ${writing.matter.reference}`,
      lead: [
        `${writing.queue.office} примет вас в прежнее время: ${when(writing.matter.startsAt)}.`,
        'Предложенное взамен место больше не сохраняется.',
      ],
      link: ['Посмотреть, перенести или отменить запись', writing.queue.page],
      facts: facts(writing),
      next: [...coming(writing), changing(writing)],
    }),
    'wait-begun': (writing) => {
      const { from, until } = writing.matter;
      return {
        subject: `Вы в листе ожидания: ${writing.matter.reference}`,
        lead: [
          'Вы в листе ожидания: освободившееся место сначала предлагают тем, кто встал в него раньше вас.',
          `Как только место освободится для вас, вы получите письмо; место будет сохраняться за вами ${String(writing.queue.kept)} мин.`,
        ],
        link: ['Посмотреть свою очередь или выйти из листа ожидания', writing.queue.page],
        facts: [...asked(writing), ['Дни', from === until ? on(from) : `${on(from)} – ${on(until)}`]],
        next: [
          'Следите за почтой: место, которое не заняли вовремя, получит следующий в листе ожидания.',
          'Если место больше не нужно, выйдите из листа ожидания: по ссылке выше или по телефонам 108 и (012) 919.',
        ],
      };
    },
    'place-offered': (writing) => ({
      subject: `Для вас освободилось место: ${writing.matter.reference}`,
      lead: [
        `Вы в листе ожидания, и место освободилось: ${when(writing.matter.startsAt)}.`,
        `Оно сохраняется за вами до ${time(writing.matter.until)}, затем его получит следующий.`,
      ],
      link: ['Занять это место', writing.queue.page],
      facts: facts(writing),
      next: ['Место станет вашим, когда вы его займёте: по ссылке выше или по телефонам 108 и (012) 919.'],
    }),
  };
}
