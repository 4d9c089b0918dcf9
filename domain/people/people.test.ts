import { describe, expect, it } from 'vitest'
import { noFacts } from '../../contract/card'
import { guessPeopleColumns } from './headings'
import { joining } from './joining'
import { readPeopleRow, scriptsOf, type PeopleRow } from './row'
import { vcardRow, VCARD_HEADINGS } from './vcards'

const facts = { headings: ['Note'], today: '2026-11-30', system: '1900' as const }
const plan = (columns: string): Parameters<typeof readPeopleRow>[1] => ({
  columns: columns.split(' ') as never,
  kind: 'person',
  dateOrder: 'day',
})
const read = (columns: string, ...cells: Parameters<typeof readPeopleRow>[0]['cells'][number][]) =>
  readPeopleRow({ line: 2, cells }, plan(columns), facts)
const reasonsOf = (one: ReturnType<typeof read>): string[] =>
  'refusals' in one ? one.refusals.map(({ reason, column }) => `${reason} ${column}`) : []

describe('columns of a list of people, by their headings (P1)', () => {
  it.each([
    ['Nom|Prénom|Date de naissance|CIN|Téléphone|Ville', 'family given birthDate nationalId phone city'],
    ['Nom complet|Nom (arabe)|Pays|GSM|Tel|Courriel', 'name nameAr country phone phone email'],
    [
      'الاسم العائلي|الاسم الشخصي|تاريخ الازدياد|رقم الهاتف|العنوان|الجنسية',
      'family given birthDate phone address nationality',
    ],
    ['الاسم الكامل|اسم الأم|رقم السجل|محل القيد|مكان الولادة', 'name mother civilNumber civilPlace birthPlace'],
    [
      'First name|Surname|DOB|Passport No|Mobile|E-mail|Occupation',
      'given family birthDate passport phone email occupation',
    ],
    [
      'Nombre|Apellidos|Fecha de nacimiento|DNI|Móvil|Dirección|País',
      'given family birthDate nationalId phone address country',
    ],
    ['Name||Consular remark', 'name none notes'],
    ['Name|Blood group', 'name note'],
  ])('%s', (headings, uses) => {
    expect(guessPeopleColumns(headings.split('|')).join(' ')).toBe(uses)
  })
})

describe('a row of a list of people (P1)', () => {
  it('says a card; Arabic digits, a serial day, a telephone as people type it, both scripts in a cell', () => {
    const row = read(
      'name mother birthDate phone email sex nationality city note',
      ...['محمد بنعلي Mohamed Benali', 'Fatima Alaoui', { text: '30748', number: 30748 }],
      ...['٠٦٦١-١٢٣٤٥٦ / 0522 33 44 55', 'a@b.ma; c@d.fr', 'ذكر', 'المغرب', 'Lyon', 'x'],
    )
    expect(row).toMatchObject({
      ...{ kind: 'person', nameAr: { full: 'محمد بنعلي' }, nameLatin: { full: 'Mohamed Benali' } },
      ...{ kinLatin: { mother: 'Fatima Alaoui' }, birthDate: '1984-03-07', sex: 'male', nationalities: ['MA'] },
      ...{ emails: [{ address: 'a@b.ma' }, { address: 'c@d.fr' }], city: 'Lyon', notes: 'x' },
    })
    expect((row as PeopleRow).phones?.map(({ number }) => number)).toEqual(['٠٦٦١-١٢٣٤٥٦', '0522 33 44 55'])
  })

  it.each<[string, string, Parameters<typeof readPeopleRow>[0]['cells'], string[]]>([
    ['no name', 'name phone', ['', '0612345678'], ['card-nameless 0']],
    ['a number Excel rounded', 'name nationalId', ['A B', '2.9001E+13'], ['rounded 1']],
    ['a formula without a result', 'name city', ['A B', { text: '=A1', fault: 'not-computed' }], ['not-computed 1']],
    [
      'no such day, and no e-mail',
      'name birthDate email',
      ['A B', '31/02/1980', 'nobody'],
      ['date-no-such-day 1', 'email-unreadable 2'],
    ],
    ['born tomorrow', 'name birthDate', ['A B', '01/12/2026'], ['date-in-future 1']],
    ['a country nobody knows', 'name country', ['A B', 'Atlantis'], ['country-unknown 1']],
    [
      'a sex and a kind nobody knows',
      'name sex kind',
      ['A B', '?x', 'chose'],
      ['card-kind-unknown 2', 'sex-unknown 1'],
    ],
  ])('%s is refused, with the cell', (_, columns, cells, reasons) => {
    expect(reasonsOf(read(columns, ...cells)).sort()).toEqual([...reasons].sort())
  })

  it('a year alone is a year; what is no country’s name stays in the notes', () => {
    expect(read('name birthDate nationality', 'A B', '1984', 'marocaine')).toMatchObject({
      ...{ birthDate: '1984', nationalities: [], notes: 'marocaine' },
    })
    expect(scriptsOf('Lyon')).toEqual({ ar: '', latin: 'Lyon' })
  })
})

