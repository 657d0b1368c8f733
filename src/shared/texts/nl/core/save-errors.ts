import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { SaveErrorCode } from '../../en/core/save-errors.ts'

const folder = (data: ErrorData): string => (data.folder ? `“${String(data.folder)}”` : 'De map')

export const saveErrorsNl: Readonly<Record<SaveErrorCode, (data: ErrorData) => ErrorSentence>> = {
  SAVE_FOLDER_GONE: (data) => ({
    what: `${folder(data)} is er niet.`,
    means: 'De map is verplaatst of verwijderd, of het station is niet aangesloten. Er is niets opgeslagen.',
    todo: 'Sluit het station aan of sla het bestand op in een andere map.',
  }),
  SAVE_REFUSED: (data) => ({
    what: `Sendoff mag dit bestand niet schrijven in ${data.folder ? folder(data) : 'deze map'}.`,
    means:
      'Het systeem weigert het, of het bestand is in een ander programma geopend. Een ouder bestand met deze naam is niet gewijzigd.',
    todo: 'Sluit het bestand in andere programma’s of sla het op in een eigen map.',
  }),
  SAVE_DISK_FULL: () => ({
    what: 'Het bestand is niet opgeslagen: de schijf is vol.',
    means:
      'Er is geen half bestand geschreven. Een ouder bestand met deze naam is niet gewijzigd en je gegevens in Sendoff zijn veilig.',
    todo: 'Maak ruimte vrij of sla het bestand op een andere schijf op.',
  }),
}
