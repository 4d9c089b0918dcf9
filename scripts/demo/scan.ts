import { writeFile } from 'node:fs/promises'
import { createPdf } from '../../main/pdf/engine'

/** The letter that arrives in the demonstration: invented, set by our own engine, taken in as a scan would be. */
export async function writeScan(path: string, fontsDir: string): Promise<void> {
  const paragraph = (text: string) => ({ text, margin: [0, 0, 0, 12] as [number, number, number, number] })
  const { bytes } = await createPdf(
    {
      pageSize: 'A4',
      pageMargins: [70, 64, 70, 64],
      defaultStyle: { font: 'Amiri', fontSize: 12.5, lineHeight: 1.05 },
      content: [
        { text: 'ASSOCIATION DES MAROCAINS DE LYON', bold: true, fontSize: 15, color: '#7a1f1f' },
        { text: 'جمعية المغاربة بليون', fontSize: 14, alignment: 'left', direction: 'rtl' } as object as {
          text: string
        },
        { text: 'Loi 1901. 14, rue Paul-Bert, 69003 Lyon', fontSize: 10, margin: [0, 0, 0, 22] },
        { text: 'Lyon, le 12 novembre 2026', alignment: 'right', margin: [0, 0, 0, 14] },
        { text: 'Réf. : AML/2026/57' },
        { text: 'Objet : affectation de deux enseignants d’arabe à Lyon et Vénissieux, rentrée 2027', bold: true },
        { text: 'P. J. : 3', margin: [0, 0, 0, 18] },
        {
          text: 'À Monsieur le Ministre délégué chargé des Marocains résidant à l’étranger\nRabat',
          margin: [190, 0, 0, 20],
        },
        paragraph('Monsieur le Ministre,'),
        paragraph(
          'Notre association accueille chaque mercredi et chaque samedi 164 enfants inscrits aux cours de langue arabe et de culture marocaine, répartis en neuf groupes. Depuis le départ de Mme Naïma Sebti, en juin dernier, trois groupes n’ont plus d’enseignant.',
        ),
        paragraph(
          'Nous avons l’honneur de solliciter l’affectation de deux enseignants à compter de la rentrée 2027. La commune de Vénissieux met deux salles à notre disposition (convention du 3 octobre 2026, ci-jointe).',
        ),
        paragraph('Nous vous prions d’agréer, Monsieur le Ministre, l’expression de notre haute considération.'),
        { text: 'La présidente,\nKhadija Amrani', margin: [260, 24, 0, 0] },
      ],
    },
    { fontsDir, createdAt: Date.UTC(2026, 10, 12), title: 'AML/2026/57', language: 'fr' },
  )
  await writeFile(path, bytes)
}