describe('vCards (2.1, 3.0, 4.0)', () => {
  const row = (text: string) => {
    const { cells } = vcardRow(text, 1)
    return Object.fromEntries(VCARD_HEADINGS.map((name, at) => [name, cells[at]]).filter(([, cell]) => cell !== ''))
  }
  it('2.1 with quoted-printable that goes on, and another set of letters', () => {
    expect(
      row(
        'BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D8=A8=D9=86=D8=B9=D9=84=D9=8A;=D9=85=D8=AD=\r\n=D9=85=D8=AF;;;\r\n' +
          'FN;CHARSET=windows-1256;ENCODING=QUOTED-PRINTABLE:=E3=CD=E3=CF\r\nTEL;CELL;PREF:+212 661-123456\r\nTEL;WORK:0522334455\r\nBDAY:19840307\r\nEND:VCARD\r\n',
      ),
    ).toMatchObject({
      name: 'محمد',
      family: 'بنعلي',
      given: 'محمد',
      phone: '+212 661-123456',
      'phone 2': '0522334455',
      birthDate: '1984-03-07',
    })
  })
  it('3.0 with escapes, groups and folded lines', () => {
    expect(
      row(
        'BEGIN:VCARD\nVERSION:3.0\nFN:Salma Ben\n jelloun\nitem1.EMAIL;type=INTERNET:salma@example.org\nADR;TYPE=HOME:;;12\\, rue X;Lyon;;69001;France\nNOTE:un\\ndeux\\; trois\nPHOTO;ENCODING=b:AAAA\n BBBB\nEND:VCARD',
      ),
    ).toEqual({
      ...{ name: 'Salma Benjelloun', kind: 'person', email: 'salma@example.org', address: '12, rue X, 69001' },
      ...{ city: 'Lyon', country: 'France', notes: 'un\ndeux; trois' },
    })
  })
  it('4.0: a uri, an organisation, a day without a year', () => {
    expect(
      row(
        'BEGIN:VCARD\nVERSION:4.0\nKIND:org\nFN:Association X\nORG:Association X\nTEL;VALUE=uri:tel:+33-1-23-45-67-89\nEND:VCARD',
      ),
    ).toEqual({
      ...{ name: 'Association X', kind: 'entity', phone: '+33-1-23-45-67-89' },
    })
    expect(row('BEGIN:VCARD\nFN:A B\nBDAY:--0307\nGENDER:F\nEND:VCARD')).toEqual({
      name: 'A B',
      kind: 'person',
      sex: 'F',
      notes: '--0307',
    })
  })
  it('its headings are taken for what they are', () => {
    expect(guessPeopleColumns(VCARD_HEADINGS).join(' ')).toBe(
      'name family given father kind description occupation birthDate sex phone phone phone phone email email email address city country website notes',
    )
  })
})

describe('what a row adds to a card of the same person (P3)', () => {
  const none = { full: '', given: '', father: '', family: '', maiden: '' }
  const card = {
    ...noFacts(),
    ...{
      nameAr: none,
      nameLatin: { ...none, full: 'Salma Benjelloun' },
      notes: 'old',
      description: '',
      address: '1 rue A',
    },
    ...{ city: '', countryCode: '', birthDate: '1984', phones: [{ kind: 'mobile' as const, number: '+212661123456' }] },
  }
  it('what the card does not say; nothing that stands is replaced, and nothing is said twice', () => {
    const row = read(
      'name birthDate phone city occupation notes',
      'سلمى بنجلون',
      '07/03/1984',
      '0661 12 34 56 / 0522334455',
      'Lyon',
      'Ingénieure',
      'old',
    )
    expect(joining(card, row as PeopleRow)).toEqual({
      nameAr: { ...none, full: 'سلمى بنجلون' },
      occupation: 'Ingénieure',
      phones: [
        { kind: 'mobile', number: '+212661123456' },
        { kind: 'other', number: '0522334455' },
      ],
    })
  })
})
