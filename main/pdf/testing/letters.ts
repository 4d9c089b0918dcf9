import type { LetterModel } from '../../letters/pdf/model'
import { markedParagraph } from '../../letters/marked'
import type { Piece } from '../text'

/** Not the arms of any country: a star of our own, for examples. */
export const EMBLEM =
  '<svg viewBox="0 0 44 44" width="44" height="44"><g fill="none" stroke="#16201c" stroke-width="1.3">' +
  '<path d="M22 3l5 9h10l-3 10 3 10H27l-5 9-5-9H7l3-10L7 12h10z"/>' +
  '<path d="M22 13l2.6 8h8.2l-6.6 4.8 2.5 8L22 28.9l-6.7 4.9 2.5-8-6.6-4.8h8.2z"/></g></svg>'

/** Pieces written as one string, the values in ⟦…⟧. */
export function pieces(text: string): Piece[] {
  return text
    .split(/(⟦[^⟧]*⟧)/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('⟦') ? { value: part.slice(1, -1) } : { text: part }))
}

const said = (ar: string, other: string): LetterModel['paragraphs'][number] => ({
  ar: pieces(ar),
  other: pieces(other),
})

/** The reply to an association in Lyon of design/screens/letter.html, before its signature. */
export function lyonReply(): LetterModel {
  return {
    createdAt: Date.UTC(2026, 10, 20, 9, 0),
    languages: { second: 'fr' },
    header: {
      ar: [
        'المملكة المغربية',
        'قطاع المغاربة المقيمين بالخارج',
        'مديرية العمل الثقافي والاجتماعي',
        'قسم العمل الثقافي',
      ],
      other: ['Royaume du Maroc', 'Département des Marocains résidant à l’étranger', 'Division de l’action culturelle'],
      emblemSvg: EMBLEM,
    },
    number: {
      text: null,
      label: { ar: 'رقم:', other: 'N° :' },
      pending: { ar: 'يُمنح بعد التوقيع', other: 'attribué après signature' },
    },
    date: {
      ar: ['الرباط، في 20 نونبر 2026', 'الموافق 10 من جمادى الآخرة 1448'],
      other: ['Rabat, le 20 novembre 2026'],
    },
    addressee: {
      ar: ['إلى السيدة خديجة العمراني،', 'رئيسة جمعية المغاربة بليون'],
      other: ['À Madame Khadija Amrani, présidente', 'de l’Association des Marocains de Lyon'],
    },
    subject: {
      label: { ar: 'الموضوع:', other: 'Objet\u00a0:' },
      ...said('تعيين أستاذين للغة العربية', 'affectation de deux enseignants'),
    },
    reference: {
      label: { ar: 'المرجع:', other: 'Réf.\u00a0:' },
      ...said('رسالتكم عدد ⟦AML/2026/57⟧', 'votre lettre n° ⟦AML/2026/57⟧'),
    },
    paragraphs: [
      said('سلام تام بوجود مولانا الإمام، وبعد،', 'Madame la Présidente,'),
      said(
        'جوابا على رسالتكم المشار إليها أعلاه، المؤرخة في ⟦12 نونبر 2026⟧ والمقيدة تحت رقم ⟦و/2026/00407⟧، يشرفني إخباركم بأن طلبكم حظي بعناية خاصة.',
        'En réponse à votre lettre citée en référence, du ⟦12 novembre 2026⟧, enregistrée sous le n° ⟦و/2026/00407⟧, j’ai l’honneur de vous informer que votre demande a retenu toute notre attention.',
      ),
      said(
        'وقد تقرر، بعد استشارة وزارة التربية الوطنية، تعيين أستاذين للغة العربية ابتداء من الدخول المدرسي ⟦2027⟧، أحدهما بليون والآخر بفينيسيو.',
        'Après avis du ministère de l’Éducation nationale, deux enseignants d’arabe seront affectés à la rentrée ⟦2027⟧, l’un à Lyon, l’autre à Vénissieux.',
      ),
      said(
        'والمرجو موافاتنا بنسخة أصلية من الاتفاقية المبرمة مع البلدية قبل ⟦15 دجنبر 2026⟧.',
        'Nous vous prions de nous adresser l’original de la convention avant le ⟦15 décembre 2026⟧.',
      ),
      said(
        'وتقبلوا فائق التقدير والاحترام، والسلام.',
        'Veuillez agréer, Madame la Présidente, l’expression de ma considération distinguée.',
      ),
    ],
    signature: {
      ar: ['عن الوزير وبتفويض منه', 'الكاتب العام'],
      other: ['Pour le Ministre et par délégation', 'Le Secrétaire général'],
    },
    confidentialityMark: null,
    urgencyMark: null,
    enclosures: null,
    copies: null,
    qr: {
      payload: 'DIWAN1:و/2026/00407:20261120:3q2+7w:1:k1:MEUCIQDf0Yk0yqk2J6g3m8T',
      caption: { ar: 'للتحقق من هذه الرسالة: امسح الرمز', other: 'Pour vérifier cette lettre, lisez le code' },
    },
    draftMark: null,
  }
}

