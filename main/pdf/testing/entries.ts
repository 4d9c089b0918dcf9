import type { EntryPrintModel } from '../../register/pdf/model'

export function arabicEntry(): EntryPrintModel {
  return {
    createdAt: Date.UTC(2026, 10, 21, 9, 0),
    language: 'ar',
    direction: 'rtl',
    title: 'قيد في سجل الوارد',
    number: 'و/2026/00407',
    office: ['قسم العمل الثقافي', 'قطاع المغاربة المقيمين بالخارج'],
    mark: 'سري',
    rows: [
      { label: 'المرسل', value: 'جمعية المغاربة بليون (Association des Marocains de Lyon)' },
      { label: 'مرجع المرسل', value: 'AML/2026/57', isolate: true },
      { label: 'تاريخ الوصول', value: '20 نونبر 2026 على الساعة 09:12' },
      {
        label: 'الموضوع',
        value:
          'طلب تعيين أستاذين للغة العربية بمركزي ليون وفينيسيو (الدخول المدرسي 2027)، مع نسخة من الاتفاقية المبرمة مع البلدية وجدول بعدد التلاميذ',
      },
      { label: 'الهاتف', value: '+33 4 78 00 12 34', isolate: true },
      { label: 'المرفقات', value: '3 وثائق (12 صفحة)' },
      { label: 'البصمة', value: 'sha256: 9f2c 41d0 77ab 03e8', isolate: true },
    ],
    history: {
      title: 'ما أُنجز',
      acts: [
        { when: '2026-11-20 09:12', what: 'قُيدت الرسالة', who: 'كريم العلوي' },
        {
          when: '2026-11-20 09:40',
          what: 'أُحيلت على قسم العمل الثقافي قصد الجواب قبل 15 دجنبر 2026',
          who: 'سعيد الركراكي',
        },
        { when: '2026-11-20 16:40', what: 'حُرر الجواب رقم 417/م.ق/2026', who: 'كريم العلوي' },
      ],
    },
    stampLabel: 'خاتم المصلحة',
    footer: 'نسخة مطبوعة من السجل الإلكتروني يوم 21 نونبر 2026 على الساعة 10:00 من طرف كريم العلوي',
    qr: 'DIWAN1:E:9f2c41d077ab03e8',
  }
}

export function frenchEntry(): EntryPrintModel {
  return {
    ...arabicEntry(),
    language: 'fr',
    direction: 'ltr',
    title: 'Inscription au registre d’arrivée',
    office: ['Division de l’action culturelle', 'Département des Marocains résidant à l’étranger'],
    mark: 'Confidentiel',
    rows: [
      { label: 'Expéditeur', value: 'جمعية المغاربة بليون (Association des Marocains de Lyon)' },
      { label: 'Sa référence', value: 'AML/2026/57', isolate: true },
      { label: 'Objet', value: 'Demande d’affectation de deux enseignants d’arabe' },
    ],
    history: { title: 'Suivi', acts: [{ when: '2026-11-20 09:12', what: 'Enregistrée', who: 'Karim El Alaoui' }] },
    stampLabel: 'Cachet du service',
    footer: 'Imprimé du registre électronique le 21 novembre 2026 à 10:00 par Karim El Alaoui',
  }
}
