import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { WriteBackErrorCode } from '../../en/insights/write-back-errors.ts'

export const writeBackErrorsNl: Readonly<Record<WriteBackErrorCode, (data: ErrorData) => ErrorSentence>> = {
  WRITE_BACK_NOT_READY: () => ({
    what: 'De database is niet voorbereid op resultaten.',
    means: 'De tabel, kolommen of functies ontbreken. Er is niets geschreven.',
    todo: 'Voer de SQL onder “Resultaten terugschrijven” uit en controleer opnieuw.',
  }),
  WRITE_BACK_REFUSED: (data) => ({
    what: 'De database weigerde het schrijven.',
    means:
      data.reason === 'key'
        ? 'De sleutel of het wachtwoord is onjuist of ingetrokken. Er is niets geschreven.'
        : data.reason === 'rights'
          ? 'Deze sleutel mag daar niet schrijven. Er is niets geschreven.'
          : data.reason === 'hidden'
            ? 'De database accepteerde het en wijzigde geen rij: row-level security of een trigger houdt het tegen.'
            : data.message
              ? `De melding: “${String(data.message)}”.`
              : 'Er is geen reden gegeven.',
    todo: 'Gebruik een geheime sleutel of een databasegebruiker die mag schrijven en controleer opnieuw.',
  }),
}
