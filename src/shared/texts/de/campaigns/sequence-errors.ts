import type { ErrorData } from '../../../errors.ts'
import type { SequenceErrorCode } from '../../en/campaigns/sequence-errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'

const of = (data: ErrorData, name: string): string => String(data[name] ?? '')
const named = (data: ErrorData, name: string, otherwise: string): string =>
  data[name] ? `„${of(data, name)}“` : otherwise
const where = (data: ErrorData): string => (data.where ? `Stelle: ${of(data, 'where')}. ` : '')

const refusals: Readonly<Record<string, string>> = {
  too_big: 'Sie ist größer als 5 MB.',
  no_json: 'Sie ist kein JSON.',
  other_file: 'Sie wurde nicht aus der Bibliothek gespeichert.',
  newer: 'Eine neuere Version von Sendoff hat sie geschrieben.',
  shape: 'Ein Teil davon passt nicht.',
  empty: 'Es steht keine Sequenz darin.',
  too_many: 'Sie enthält mehr als 200 Sequenzen.',
}

/** Instantly's own words for it. */
const reasons: Readonly<Record<string, string>> = {
  ACC_AUTH_ERROR: 'Das Absenderkonto hat Passwort oder Anmeldung nicht angenommen.',
  ACC_NOT_FOUND: 'Dieser Workspace hat kein solches Konto.',
  ACC_UNKNOWN_ERROR: 'Das Absenderkonto ist fehlgeschlagen, und Instantly sagt nicht, warum.',
}

/** Why a file was refused, where that is known; with a blank after it. */
const sentenceOf = (data: ErrorData): string => {
  const why = refusals[of(data, 'why')]
  return `${why ? `${why} ` : ''}${where(data)}`
}

export const sequenceErrorsDe: Readonly<Record<SequenceErrorCode, (data: ErrorData) => ErrorSentence>> = {
  SEQUENCE_CHANGED: (data) => ({
    what: `${named(data, 'name', 'Diese Vorlage')} wurde inzwischen anderswo gespeichert.`,
    means: `${data.version ? `Version ${of(data, 'version')}` : 'Jene Version'} ist neuer als die, die Sie geöffnet haben. Nichts wurde überschrieben.`,
    todo: 'Sehen Sie die neueste Version an, und speichern Sie Ihre darüber oder verwerfen Sie sie.',
  }),
  SEQUENCE_FILE_REFUSED: (data) => ({
    what: `${named(data, 'fileName', 'Die Datei')} lässt sich nicht als Sequenzen lesen.`,
    means: `${sentenceOf(data)}Nichts davon wurde übernommen.`,
    todo: 'Wählen Sie eine Datei, die aus der Bibliothek gespeichert wurde.',
  }),
  CAMPAIGN_NO_COPY: (data) => ({
    what: `${named(data, 'name', 'Diese Kampagne')} hat hier keine E-Mails.`,
    means: 'Die Kampagne hat bei Instantly keinen Text, oder er wurde noch nicht gelesen.',
    todo: 'Lesen Sie die Kampagnen erneut, und kopieren Sie sie dann.',
  }),
  COPY_VARIABLES_UNKNOWN: (data) => ({
    what: `Kein Lead dieser Liste hat ${of(data, 'names') || 'die Variablen der E-Mails'}.`,
    means: `Jeder Lead sähe dort eine Lücke, deshalb wurde nichts gesendet.${of(data, 'nearest') ? ` Meinen Sie {{${of(data, 'nearest')}}}?` : ''}`,
    todo: 'Berichtigen Sie den Namen in den E-Mails, geben Sie ihm einen Ersatztext wie {{name|there}}, oder wählen Sie eine andere Liste.',
  }),
  TEST_MAIL_REFUSED: (data) => ({
    what: `Instantly konnte die Test-E-Mail von ${of(data, 'account') || 'dem Absenderkonto'} nicht senden.`,
    means: `${reasons[of(data, 'reason')] ?? `Instantly sagt: „${of(data, 'reason')}“.`} Es wurde keine E-Mail gesendet.`,
    todo: 'Wählen Sie ein anderes Absenderkonto, oder sehen Sie sich dieses in Instantly an.',
  }),
}
