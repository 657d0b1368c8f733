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
  other_file: 'Het is niet uit de bibliotheek opgeslagen.',
  newer: 'Een nieuwere versie van Sendoff schreef het.',
  shape: 'Een deel ervan past niet.',
  empty: 'Er staat geen sequentie in.',
  too_many: 'Het bevat meer dan 200 sequenties.',
}

/** Instantly's own words for it. */
const reasons: Readonly<Record<string, string>> = {
  ACC_AUTH_ERROR: 'De mailbox aanvaardde wachtwoord of aanmelding niet.',
  ACC_NOT_FOUND: 'Deze workspace heeft geen zo’n account.',
  ACC_UNKNOWN_ERROR: 'De mailbox faalde, en Instantly zegt niet waarom.',
}

/** Why a file was refused, where that is known; with a blank after it. */
const sentenceOf = (data: ErrorData): string => {
  const why = refusals[of(data, 'why')]
  return `${why ? `${why} ` : ''}${where(data)}`
}

export const sequenceErrorsNl: Readonly<Record<SequenceErrorCode, (data: ErrorData) => ErrorSentence>> = {
  SEQUENCE_CHANGED: (data) => ({
    what: `${named(data, 'name', 'Dit sjabloon')} is intussen elders opgeslagen.`,
    means: `${data.version ? `Versie ${of(data, 'version')}` : 'Die versie'} is nieuwer dan die je opende. Niets is overschreven.`,
    todo: 'Bekijk de nieuwste versie, en bewaar die van jou daaroverheen of gooi haar weg.',
  }),
  SEQUENCE_FILE_REFUSED: (data) => ({
    what: `${named(data, 'fileName', 'Het bestand')} kan niet als sequenties worden gelezen.`,
    means: `${sentenceOf(data)}Niets ervan is overgenomen.`,
    todo: 'Kies een bestand dat uit de bibliotheek is opgeslagen.',
  }),
  CAMPAIGN_NO_COPY: (data) => ({
    what: `${named(data, 'name', 'Deze campagne')} heeft hier geen e-mails.`,
    means: 'De campagne heeft bij Instantly geen tekst, of die is nog niet gelezen.',
    todo: 'Lees de campagnes opnieuw, en kopieer haar dan.',
  }),
  COPY_VARIABLES_UNKNOWN: (data) => ({
    what: `Geen lead van deze lijst heeft ${of(data, 'names') || 'de variabelen van de mails'}.`,
    means: `Elke lead zou daar een lege plek zien, dus is er niets verstuurd.${of(data, 'nearest') ? ` Bedoel je {{${of(data, 'nearest')}}}?` : ''}`,
    todo: 'Verbeter de naam in de e-mails, geef hem een terugvaltekst zoals {{name|there}}, of kies een andere lijst.',
  }),
  TEST_MAIL_REFUSED: (data) => ({
    what: `Instantly kon de testmail van ${of(data, 'account') || 'het afzendaccount'} niet sturen.`,
    means: `${reasons[of(data, 'reason')] ?? `Instantly zegt: “${of(data, 'reason')}”.`} Er is geen e-mail verstuurd.`,
    todo: 'Kies een ander verzendaccount, of bekijk dit account in Instantly.',
  }),
}