/** Three pages, numbered, signed, confidential, in Spanish, with what is hard in each line. */
export function longSpanish(): LetterModel {
  const reply = lyonReply()
  const hard = said(
    'وبعد، يشرفني أن أحيل عليكم رفقته نسخة من القرار الوزيري رقم ⟦1183-24⟧ بتاريخ ⟦2026-11-12⟧ (النسخة PDF)، مع الإشارة إلى أن الاعتماد البالغ ⟦1.250.000,00 درهم⟧ قد صُرف بنسبة 15%، وأن الهاتف ⟦+212 537-76-12-34⟧ رهن إشارتكم. قال رسول الله ﷺ: «إنما الأعمال بالنيات». المُؤَسَّسَةُ المَعْنِيَّةُ بِالأَمْرِ هي قسم ٤٥/م.ش في ١٢ محرم ١٤٤٨هـ.',
    'Tengo el honor de remitirle adjunta copia de la resolución ministerial n.º ⟦1183-24⟧, de fecha ⟦2026-11-12⟧ (versión PDF), y de señalarle que el crédito de ⟦1.250.000,00 dírhams⟧ se ha ejecutado en un 15 %; el teléfono ⟦+212 537-76-12-34⟧ está a su disposición. ¿Dispone ya la sección ⟦٤٥/م.ش⟧ del original? ¡Gracias!',
  )
  return {
    ...reply,
    languages: { second: 'es' },
    header: {
      ...reply.header,
      other: [
        'Reino de Marruecos',
        'Departamento de los Marroquíes Residentes en el Extranjero',
        'División de Acción Cultural',
      ],
    },
    number: {
      ...reply.number,
      text: { ar: '417/م.ق/2026', other: '417/م.ق/2026' },
      label: { ar: 'رقم:', other: 'N.º:' },
    },
    date: { ...reply.date, other: ['Rabat, 20 de noviembre de 2026'] },
    addressee: {
      ...reply.addressee,
      other: ['A la señora Khadija Amrani,', 'presidenta de la Asociación de Marroquíes'],
    },
    subject: {
      label: { ar: 'الموضوع:', other: 'Asunto:' },
      ...said(
        'تحديد شروط وكيفيات منح التراخيص وتوزيع الاعتمادات',
        'condiciones de concesión y reparto de los créditos',
      ),
    },
    reference: {
      label: { ar: 'المرجع:', other: 'Ref.:' },
      ...said('رسالتكم عدد ⟦AME/2026/57⟧ بتاريخ ⟦12/11/2026⟧', 'su carta n.º ⟦AME/2026/57⟧ de ⟦12/11/2026⟧'),
    },
    paragraphs: Array.from({ length: 9 }, () => hard),
    signature: {
      ar: ['عن الوزير وبتفويض منه', 'الكاتب العام'],
      other: ['Por delegación del Ministro', 'El Secretario General'],
      signedBy: {
        name: { ar: 'عبد الرحمن بن يوسف', other: 'Abderrahmane Ben Youssef' },
        at: {
          ar: 'وُقعت إلكترونيا يوم 20 نونبر 2026 على الساعة 10:12',
          other: 'Firmado electrónicamente el 20/11/2026 a las 10:12',
        },
      },
    },
    confidentialityMark: { ar: 'سري', other: 'Confidencial' },
    urgencyMark: { ar: 'مستعجل', other: 'Urgente' },
    enclosures: {
      label: { ar: 'المرفقات:', other: 'Anexos:' },
      items: [
        { ar: 'نسخة من القرار (PDF) موقعة', other: 'Copia firmada de la resolución (PDF)' },
        { ar: 'جدول الاعتمادات (3 صفحات)', other: 'Cuadro de créditos (3 páginas)' },
      ],
    },
    copies: {
      label: { ar: 'نسخة للإخبار:', other: 'Copia para información:' },
      items: [{ ar: 'السيد القنصل العام بليون', other: 'Señor Cónsul General en Lyon' }],
    },
  }
}

