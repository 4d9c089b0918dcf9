import type { FilingRule } from '../../contract/filing'

type Said = readonly [ar: string, fr: string, en: string, es: string]
export type Line = readonly [code: string, names: Said, rule?: readonly [...years: [number, number], Event, Fate]]
type Event = FilingRule['event']
type Fate = FilingRule['fate']

/** Without years: a heading, which keeps for ever what somebody leaves in it. */
export const common: readonly Line[] = [
  [
    '10',
    [
      'التنظيم والإدارة',
      'Organisation et administration',
      'Organisation and administration',
      'Organización y administración',
    ],
  ],
  [
    '11',
    [
      'النصوص والقرارات والتعليمات',
      'Textes, décisions et instructions',
      'Texts, decisions and instructions',
      'Textos, decisiones e instrucciones',
    ],
    [5, 5, 'registration', 'keep'],
  ],
  [
    '12',
    [
      'محاضر الاجتماعات وجداول أعمالها',
      'Procès-verbaux et ordres du jour',
      'Minutes and agendas',
      'Actas y órdenes del día',
    ],
    [3, 7, 'registration', 'keep'],
  ],
  [
    '13',
    [
      'تقارير النشاط والإحصاءات',
      'Rapports d’activité et statistiques',
      'Activity reports and figures',
      'Informes de actividad y estadísticas',
    ],
    [2, 8, 'registration', 'keep'],
  ],
  [
    '14',
    ['محاضر تسليم المهام', 'Procès-verbaux de passation', 'Handover records', 'Actas de entrega de funciones'],
    [5, 10, 'registration', 'keep'],
  ],
  ['20', ['المراسلات', 'Correspondance', 'Correspondence', 'Correspondencia']],
  [
    '21',
    ['المراسلات العامة', 'Correspondance générale', 'General correspondence', 'Correspondencia general'],
    [2, 3, 'registration', 'destroy'],
  ],
  [
    '22',
    [
      'أوراق الإرسال ووصولات الإيداع',
      'Bordereaux d’envoi et récépissés',
      'Transmission slips and receipts',
      'Hojas de remisión y resguardos',
    ],
    [1, 4, 'registration', 'destroy'],
  ],
  [
    '23',
    [
      'التهاني والتعازي والدعوات',
      'Vœux, condoléances et invitations',
      'Greetings, condolences and invitations',
      'Felicitaciones, condolencias e invitaciones',
    ],
    [1, 0, 'registration', 'destroy'],
  ],
  ['30', ['الموارد البشرية', 'Ressources humaines', 'Staff', 'Recursos humanos']],
  [
    '31',
    [
      'الملفات الفردية للموظفين',
      'Dossiers individuels des agents',
      'Personal files of staff',
      'Expedientes personales',
    ],
    [10, 50, 'matter', 'sample'],
  ],
  [
    '32',
    [
      'الرخص والمهام والتكوين',
      'Congés, missions et formation',
      'Leave, missions and training',
      'Permisos, misiones y formación',
    ],
    [2, 8, 'registration', 'destroy'],
  ],
  ['40', ['المالية والوسائل', 'Finances et moyens', 'Finance and means', 'Finanzas y medios']],
  [
    '41',
    ['الميزانية والمحاسبة', 'Budget et comptabilité', 'Budget and accounts', 'Presupuesto y contabilidad'],
    [3, 12, 'registration', 'destroy'],
  ],
  [
    '42',
    ['الصفقات والعقود', 'Marchés et contrats', 'Procurement and contracts', 'Contratación pública'],
    [3, 12, 'matter', 'sample'],
  ],
  [
    '43',
    [
      'دعم الجمعيات والمشاريع',
      'Subventions aux associations et aux projets',
      'Grants to associations and projects',
      'Subvenciones a asociaciones y proyectos',
    ],
    [3, 12, 'matter', 'transfer'],
  ],
  [
    '60',
    [
      'التعاون والعلاقات الدولية',
      'Coopération et relations internationales',
      'Cooperation and international relations',
      'Cooperación y relaciones internacionales',
    ],
  ],
  [
    '61',
    ['الاتفاقيات والمفاوضات', 'Accords et négociations', 'Agreements and negotiations', 'Acuerdos y negociaciones'],
    [10, 20, 'matter', 'keep'],
  ],
  [
    '62',
    [
      'المذكرات الشفوية ومراسلات البعثات',
      'Notes verbales et correspondance des missions',
      'Notes verbales and mission correspondence',
      'Notas verbales y correspondencia de las misiones',
    ],
    [5, 15, 'registration', 'transfer'],
  ],
  [
    '63',
    ['الزيارات والوفود', 'Visites et délégations', 'Visits and delegations', 'Visitas y delegaciones'],
    [3, 7, 'registration', 'transfer'],
  ],
  [
    '70',
    [
      'المنازعات والشؤون القانونية',
      'Contentieux et affaires juridiques',
      'Litigation and legal affairs',
      'Contencioso y asuntos jurídicos',
    ],
    [5, 25, 'matter', 'transfer'],
  ],
  [
    '80',
    [
      'التواصل والنشر',
      'Communication et publications',
      'Communication and publications',
      'Comunicación y publicaciones',
    ],
    [2, 3, 'registration', 'sample'],
  ],
]

/** What ministries of nationals abroad have beside it. */
export const abroad: readonly Line[] = [
  [
    '50',
    [
      'شؤون الجالية',
      'Affaires de la communauté à l’étranger',
      'Affairs of nationals abroad',
      'Asuntos de los nacionales en el exterior',
    ],
  ],
  [
    '52',
    ['المواكبة الاجتماعية', 'Accompagnement social', 'Social support', 'Acompañamiento social'],
    [5, 15, 'matter', 'sample'],
  ],
  [
    '53',
    [
      'الوفيات ونقل الجثامين',
      'Décès et rapatriement des dépouilles',
      'Deaths and repatriation of remains',
      'Fallecimientos y repatriación de restos',
    ],
    [5, 45, 'matter', 'transfer'],
  ],
  [
    '54',
    ['الحالة المدنية والوثائق', 'État civil et documents', 'Civil status and documents', 'Estado civil y documentos'],
    [2, 8, 'matter', 'transfer'],
  ],
  [
    '55',
    [
      'كيانات الجالية وممثلوها',
      'Entités de la communauté et leurs représentants',
      'Entities of the community and their representatives',
      'Entidades de la comunidad y sus representantes',
    ],
    [5, 10, 'matter', 'transfer'],
  ],
  [
    '56',
    ['التعليم والثقافة', 'Enseignement et culture', 'Teaching and culture', 'Enseñanza y cultura'],
    [2, 8, 'registration', 'sample'],
  ],
  [
    '57',
    ['الاستثمار والكفاءات', 'Investissement et compétences', 'Investment and expertise', 'Inversión y talento'],
    [3, 7, 'matter', 'sample'],
  ],
]
