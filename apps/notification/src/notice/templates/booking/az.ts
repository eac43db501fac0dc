/** The notices about the queue, in Azerbaijani. */
import type { CivilDate } from '@qeyd/core';
import type { QueueMatter, VisitMatter } from '../../matter';
import { clockOf, type QueueLetters, type WritingOf } from '../wording';

export function queueLetters(on: (date: CivilDate) => string): QueueLetters {
  const weekdays = 'bazar ertəsi, çərşənbə axşamı, çərşənbə, cümə axşamı, cümə, şənbə, bazar';
  const { day, time, before } = clockOf(on, weekdays);
  const when = (at: string): string => `${day(at)}, saat ${time(at)}`;

  const asked = ({ matter, name, queue }: WritingOf<QueueMatter['kind']>) =>
    [
      ['Növbənin nömrəsi', matter.reference],
      ['Gələn şəxs', matter.people === 1 ? name : `${name}, cəmi ${String(matter.people)} nəfər`],
      ['Xidmət', queue.service],
      ['Ünvan', queue.office],
    ] as const;
  const facts = (writing: WritingOf<VisitMatter['kind']>) =>
    [
      ...asked(writing),
      ['Gün', day(writing.matter.startsAt)],
      ['Vaxt', `${time(writing.matter.startsAt)}–${time(writing.matter.endsAt)} (Bakı vaxtı)`],
    ] as const;

  const coming = ({ matter, queue }: WritingOf<VisitMatter['kind']>): string[] => [
    `Növbənin başlanğıcı: saat ${time(matter.startsAt)}. Ən çoxu ${String(queue.early)} dəqiqə əvvəl gəlin; ${String(queue.late)} dəqiqədən çox gecikən şəxsin növbəsi ləğv olunur.`,
    'Gələndə bu məktubdakı QR kodu göstərin və ya növbənin nömrəsini deyin.',
    'Növbə götürərkən göstərdiyiniz sənədi gətirin: bu növbədən başqası istifadə edə bilməz.',
  ];
  const changing = ({ matter, queue }: WritingOf<VisitMatter['kind']>): string =>
    `Növbənin vaxtını dəyişmək və ya ondan imtina etmək üçün son vaxt: ${before(matter.startsAt, queue.change)}. Bunu yuxarıdakı keçidlə, mobil tətbiqdə, 108 və ya (012) 919 nömrəsinə zəng etməklə edə bilərsiniz.`;

  return {
    'booking-confirmed': (writing) => ({
      subject: `Növbəniz: ${writing.matter.reference}`,
      lead: [`Növbə götürüldü: ${when(writing.matter.startsAt)}.`],
      link: ['Növbəyə bax, vaxtını dəyiş və ya imtina et', writing.queue.page],
      facts: facts(writing),
      next: [...coming(writing), changing(writing)],
    }),
    'booking-moved': (writing) => ({
      subject: `Növbənizin vaxtı dəyişdirildi: ${writing.matter.reference}`,
      lead: [
        `Növbənin yeni vaxtı: ${when(writing.matter.startsAt)}.`,
        `Əvvəlki vaxt artıq qüvvədə deyil: ${writing.queue.officeNamed(writing.matter.from.office)}, ${when(writing.matter.from.startsAt)}.`,
      ],
      link: ['Növbəyə bax, vaxtını dəyiş və ya imtina et', writing.queue.page],
      facts: facts(writing),
      next: [...coming(writing), changing(writing)],
    }),
    'booking-cancelled': (writing) => ({
      subject: `Növbə ləğv edildi: ${writing.matter.reference}`,
      lead: [`${when(writing.matter.startsAt)} üçün götürülmüş növbə ləğv edildi. Həmin vaxta heç kim gözlənilmir.`],
      facts: facts(writing),
      next: [
        'Xidmət hələ də lazımdırsa, yeni növbə götürün: mobil tətbiqdə, saytda və ya 108 nömrəsinə zəng etməklə.',
        'Bunu siz istəməmisinizsə, (012) 919 nömrəsinə zəng edin və növbənin nömrəsini bildirin.',
      ],
    }),
    'booking-reminder': (writing) => ({
      subject: `Növbənizi xatırladırıq: ${writing.matter.reference}`,
      lead: [
        `Sizi gözləyirik: ${when(writing.matter.startsAt)}.`,
        'Gələ bilmirsinizsə, xahiş edirik, növbədən imtina edin: onu gözləyən başqaları var.',
      ],
      link: ['Gələ bilmirəm: imtina et və ya vaxtını dəyiş', writing.queue.page],
      facts: facts(writing),
      next: [...coming(writing), changing(writing)],
    }),
    'booking-missed': (writing) => ({
      subject: `Növbəniz ləğv olundu: ${writing.matter.reference}`,
      lead: [
        `Sizi gözləyirdik: ${when(writing.matter.startsAt)}. ${String(writing.queue.late)} dəqiqə keçdikdən sonra da heç kim gəlmədiyi üçün növbə ləğv olundu.`,
      ],
      link: ['Yeni növbə götür', writing.queue.page],
      facts: facts(writing),
      next: [
        'Həmin gün növbəsiz də gələ bilərsiniz: yerində talon götürün, sizi növbəsi olanların arasında çağıracaqlar.',
        'Başqa gün üçün yeni növbə götürün: yuxarıdakı keçidlə, mobil tətbiqdə və ya 108 nömrəsinə zəng etməklə.',
        'Vaxtında gəlmişdinizsə, (012) 919 nömrəsinə zəng edin və növbənin nömrəsini bildirin.',
      ],
    }),
    'booking-link': (writing) => ({
      subject: `Növbənizin keçidi: ${writing.matter.reference}`,
      lead: [
        'E-poçt ünvanınızı və sənədinizi bilən biri növbənizin keçidini istədi. Keçid dəyişməyib.',
        'Bunu siz istəməmisinizsə, heç nə etmək lazım deyil: keçid yalnız sizə göndərilib.',
      ],
      link: ['Növbəyə bax, vaxtını dəyiş və ya imtina et', writing.queue.page],
      facts: facts(writing),
      next: [
        'Orada növbənizin vəziyyətini görə, vaxtını dəyişə və ya imtina edə bilərsiniz; 108 və ya (012) 919 nömrəsinə zəng etməklə də.',
      ],
    }),
    'place-withdrawn': (writing) => {
      const { matter, queue } = writing;
      const { offer } = matter;
      return {
        subject: `Növbəniz saxlanıla bilmir: ${matter.reference}`,
        lead: [
          `${queue.office} sizi bu vaxt qəbul edə bilmir: ${when(matter.startsAt)}.`,
          offer
            ? `Sizin üçün başqa yer saxlanılır: ${queue.officeNamed(offer.office)}, ${when(offer.startsAt)}. Cavab üçün son vaxt: ${day(offer.until)}, saat ${time(offer.until)}.`
            : 'Hələlik başqa boş vaxt tapılmadı. Xahiş edirik, özünüz seçin.',
        ],
        link: [offer ? 'Təklif olunan vaxtı qəbul et və ya başqasını seç' : 'Başqa vaxt seç', queue.page],
        facts: [...facts(writing), ['Səbəb', matter.reason]],
        next: [
          'Əvvəlki vaxtda gəlmək lazım deyil. Yeni vaxt seçənə və ya imtina edənə qədər növbəniz silinmir.',
          'Bunu yuxarıdakı keçidlə, 108 və ya (012) 919 nömrəsinə zəng etməklə, əvvəlki vaxta az qalmış da edə bilərsiniz.',
        ],
      };
    },
    'offer-reminder': ({ matter, queue, ...writing }) => ({
      subject: `Cavabınızı gözləyirik, sizin üçün yer saxlanılır: ${matter.reference}`,
      lead: [
        `${queue.office} sizi bu vaxt qəbul edə bilmir: ${when(matter.startsAt)}. Əvəzində nə istədiyinizi hələ bildirməmisiniz.`,
        `Sizin üçün saxlanılan yer: ${queue.officeNamed(matter.offer.office)}, ${when(matter.offer.startsAt)}. Cavab üçün son vaxt: ${day(matter.offer.until)}, saat ${time(matter.offer.until)}; sonra bu yer saxlanılmır.`,
      ],
      link: ['Təklif olunan vaxtı qəbul et və ya başqasını seç', queue.page],
      facts: facts({ matter, queue, ...writing }),
      next: [
        'Yuxarıdakı keçidlə, 108 və ya (012) 919 nömrəsinə zəng etməklə cavab verə bilərsiniz. Sonra da başqa vaxt seçmək olar.',
      ],
    }),
    'place-restored': (writing) => ({
      subject: `Növbəniz qüvvədə qalır: ${writing.matter.reference}`,
      lead: [
        `${writing.queue.office} sizi əvvəlki vaxtda qəbul edəcək: ${when(writing.matter.startsAt)}.`,
        'Əvəzinə təklif olunan vaxt artıq saxlanılmır.',
      ],
      link: ['Növbəyə bax, vaxtını dəyiş və ya imtina et', writing.queue.page],
      facts: facts(writing),
      next: [...coming(writing), changing(writing)],
    }),
    'wait-begun': (writing) => {
      const { from, until } = writing.matter;
      return {
        subject: `Gözləmə siyahısındasınız: ${writing.matter.reference}`,
        lead: [
          'Gözləmə siyahısına yazıldınız: boşalan yer əvvəlcə sizdən qabaq yazılanlara təklif olunur.',
          `Sizin üçün yer boşalan kimi məktub alacaqsınız; yer sizin üçün ${String(writing.queue.kept)} dəqiqə saxlanılacaq.`,
        ],
        link: ['Sırama bax və ya siyahıdan çıx', writing.queue.page],
        facts: [...asked(writing), ['Günlər', from === until ? on(from) : `${on(from)} – ${on(until)}`]],
        next: [
          'O vaxta qədər e-poçtunuza baxın: vaxtında götürülməyən yer siyahıda növbəti şəxsə verilir.',
          'Yer artıq lazım deyilsə, siyahıdan çıxın: yuxarıdakı keçidlə, 108 və ya (012) 919 nömrəsinə zəng etməklə.',
        ],
      };
    },
    'place-offered': (writing) => ({
      subject: `Sizin üçün yer boşaldı: ${writing.matter.reference}`,
      lead: [
        `Siz gözləmə siyahısındasınız və yer boşaldı: ${when(writing.matter.startsAt)}.`,
        `Bu yer sizin üçün saxlanılır (son vaxt: saat ${time(writing.matter.until)}), sonra siyahıda növbəti şəxsə verilir.`,
      ],
      link: ['Bu yeri götür', writing.queue.page],
      facts: facts(writing),
      next: ['Yeri yuxarıdakı keçidlə, 108 və ya (012) 919 nömrəsinə zəng etməklə götürdükdən sonra o sizin olur.'],
    }),
  };
}
