import type { Direction } from '../itemise'

const LRI = '\u2066'
const PDI = '\u2069'
const NBSP = '\u00a0'
const ZWJ = '\u200d'
const ZWNJ = '\u200c'

/** What breaks PDF libraries in an Arabic administration, each with the direction of its paragraph. */
export const HARD_STRINGS: readonly [name: string, direction: Direction, text: string][] = [
  ['01-basmala-tashkil', 'rtl', 'بِسْمِ اللَّهِ الرَّحْمَٰنِ الرَّحِيمِ، الحَمْدُ لِلَّهِ رَبِّ العَالَمِينَ'],
  ['02-lamalef', 'rtl', 'لا إله إلا الله، الآن لأن لإن لآل بلا فلا الأولى الإلغاء لِأَجْلِ'],
  ['03-ref-slash', 'rtl', 'الرسالة عدد 2024/1183 بتاريخ 12/07/2024 والمرجع م.ش/45'],
  ['04-parens', 'rtl', 'وزارة الداخلية (المديرية العامة) والقرار رقم (2024/15) [ملحق أ]'],
  ['05-quotes', 'rtl', 'قال «السيد الوزير» إن "الملف" جاهز و‘النسخة’ مرفقة'],
  ['06-percent', 'rtl', 'بنسبة 15% و 15 % و ١٥٪ من أصل 1.250,75 درهم أي 3/4'],
  ['07-phone-raw', 'rtl', 'الهاتف +212 537-76-12-34 والفاكس 0537.76.12.35'],
  ['08-phone-iso', 'rtl', `الهاتف ${LRI}+212 537-76-12-34${PDI} والفاكس ${LRI}0537.76.12.35${PDI}`],
  ['09-email-url', 'rtl', 'البريد contact@interieur.gov.ma والموقع https://www.gov.ma/ar/page?id=12 شكرا'],
  ['10-isodate', 'rtl', `التاريخ 2024-07-12 و${LRI}2024-07-12${PDI} على الساعة 14:30`],
  ['11-arabic-indic', 'rtl', 'في ١٢ محرم ١٤٤٦هـ الموافق ٢٠٢٤/٠٧/١٨ رقم ٤٥/م.ش'],
  ['12-acronym', 'rtl', 'نظام CNSS (Caisse Nationale) و CEM و ISO 9001:2015 معتمد'],
  [
    '13-fr-in-ar-long',
    'rtl',
    'وفق مقتضيات المرسوم المعنون Décret relatif à la déconcentration administrative et à la simplification des procédures الصادر بالجريدة الرسمية',
  ],
  ['14-ar-in-fr', 'ltr', 'Le ministère (وزارة الداخلية) a publié la note « مذكرة عدد 45/2024 » le 12 juillet.'],
  ['15-ltr-trailing', 'rtl', 'تم الإرسال إلى M. Ben Ali (Rabat).'],
  ['16-start-digit', 'rtl', '3 نسخ أصلية و 12.5 كغ، -5 درجات، +7، 10-20 يوما'],
  ['17-start-latin', 'rtl', 'PDF هو صيغة الملف!'],
  ['18-nbsp-money', 'rtl', `مبلغ 1${NBSP}250${NBSP}000,00${NBSP}درهم (MAD 1,250,000.00) و €50 و $20`],
  ['19-tatweel-zwj', 'rtl', `كـتـاب هـ${ZWJ} ه${ZWJ} می${ZWNJ}خواهم المـــوضوع`],
  ['20-nested-paren', 'rtl', 'المادة 5 (الفقرة 2 (أ)، البند 3(ب)) و a(b)c و (x) [y] {z} <t>'],
  ['21-page-xy', 'rtl', 'صفحة 1 من 3'],
  [
    '22-wrap-justify',
    'rtl',
    'وبعد، يشرفني أن أحيل عليكم رفقته نسخة من القرار الوزيري رقم 1183-24 المتعلق بتحديد شروط وكيفيات منح التراخيص (النسخة PDF) قصد الاطلاع والعمل بمقتضياته، مع الإشارة إلى أن أجل التنفيذ هو 30 يوما ابتداء من تاريخ التوصل بهذه الرسالة.',
  ],
  ['23-colon-list', 'rtl', 'الموضوع: طلب معلومات؛ المرجع: رسالتكم رقم 12/2024/D.G.C.T؟ نعم... لا!'],
  ['24-slash-mixed', 'rtl', 'و/أو ب/ج A/B أ/B 5/أ km/h 100 كم/س م2 m² 25°C رقم: N°45'],
  ['25-shadda-order', 'rtl', 'مُحَمَّدٌ مُحَمَّدٌ مُؤَسَّسَةٌ كُلِّيَّةٌ أُولَٰئِكَ هَٰذَا شَيْئًا ﷺ'],
  ['26-latin-fr', 'ltr', 'À l’attention de M. le Gouverneur : œuvre, naïf, 15 %, n° 45, « cité ».'],
  ['27-es', 'ltr', 'Año 2024: señor, ¿cómo está? ¡Bien! Número 45, 15 %.'],
  ['28-heb-mix-dots', 'rtl', '... (1) البند الأول: أ) ب) ج) 1) 2) 3. النهاية - تمت – انتهى — شكرا …'],
]
