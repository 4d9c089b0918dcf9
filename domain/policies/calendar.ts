import type { Country, Names } from '../../contract/values'
import type { CalendarPolicy, FixedHoliday } from '../calendar/calendar'

const named = (ar: string, fr: string, en: string, es: string): Names => ({ ar, fr, en, es })
const NEW_YEAR = named('رأس السنة الميلادية', 'Nouvel an', 'New Year’s Day', 'Año Nuevo')
const labour = (ar: string): FixedHoliday => ({
  day: '05-01',
  names: named(ar, 'Fête du travail', 'Labour Day', 'Día del Trabajo'),
})

/** Days each country closes every year by law, with the years they are in force, and the feasts whose day an act says. */
export const calendars: Record<Country, CalendarPolicy> = {
  MA: {
    fixed: [
      { day: '01-01', names: NEW_YEAR },
      {
        day: '01-11',
        names: named(
          'ذكرى تقديم وثيقة الاستقلال',
          'Manifeste de l’indépendance',
          'Independence Manifesto',
          'Manifiesto de la Independencia',
        ),
      },
      {
        day: '01-14',
        from: 2024,
        names: named('رأس السنة الأمازيغية', 'Nouvel an amazigh', 'Amazigh New Year', 'Año Nuevo amazig'),
      },
      labour('عيد الشغل'),
      { day: '07-30', names: named('عيد العرش', 'Fête du Trône', 'Throne Day', 'Fiesta del Trono') },
      {
        day: '08-14',
        names: named(
          'استرجاع إقليم وادي الذهب',
          'Récupération d’Oued Eddahab',
          'Oued Ed-Dahab Day',
          'Recuperación de Río de Oro',
        ),
      },
      {
        day: '08-20',
        names: named(
          'ذكرى ثورة الملك والشعب',
          'Révolution du Roi et du Peuple',
          'Revolution of the King and the People',
          'Revolución del Rey y del Pueblo',
        ),
      },
      { day: '08-21', names: named('عيد الشباب', 'Fête de la jeunesse', 'Youth Day', 'Fiesta de la Juventud') },
      { day: '10-31', from: 2026, names: named('عيد الوحدة', 'Fête de l’unité', 'Unity Day', 'Fiesta de la Unidad') },
      { day: '11-06', names: named('المسيرة الخضراء', 'Marche verte', 'Green March', 'Marcha Verde') },
      {
        day: '11-18',
        names: named('عيد الاستقلال', 'Fête de l’indépendance', 'Independence Day', 'Fiesta de la Independencia'),
      },
    ],
    movable: [
      { feast: 'hijriNewYear', days: 1 },
      { feast: 'mawlid', days: 2 },
      { feast: 'fitr', days: 2 },
      { feast: 'adha', days: 2 },
    ],
  },
  EG: {
    fixed: [
      {
        day: '01-07',
        names: named('عيد الميلاد المجيد', 'Noël copte', 'Coptic Christmas', 'Navidad copta'),
      },
      {
        day: '01-25',
        names: named(
          'ثورة 25 يناير وعيد الشرطة',
          'Révolution du 25 janvier et fête de la police',
          '25 January Revolution and Police Day',
          'Revolución del 25 de enero y Día de la Policía',
        ),
      },
      {
        day: '04-25',
        names: named('عيد تحرير سيناء', 'Libération du Sinaï', 'Sinai Liberation Day', 'Liberación del Sinaí'),
      },
      labour('عيد العمال'),
      {
        day: '06-30',
        from: 2014,
        names: named('ثورة 30 يونيو', 'Révolution du 30 juin', '30 June Revolution', 'Revolución del 30 de junio'),
      },
      {
        day: '07-23',
        names: named('ثورة 23 يوليو', 'Révolution du 23 juillet', '23 July Revolution', 'Revolución del 23 de julio'),
      },
      {
        day: '10-06',
        names: named('عيد القوات المسلحة', 'Fête des forces armées', 'Armed Forces Day', 'Día de las Fuerzas Armadas'),
      },
    ],
    movable: [
      { feast: 'shamElNessim', days: 1 },
      { feast: 'fitr', days: 3 },
      { feast: 'arafat', days: 1 },
      { feast: 'adha', days: 3 },
      { feast: 'hijriNewYear', days: 1 },
      { feast: 'mawlid', days: 1 },
    ],
  },
  LB: {
    fixed: [
      { day: '01-01', names: NEW_YEAR },
      {
        day: '01-06',
        names: named('الميلاد عند الأرمن', 'Noël arménien', 'Armenian Christmas', 'Navidad armenia'),
      },
      { day: '02-09', names: named('عيد مار مارون', 'Saint-Maron', 'Saint Maron’s Day', 'San Marón') },
      {
        day: '02-14',
        names: named(
          'ذكرى استشهاد الرئيس رفيق الحريري',
          'Commémoration de Rafic Hariri',
          'Commemoration of Rafic Hariri',
          'Conmemoración de Rafic Hariri',
        ),
      },
      { day: '03-25', from: 2010, names: named('عيد البشارة', 'Annonciation', 'Annunciation', 'Anunciación') },
      labour('عيد العمل'),
      { day: '08-15', names: named('عيد انتقال السيدة', 'Assomption', 'Assumption', 'Asunción') },
      {
        day: '11-22',
        names: named('عيد الاستقلال', 'Fête de l’indépendance', 'Independence Day', 'Día de la Independencia'),
      },
      { day: '12-25', names: named('عيد الميلاد', 'Noël', 'Christmas', 'Navidad') },
    ],
    movable: [
      { feast: 'goodFriday', days: 1 },
      { feast: 'easter', days: 2 },
      { feast: 'orthodoxGoodFriday', days: 1 },
      { feast: 'orthodoxEaster', days: 2 },
      { feast: 'liberation', days: 1 },
      { feast: 'fitr', days: 2 },
      { feast: 'adha', days: 2 },
      { feast: 'hijriNewYear', days: 1 },
      { feast: 'ashura', days: 1 },
      { feast: 'mawlid', days: 1 },
    ],
  },
}
