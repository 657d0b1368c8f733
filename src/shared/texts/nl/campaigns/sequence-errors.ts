import type { ErrorData } from '../../../errors.ts'
import type { SequenceErrorCode } from '../../en/campaigns/sequence-errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'

const of = (data: ErrorData, name: string): string => String(data[name] ?? '')
const named = (data: ErrorData, name: string, otherwise: string): string =>
  data[name] ? `“${of(data, name)}”` : otherwise
const where = (data: ErrorData): string => (data.where ? `Plaats: ${of(data, 'where')}. ` : '')

const refusals: Readonly<Record<string, string>> = {
  too_big: 'Het is groter dan 5 MB.',
  no_json: 'Het is geen JSON.',
  other_file: 'Het bestand komt niet uit de bibliotheek.',
  newer: 'Het komt uit een nieuwere versie van Sendoff.',
  shape: 'Een deel is ongeldig.',
  empty: 'Er staat geen sequentie in.',
  too_many: 'Het bevat meer dan 200 sequenties.',
}

/** Instantly's own words for it. */
const reasons: Readonly<Record<string, string>> = {
  ACC_AUTH_ERROR: 'Het account weigert het wachtwoord of de login.',
  ACC_NOT_FOUND: 'Deze workspace heeft dit account niet.',
  ACC_UNKNOWN_ERROR: 'Het account heeft een storing. Instantly geeft geen reden.',
}

/** Why a file was refused, where that is known; with a blank after it. */
const sentenceOf = (data: ErrorData): string => {
  const why = refusals[of(data, 'why')]
  return `${why ? `${why} ` : ''}${where(data)}`
}

export const sequenceErrorsNl: Readonly<Record<SequenceErrorCode, (data: ErrorData) => ErrorSentence>> = {
  SEQUENCE_CHANGED: (data) => ({
    what: `${named(data, 'name', 'Dit sjabloon')} is intussen elders opgeslagen.`,
    means: `${data.version ? `Versie ${of(data, 'version')}` : 'Die versie'} is nieuwer dan de versie die je hebt geopend. Er is niets overschreven.`,
    todo: 'Bekijk de nieuwste versie en overschrijf die met jouw versie, of verwijder je wijzigingen.',
  }),
  SEQUENCE_FILE_REFUSED: (data) => ({
    what: `${named(data, 'fileName', 'Het bestand')} bevat geen leesbare sequenties.`,
    means: `${sentenceOf(data)}Er is niets geïmporteerd.`,
    todo: 'Kies een bestand dat vanuit de bibliotheek is opgeslagen.',
  }),
  CAMPAIGN_NO_COPY: (data) => ({
    what: `${named(data, 'name', 'Deze campagne')} heeft hier geen e-mails.`,
    means: 'De campagne heeft bij Instantly geen e-mails, of ze zijn nog niet gesynchroniseerd.',
    todo: 'Synchroniseer de campagnes en kopieer dan opnieuw.',
  }),
  COPY_VARIABLES_UNKNOWN: (data) => ({
    what: `Geen enkele lead van deze lijst heeft ${of(data, 'names') || 'de variabelen van de mails'}.`,
    means: `Die variabele is bij alle leads leeg. Er is niets geëxporteerd.${of(data, 'nearest') ? ` Bedoel je {{${of(data, 'nearest')}}}?` : ''}`,
    todo: 'Corrigeer de naam in de e-mails, voeg een fallback toe zoals {{name|there}}, of kies een andere lijst.',
  }),
  TEST_MAIL_REFUSED: (data) => ({
    what: `Instantly kon de testmail van ${of(data, 'account') || 'het afzendaccount'} niet versturen.`,
    means: `${reasons[of(data, 'reason')] ?? `Instantly zegt: “${of(data, 'reason')}”.`} Er is geen e-mail verstuurd.`,
    todo: 'Kies een ander verzendaccount, of bekijk dit account in Instantly.',
  }),
}
