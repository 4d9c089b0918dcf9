import type { DeskWindow } from './window'

/** What the clerk types from the letter in the demonstration; the same in the demo and in the tests. */
export const LYON = {
  reference: 'AML/2026/57',
  letterDate: '12/11/2026',
  subject: 'Affectation de deux enseignants d’arabe à Lyon et Vénissieux, rentrée 2027',
  nameAr: 'جمعية الأساتذة المغاربة بفينيسيو',
  nameLatin: 'Association des enseignants marocains de Vénissieux',
}
export const REPLY = {
  addresseeAr: 'إلى السيدة خديجة العمراني،\nرئيسة جمعية المغاربة بليون',
  addresseeFr: 'À Madame Khadija Amrani,\nprésidente de l’Association des Marocains de Lyon',
  subjectAr: 'تعيين أستاذين للغة العربية بليون وفينيسيو',
  decisionAr:
    'وقد تقرر، بعد استشارة وزارة التربية الوطنية، تعيين أستاذين للغة العربية ابتداء من الدخول المدرسي 2027، أحدهما بليون والآخر بفينيسيو.',
  decisionFr:
    'Après avis du ministère de l’Éducation nationale, deux enseignants d’arabe seront affectés à la rentrée 2027, l’un à Lyon, l’autre à Vénissieux.',
}

/** Registers the letter from Lyon with its scan; its sender is kept as a new entity. @returns the given number */
export async function registerLyon(w: DeskWindow, scan: string, beforeSaving?: () => Promise<void>): Promise<string> {
  const { page } = w
  await w.goTo(w.t('values.registerKinds.incoming'))
  await page
    .getByRole('link', { name: w.t('register.new.incoming') })
    .or(w.button('register.new.incoming'))
    .first()
    .click()
  await page.locator('.numband').waitFor()
  await page.locator('input[type=file]').setInputFiles(scan)
  await page.locator('.files li').first().waitFor()
  await w.choose('register.field.channel', w.t('values.channels.registeredPost'))
  await w.field('register.field.letterDate').fill(LYON.letterDate)
  await w.field('register.field.reference').fill(LYON.reference)
  await page.getByRole('combobox', { name: w.t('register.field.sender') }).fill(LYON.nameLatin)
  await page.keyboard.press('Alt+N')
  await w.field('community.field.fullAr').fill(LYON.nameAr)
  await w.field('community.field.fullLatin').fill(LYON.nameLatin)
  await w.button('community.form.save').click()
  await page.locator('.creating').waitFor({ state: 'detached' })
  await page.locator('textarea').first().fill(LYON.subject)
  await w.choose('register.field.unit', unitName(w))
  await beforeSaving?.()
  await page.keyboard.press('Control+Enter')
  const given = page.locator('.given .number')
  await given.waitFor()
  return (await given.innerText()).trim()
}

export const unitName = (w: DeskWindow): string =>
  ({
    ar: 'قسم العمل الثقافي',
    fr: 'Division de l’action culturelle',
    en: 'Cultural affairs division',
    es: 'División de acción cultural',
  })[w.language]

/** Finds the entry by the sender's reference and opens it. */
export async function openEntry(w: DeskWindow, reference: string): Promise<void> {
  const { page } = w
  await w.goTo(w.t('values.registerKinds.incoming'))
  await page
    .getByRole('searchbox')
    .or(page.getByPlaceholder(w.t('register.search')))
    .first()
    .fill(reference)
  await page.getByRole('row').filter({ hasText: reference }).first().dblclick()
  await page.locator('.path').waitFor()
}

/** A bilingual reply from the template, completed and submitted. */
export async function writeReply(w: DeskWindow, beforeSubmitting?: () => Promise<void>): Promise<void> {
  const { page } = w
  await w.reply()
  const line = (field: string, language: 'ar' | 'fr') =>
    page.getByLabel(`${w.t(`letters.${field}`)} ${w.t(`values.languages.${language}`)}`, { exact: true })
  await line('addressee', 'ar').fill(REPLY.addresseeAr)
  await line('addressee', 'fr').fill(REPLY.addresseeFr)
  await line('subject', 'ar').fill(REPLY.subjectAr)
  for (const [language, text] of [
    ['ar', REPLY.decisionAr],
    ['fr', REPLY.decisionFr],
  ] as const) {
    await page.locator(`.editor[lang=${language}]:empty`).first().click()
    await page.keyboard.insertText(text)
  }
  await savedAndShown(w)
  await beforeSubmitting?.()
  await page.keyboard.press('Control+Enter')
  await page.locator('.flow li').nth(1).locator('time').waitFor()
}

/** The page beside the text is drawn. */
export async function shown(w: DeskWindow): Promise<void> {
  await w.page.locator('.page[aria-busy="false"] canvas').first().waitFor({ timeout: 30_000 })
}

/** The draft is saved, and the page shows what was saved: the window waits a moment after the last key before it asks. */
export async function savedAndShown(w: DeskWindow): Promise<void> {
  await w.page.waitForTimeout(2600)
  await shown(w)
}

/** Opens the first letter of a tab of the list. */
export async function openLetter(w: DeskWindow, tab: 'toSign' | 'toIssue'): Promise<void> {
  await w.goTo(w.t('shell.nav.letters'))
  await w.page.getByRole('tab', { name: new RegExp(w.t(`letters.tab.${tab}`)) }).click()
  await w.page.getByRole('option').first().click()
  await shown(w)
}

export async function sign(w: DeskWindow): Promise<void> {
  await w.button('letters.sign.button').click()
  await w.page
    .getByRole('dialog')
    .getByRole('button', { name: w.t('letters.sign.do') })
    .click()
  await w.page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** Gives the signed letter its departure number. @returns it */
export async function issue(w: DeskWindow): Promise<string> {
  await w.button('letters.issue.button').click()
  const dialog = w.page.getByRole('dialog')
  await dialog.getByLabel(w.t('letters.issue.unit')).click()
  await w.page.getByRole('option', { name: unitName(w), exact: true }).click()
  await dialog.getByLabel(w.t('letters.issue.channel')).click()
  await w.page.getByRole('option', { name: w.t('values.channels.registeredPost'), exact: true }).click()
  await dialog.getByRole('button', { name: w.t('letters.issue.do') }).click()
  const number = w.page.locator('.said .number')
  await number.waitFor({ timeout: 60_000 })
  await shown(w)
  return (await number.innerText()).trim()
}
