import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { WriteBackErrorCode } from '../../en/insights/write-back-errors.ts'

export const writeBackErrorsDe: Readonly<Record<WriteBackErrorCode, (data: ErrorData) => ErrorSentence>> = {
  WRITE_BACK_NOT_READY: () => ({
    what: 'Die Datenbank ist nicht auf Ergebnisse vorbereitet.',
    means: 'Tabelle, Spalten oder Funktionen fehlen. Es wurde nichts geschrieben.',
    todo: 'Führen Sie das SQL unter „Ergebnisse zurückschreiben“ aus und prüfen Sie erneut.',
  }),
  WRITE_BACK_REFUSED: (data) => ({
    what: 'Die Datenbank hat das Schreiben abgelehnt.',
    means:
      data.reason === 'key'
        ? 'Der Schlüssel oder das Passwort ist falsch oder wurde widerrufen. Es wurde nichts geschrieben.'
        : data.reason === 'rights'
          ? 'Dieser Schlüssel darf dort nicht schreiben. Es wurde nichts geschrieben.'
          : data.reason === 'hidden'
            ? 'Sie hat angenommen und keine Zeile geändert: Row-Level-Security oder ein Trigger verhindert es.'
            : data.message
              ? `Sie meldet: „${String(data.message)}“.`
              : 'Sie nennt keinen Grund.',
    todo: 'Verwenden Sie einen geheimen Schlüssel oder einen Datenbanknutzer, der schreiben darf, und prüfen Sie erneut.',
  }),
}
