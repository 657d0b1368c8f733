import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { ReportErrorCode } from '../../en/insights/report-errors.ts'

const folder = (data: ErrorData): string => (data.folder ? `“${String(data.folder)}”` : 'De map')
const reasons: Readonly<Record<string, string>> = {
  too_big: 'Het bestand is groter dan 1 MB.',
  not_a_picture: 'Het bestand is geen geldige PNG- of JPEG-afbeelding. SVG wordt niet ondersteund.',
  too_many_pixels: 'De afbeelding is breder of hoger dan 4.000 pixels.',
}
const chooseFolder = 'Map kiezen'

export const reportErrorsNl: Readonly<Record<ReportErrorCode, (data: ErrorData) => ErrorSentence>> = {
  REPORT_FOLDER_GONE: (data) => ({
    what: `${folder(data)} is er niet.`,
    means: 'De map is verplaatst of verwijderd, of het station is niet aangesloten. Er is geen rapport gemaakt.',
    todo: 'Sluit het station aan of kies een andere map. Geplande rapporten worden automatisch opnieuw geprobeerd.',
    action: chooseFolder,
  }),
  REPORT_FOLDER_REFUSED: (data) => ({
    what: `Sendoff mag niet schrijven in ${data.folder ? folder(data) : 'deze map'}.`,
    means: 'Het systeem weigert het, of een ander programma gebruikt daar een bestand. Er is geen rapport gemaakt.',
    todo: 'Kies een eigen map. Geplande rapporten worden automatisch opnieuw geprobeerd.',
    action: chooseFolder,
  }),
  REPORT_DISK_FULL: () => ({
    what: 'De schijf van de map is vol.',
    means: 'Er is geen half bestand geschreven en eerdere rapporten zijn veilig.',
    todo: 'Maak ruimte vrij of kies een andere map. Geplande rapporten worden automatisch opnieuw geprobeerd.',
    action: chooseFolder,
  }),
  REPORT_NOT_PRINTED: () => ({
    what: 'De PDF kon niet worden gemaakt.',
    means: 'Het rapport zelf is in orde, maar de PDF is mislukt of duurde te lang.',
    todo: 'Probeer het opnieuw. Lukt het niet, maak het rapport dan als HTML en stuur ons het logbestand.',
    action: 'Opnieuw proberen',
  }),
  LOGO_UNUSABLE: (data) => ({
    what: 'Dit logo kan niet worden gebruikt.',
    means: reasons[String(data.reason)] ?? 'Het bestand is geen leesbare afbeelding.',
    todo: 'Kies een PNG- of JPEG-afbeelding van maximaal 1 MB.',
    action: 'Afbeelding kiezen',
  }),
}
