import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { SaveErrorCode } from '../../en/core/save-errors.ts'

const folder = (data: ErrorData): string => (data.folder ? `„${String(data.folder)}“` : 'Der Ordner')

export const saveErrorsDe: Readonly<Record<SaveErrorCode, (data: ErrorData) => ErrorSentence>> = {
  SAVE_FOLDER_GONE: (data) => ({
    what: `${folder(data)} wurde nicht gefunden.`,
    means:
      'Er wurde verschoben oder gelöscht, oder sein Laufwerk ist nicht angeschlossen. Es wurde nichts gespeichert.',
    todo: 'Schließen Sie das Laufwerk an oder speichern Sie die Datei in einem anderen Ordner.',
  }),
  SAVE_REFUSED: (data) => ({
    what: `Sendoff darf diese Datei in ${data.folder ? folder(data) : 'diesem Ordner'} nicht schreiben.`,
    means:
      'Das System lehnt es ab, oder ein anderes Programm hat die Datei geöffnet. Eine ältere Datei dieses Namens ist unverändert.',
    todo: 'Schließen Sie die Datei in anderen Programmen oder speichern Sie sie in einem eigenen Ordner.',
  }),
  SAVE_DISK_FULL: () => ({
    what: 'Die Datei wurde nicht gespeichert: Das Laufwerk ist voll.',
    means: 'Eine ältere Datei dieses Namens ist unverändert. Ihre Daten in Sendoff sind sicher.',
    todo: 'Geben Sie auf diesem Laufwerk Speicherplatz frei oder speichern Sie die Datei auf einem anderen.',
  }),
}