/** An English draft, to be looked at before it is one. */
export function englishDraft(): LetterModel {
  const reply = lyonReply()
  return {
    ...reply,
    languages: { second: 'en' },
    draftMark: { ar: 'مسودة', other: 'DRAFT' },
    header: {
      ...reply.header,
      other: ['Kingdom of Morocco', 'Department of Moroccans Living Abroad', 'Cultural Action Division'],
    },
    qr: null,
  }
}

const marked = (ar: string, other: string): LetterModel['paragraphs'][number] =>
  markedParagraph(
    { ar, other },
    {
      ar: [pieces, { language: 'ar', country: 'MA', digits: 'latn' }],
      other: [pieces, { language: 'fr', country: 'MA', digits: 'latn' }],
    },
  )

/** Bold, italics, a heading, lists in two ranks and a table of `rows` rows with spans, in both columns. */
export function markedLetter(rows = 4): LetterModel {
  const letter = lyonReply()
  const line = (n: number): [string, string] => [
    `| ${n}. | أستاذ اللغة العربية بليون | ⟦${n} 500,00⟧ | ⟦12/09/2026⟧ |`,
    `| ${n}. | Enseignant d’arabe à Lyon | ⟦${n} 500,00⟧ | ⟦12/09/2026⟧ |`,
  ]
  const all = Array.from({ length: rows }, (_, n) => line(n + 1))
  const [first, second, ...rest] = letter.paragraphs
  const last = rest.pop()
  return {
    ...letter,
    paragraphs: [
      ...(first ? [first] : []),
      marked(
        "يشرفني إخباركم بأن **الطلب المؤرخ في ⟦12 نونبر 2026⟧** حظي ''بعناية خاصة''، وأن ++الآجال++ محترمة كلها وفق ما سبق بيانه.",
        "J’ai l’honneur de vous informer que **la demande du ⟦12 novembre 2026⟧** a retenu ''toute notre attention'', et que ++les délais++ sont tenus.",
      ),
      ...(second ? [second] : []),
      marked(
        '# الوثائق المطلوبة\n1. نسخة أصلية من الاتفاقية المبرمة مع البلدية، مصادق عليها من الجهات المختصة\n1.1. نسخة بالعربية\n1.2. نسخة بالفرنسية\n2. لائحة التلاميذ\n- ملاحظات **أخرى**',
        '# Pièces demandées\n1. L’original de la convention conclue avec la commune, certifié par les services compétents\n1.1. en arabe\n1.2. en français\n2. La liste des élèves\n- Autres **remarques**',
      ),
      marked(
        `|# الرقم | البيان | المبلغ | التاريخ |\n${all.map(([ar]) => ar).join('\n')}\n| المجموع | < | ⟦12 000,00⟧ | |`,
        `|# N° | Désignation | Montant | Date |\n${all.map(([, other]) => other).join('\n')}\n| Total | < | ⟦12 000,00⟧ | |`,
      ),
      ...(last ? [last] : []),
    ],
  }
}
