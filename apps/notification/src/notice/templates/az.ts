/** The notices in Azerbaijani. */
import { queueLetters } from './booking/az';
import { dates, known, type Wording, type Writing } from './wording';

const on = dates(
  'yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr',
  (day, month, year) => `${String(day)} ${month} ${year}`,
);

const place = ({ name, address, hostName }: Writing) =>
  [['Şəxs', name], ...known('Olduğu yer', address), ...known('Qəbul edən tərəf', hostName)] as const;

const object =
  'Səhv olduğunu düşünürsünüzsə, (012) 919 nömrəsinə zəng edin və ya regional miqrasiya idarəsinə müraciət edin; qeydiyyat nömrəsini bildirin.';

export const az: Wording = {
  service: 'Azərbaycan Respublikasının Dövlət Miqrasiya Xidməti',
  product: 'Əcnəbilərin olduğu yer üzrə qeydiyyatı',
  queue: 'Növbə',
  factsHeading: 'Məlumat',
  nextHeading: 'Bundan sonra nə etməli',
  verifyHeading: 'Bu məktubun həqiqiliyini necə yoxlamalı',
  verify: (reference, page) =>
    `(012) 919 nömrəsinə zəng edin${reference === null ? '' : ` və ${reference} nömrəsini bildirin`}${page === null ? '' : ` və ya müraciətin imzalı qəbzini bu səhifədə yoxlayın: ${page}`}. Biz elektron poçtla heç vaxt pul, parol və ya sənəd surəti istəmirik.`,
  automatic: 'Bu məktub avtomatik göndərilib; ona yazılan cavablar oxunmur.',
  letters: {
    ...queueLetters(on),
    registered: (writing) => {
      const { matter, recipient, name, lastDay } = writing;
      const until = on(lastDay(matter.toExclusive));
      return {
        subject: `Olduğu yer üzrə qeydiyyat aparıldı: ${matter.reference}`,
        lead: [
          recipient === 'guest' ? 'Siz olduğunuz yer üzrə qeydiyyata alındınız.' : `${name} olduğu yer üzrə qeydiyyata alındı.`,
          ...(matter.daysLate > 0
            ? [
                `Müraciət müəyyən edilmiş müddətdən ${String(matter.daysLate)} gün gec daxil olub. Buna baxmayaraq qeydiyyat qüvvədədir.`,
              ]
            : []),
        ],
        facts: [
          ['Qeydiyyat nömrəsi', matter.reference],
          ...place(writing),
          ['Qeydiyyatın başlanğıcı', on(matter.from)],
          ['Qeydiyyatın son günü', `${until} (həmin gün daxil olmaqla)`],
          ['Hüquqi əsas', matter.act],
          ['Dövlət rüsumu', 'tutulmur'],
        ],
        next: [
          `Qalma müddəti ərzində heç nə etmək lazım deyil. Qeydiyyatın qüvvəsi ${until} tarixindən sonra özü bitir.`,
          'Şəxs bu yeri daha tez tərk edərsə, qəbul edən tərəf və ya şəxsin özü bizə məlumat verir; qeydiyyat həmin tarixdə bitir.',
          'Yeni olduğu yerdə gəldiyi gündən 5 iş günü ərzində yenidən qeydiyyata alınmaq lazımdır. Eyni mülkiyyətçinin başqa mənzilinə köçdükdə yeni qeydiyyat tələb olunmur.',
        ],
      };
    },
    duplicate: (writing) => {
      const { matter, name, lastDay } = writing;
      return {
        subject: `Qeydiyyat artıq mövcuddur: ${matter.reference}`,
        lead: [
          `${name} bu qalma üzrə artıq qeydiyyata alınıb. Müraciətiniz həmin qeydiyyata əlavə edildi, təkrar qeydiyyat lazım deyil.`,
        ],
        facts: [
          ['Müraciətin nömrəsi', matter.reference],
          ...place(writing),
          ['Qeydiyyatın başlanğıcı', on(matter.from)],
          ['Qeydiyyatın son günü', `${on(lastDay(matter.toExclusive))} (həmin gün daxil olmaqla)`],
        ],
        next: ['Başqa heç nə etmək lazım deyil.', object],
      };
    },
    'not-required': (writing) => ({
      subject: `Yeni qeydiyyat tələb olunmur: ${writing.matter.reference}`,
      lead: [
        `${writing.name} eyni mülkiyyətçinin başqa mənzilinə köçüb. Mövcud qeydiyyat qüvvədə qalır, yeni qeydiyyat tələb olunmur.`,
      ],
      facts: [['Müraciətin nömrəsi', writing.matter.reference], ...place(writing)],
      next: ['Başqa heç nə etmək lazım deyil.', object],
    }),
    declined: (writing) => ({
      subject: `Müraciət üzrə qeydiyyat aparılmadı: ${writing.matter.reference}`,
      lead: [
        `${writing.name} barədə müraciətiniz qəbul edilib və baxılıb, lakin qeydiyyat aparılmayıb.`,
        {
          'stay-period-over': 'Səbəb: ölkədə qalmağa icazə verilən müddət artıq bitib.',
          'superseded-by-later-entry': 'Səbəb: ölkəyə daha sonrakı giriş məlumdur, müraciət isə əvvəlki qalmaya aiddir.',
          'stay-period-unknown':
            'Səbəb: müraciətdə nə qalma günlərinin sayı, nə də vizanın müddəti göstərilib, buna görə qeydiyyat müddətini müəyyən etmək mümkün deyil.',
        }[writing.matter.reason],
      ],
      facts: [['Müraciətin nömrəsi', writing.matter.reference], ...place(writing)],
      next: ['Məlumat natamam və ya səhv olubsa, düzəldilmiş yeni müraciət təqdim edin.', object],
    }),
    'departure-recorded': (writing) => {
      const leavesOn = on(writing.matter.leavesOn);
      return {
        subject: 'Olduğu yerin tərk edilməsi barədə məlumat verilib',
        lead: [
          `Qəbul edən tərəf bildirib ki, ${writing.name} olduğu yeri ${leavesOn} tarixində tərk edir. Oradakı qeydiyyat həmin gündən sonra bitir.`,
        ],
        facts: [...place(writing), ['Oradakı son gün', leavesOn]],
        next: [
          'Azərbaycanda qalmağa davam edən şəxs yeni yerə gəldiyi gündən 5 iş günü ərzində orada qeydiyyata alınmalıdır.',
          `Bu məlumat doğru deyilsə, ${leavesOn} tarixinədək bizə bildirin: (012) 919 nömrəsinə zəng edin və ya regional miqrasiya idarəsinə müraciət edin. O vaxta qədər bildirişi geri götürmək olar.`,
        ],
      };
    },
    deregistered: (writing) => {
      const { matter } = writing;
      return {
        subject: `Olduğu yer üzrə qeydiyyat bitdi: ${matter.reference}`,
        lead: [
          `${writing.name} üçün olduğu yer üzrə aparılmış qeydiyyat bitdi.`,
          {
            Departed: 'Səbəb: olduğu yerin tərk edilməsi.',
            Expired: 'Səbəb: qeydiyyat müddətinin bitməsi.',
            ChangedPlace: 'Səbəb: yeni olduğu yerdə qeydiyyata alınması.',
            NewEntry: 'Səbəb: ölkəyə yenidən daxil olması; yeni qalmanın qeydiyyatı əvvəlkini əvəz edir.',
            Annulled: 'Səbəb: qeydiyyatın Dövlət Miqrasiya Xidmətinin qərarı ilə ləğv edilməsi.',
          }[matter.reason],
        ],
        facts: [['Qeydiyyat nömrəsi', matter.reference], ...place(writing), ['Bitmə tarixi', on(matter.effectiveOn)]],
        next: [
          ...(matter.reason === 'Expired'
            ? [
                'İcazə verilən müddətdən sonra ölkədə qalmaq üçün müddətin uzadılması barədə qərar lazımdır; belə qərar olmadan hələ də ölkədə olan şəxs (012) 919 nömrəsinə zəng etməlidir.',
              ]
            : []),
          ...(matter.reason === 'Departed'
            ? ['Azərbaycanda qalmağa davam edən şəxs yeni yerə gəldiyi gündən 5 iş günü ərzində orada qeydiyyata alınmalıdır.']
            : []),
          object,
        ],
      };
    },
  },
};
