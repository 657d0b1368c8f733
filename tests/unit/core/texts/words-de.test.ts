/** German uses one term for one thing, the one of the trade; replaced terms must not return. */
import { expect, test } from 'vitest'
import { entriesOf, linesInCode } from '../../../support/catalogues.ts'

/** The banned word, and the one to use. */
const banned: readonly (readonly [RegExp, string])[] = [
  [/(?<!E-)\bMails?\b/, 'E-Mail'],
  [/\bMail(?:programm|anbieter|folge)/, 'E-Mail-Programm, E-Mail-Anbieter, Sequenz'],
  [/Rückläufer|[Uu]nzustellbar|[Zz]urückgekommen|kamen zurück|kommen zurück|prall(?:en|ten)/, 'Bounce'],
  [/\bBelege?n?s?\b/, 'Exportbericht'],
  [/\bZustand\b|'Stand'|Jeder Stand/, 'Status'],
  [/\b[Pp]ausier/, 'Anhalten, angehalten'],
  [/[Gg]escheitert|[Mm]isslungen/, 'Fehlgeschlagen'],
  [/[Zz]urückgeblieben|bleib(?:t|en) (?:\S+ )?zurück|[Zz]urückgehalten/, 'Übersprungen, ausgeschlossen'],
  [/[Zz]urückgeholt/, 'Entfernt, wiederhergestellt'],
  [/[Aa]ngeschrieben/, 'Kontaktiert'],
  [/\bPostf(?:ach|äche)/, 'Absenderkonto'],
  [/Absendekonto/, 'Absenderkonto'],
  [/Folgesequenz|Untersequenz/, 'Subsequenz'],
  [/Folgemail|[Nn]achfass/, 'Follow-up'],
  [/Dienstgüte/, 'API-Status'],
  [/(?<!Fach )\b[Qq]ualifizier(?!te leads hubspot)/, 'Interessiert'],
  [/Wartet auf Sie/, 'Handlungsbedarf'],
  [/[Aa]ufgegeben/, 'Fehlgeschlagen'],
  [/Egal wessen/, 'Zuständig: alle'],
  [/Heiße/, 'Priorität'],
  [/Tage ohne E?-?Mail/, 'Sperrtage'],
  [/Was geschah/, 'Verlauf'],
  [/Anders sortieren|\bsortiert:/, 'Kategorie ändern, klassifiziert'],
  [/(?:Jetzt|Noch nicht) (?:gelesen|lesen)\b/, 'Synchronisieren, synchronisiert'],
  [/Firmenzeichen/, 'Firmenlogo'],
  [/\b[Dd](?:u|ich|ein|eine|einen)\b/, 'Sie'],
]

/** The texts of the catalogues, and the lines of code that contain texts, each with its location. */
const lines = [
  ...entriesOf('de').map(({ file, at, text }) => ({ place: `${file}: ${at}`, line: `'${text}'` })),
  ...linesInCode('de'),
]

test.each(banned)('German does not say %s but „%s“', (word) => {
  expect(lines.length).toBeGreaterThan(1000)
  const found = lines.filter(({ line }) => word.test(line)).map(({ place, line }) => `${place} ${line.trim()}`)
  expect(found).toEqual([])
})
