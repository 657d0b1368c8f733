/** The Dutch catalogue says "je" and uses the trade's terms, one for each thing. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { entriesOf } from '../../../support/catalogues.ts'

const root = path.join(import.meta.dirname, '../../../..')

/** Words a Dutch operator would not use, by the word to use. */
const banned: Readonly<Record<string, RegExp>> = {
  'je, jij, jouw': /(?<![\p{L}\d.’])(?:[Uu]w?|[Uu]zelf)(?![\p{L}.’-])/u,
  'e-mail': /(?<![-\w])[Mm]ails?(?![-\w])/,
  account: /postvak|(?<!tijdelijke )mailbox/i,
  geïnteresseerd: /(?<!map )gekwalificeerd/i,
  verzendaccount: /afzendaccount/i,
  benaderd: /aangeschreven|aan te schrijven/i,
  exportrapport: /\b(?:grootboek|logboek(?:en)?)\b/i,
  sequentie: /\b(?:mail|sub|vervolg)?reeks(?:en)?\b/i,
  'follow-up': /(?:opvolg|vervolg)mail/i,
  'overgeslagen, niet geëxporteerd': /achterblij(?:f|v)|achtergebleven|\bbl(?:ij|e)(?:ft|ven)\b[^.]{0,40}\bachter\b/i,
  overslaan: /tegengehouden|tegenhouden/i,
  mislukt: /\bopgegeven\b/i,
  'verwijderen, terugzetten': /teruggehaald|eruit (?:halen|gehaald)|weghalen|weggehaald|weggooien/i,
  'ongedaan maken': /terugdraaien|teruggedraaid/i,
  hervatten: /verdergaan|voortzetten/i,
  bounce: /onbestelbaar|teruggekomen|afketsen|ketsen? .*\baf\b/i,
  classificeren: /gesorteerd|anders sorteren|tweede mening/i,
  'bevestigd, gemeld': /\bopgeschreven\b|\bnagekeken\b/i,
  'Aandacht nodig': /wacht op jou\b/i,
  opens: /\bopeningen\b/i,
  fallback: /terugvaltekst|vervangtekst/i,
  fictief: /verzonnen/i,
  datavolledigheid: /ontbreekt er iets/i,
  'API-status': /dienstverlening/i,
  wachtwoordzin: /\bwachtzin/i,
  status: /\b(?:toestand|elke stand)\b/i,
  automatisch: /\bvanzelf\b/i,
  'importeren, slepen': /\bzet\b[^.]*\bneer\b/i,
}

/** Returns the texts of a file, without imports and comments; parts in braces become a blank. */
function textsOf(file: string): readonly string[] {
  const source = readFileSync(path.join(root, file), 'utf8')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .filter((line) => !/^\s*\/\/|^import |^} from |keywords:/.test(line))
    .join('\n')
  return [...source.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)].map(
    ([, plain, template]) => plain ?? (template ?? '').replaceAll(/\$\{[^}]*\}/g, '…'),
  )
}

test.each(Object.entries(banned))('Dutch says %s', (_, word) => {
  const said = [
    ...entriesOf('nl')
      // Search words that are never displayed.
      .filter(({ at }) => !at.includes('keywords'))
      .map(({ file, at, text }) => ({
        file: path.basename(file),
        at,
        text: text.replaceAll(/\{\w+(?:, (?:plural|select),|(?:, \w+)*\})/g, '…'),
      })),
    ...globSync('src/shared/texts/nl/**/*.ts', { cwd: root }).flatMap((file) =>
      textsOf(file).map((text) => ({ file: path.basename(file), at: '', text })),
    ),
  ]
    // The hour after a figure is written "u".
    .filter(({ file, text }) => word.test(text) && file !== 'format.json')
  expect(said).toEqual([])
})
