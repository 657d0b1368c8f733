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
  other_file: 'Sie stammt nicht aus der Bibliothek.',
  newer: 'Sie stammt aus einer neueren Version von Sendoff.',
  shape: 'Sie enthält ungültige Daten.',
  empty: 'Sie enthält keine Sequenz.',
  too_many: 'Sie enthält mehr als 200 Sequenzen.',
}

/** Instantly's own words for it. */
const reasons: Readonly<Record<string, string>> = {
  ACC_AUTH_ERROR: 'Die Anmeldung am Absenderkonto ist fehlgeschlagen.',
  ACC_NOT_FOUND: 'Dieser Workspace hat kein solches Konto.',
  ACC_UNKNOWN_ERROR: 'Das Absenderkonto meldet einen Fehler ohne Angabe eines Grundes.',
}

/** Why a file was refused, where that is known; with a blank after it. */
const sentenceOf = (data: ErrorData): string => {
  const why = refusals[of(data, 'why')]
  return `${why ? `${why} ` : ''}${where(data)}`
}

export const sequenceErrorsDe: Readonly<Record<SequenceErrorCode, (data: ErrorData) => ErrorSentence>> = {
  SEQUENCE_CHANGED: (data) => ({
    what: `${named(data, 'name', 'Diese Vorlage')} wurde inzwischen anderswo gespeichert.`,
    means: `${data.version ? `Version ${of(data, 'version')}` : 'Die gespeicherte Version'} ist neuer als Ihre. Es wurde nichts überschrieben.`,
    todo: 'Sehen Sie die neueste Version an. Speichern Sie dann Ihre als neue Version oder verwerfen Sie sie.',
  }),
  SEQUENCE_FILE_REFUSED: (data) => ({
    what: `${named(data, 'fileName', 'Die Datei')} ist keine gültige Sequenzdatei.`,
    means: `${sentenceOf(data)}Es wurde nichts importiert.`,
    todo: 'Wählen Sie eine Datei, die aus der Bibliothek gespeichert wurde.',
  }),
  CAMPAIGN_NO_COPY: (data) => ({
    what: `${named(data, 'name', 'Diese Kampagne')} hat hier keine E-Mails.`,
    means: 'Die Kampagne hat bei Instantly keinen Text, oder er wurde noch nicht synchronisiert.',
    todo: 'Synchronisieren Sie die Kampagnen und kopieren Sie dann erneut.',
  }),
  COPY_VARIABLES_UNKNOWN: (data) => ({
    what: `Kein Lead dieser Liste hat ${of(data, 'names') || 'die Variablen der E-Mails'}.`,
    means: `Die Stelle bliebe bei jedem Lead leer, deshalb wurde nichts exportiert.${of(data, 'nearest') ? ` Meinen Sie {{${of(data, 'nearest')}}}?` : ''}`,
    todo: 'Korrigieren Sie den Namen in den E-Mails, ergänzen Sie einen Ersatztext wie {{name|there}} oder wählen Sie eine andere Liste.',
  }),
  TEST_MAIL_REFUSED: (data) => ({
    what: `Instantly konnte die Test-E-Mail von ${of(data, 'account') || 'dem Absenderkonto'} nicht senden.`,
    means: `${reasons[of(data, 'reason')] ?? `Instantly sagt: „${of(data, 'reason')}“.`} Es wurde keine E-Mail gesendet.`,
    todo: 'Wählen Sie ein anderes Absenderkonto, oder prüfen Sie dieses in Instantly.',
  }),
}
