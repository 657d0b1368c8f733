import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { ReportErrorCode } from '../../en/insights/report-errors.ts'

const folder = (data: ErrorData): string => (data.folder ? `„${String(data.folder)}“` : 'Der Ordner')
const reasons: Readonly<Record<string, string>> = {
  too_big: 'Die Datei ist größer als 1 MB.',
  not_a_picture: 'Die Datei ist kein gültiges PNG- oder JPEG-Bild. SVG wird nicht unterstützt.',
  too_many_pixels: 'Das Bild ist breiter oder höher als 4.000 Pixel.',
}
const chooseFolder = 'Ordner wählen'

export const reportErrorsDe: Readonly<Record<ReportErrorCode, (data: ErrorData) => ErrorSentence>> = {
  REPORT_FOLDER_GONE: (data) => ({
    what: `${folder(data)} wurde nicht gefunden.`,
    means:
      'Er wurde verschoben oder gelöscht, oder sein Laufwerk ist nicht angeschlossen. Es wurde kein Bericht erstellt.',
    todo: 'Schließen Sie das Laufwerk an oder wählen Sie einen anderen Ordner. Geplante Berichte werden automatisch wiederholt.',
    action: chooseFolder,
  }),
  REPORT_FOLDER_REFUSED: (data) => ({
    what: `Sendoff darf in ${data.folder ? folder(data) : 'diesem Ordner'} nicht schreiben.`,
    means:
      'Das System lehnt es ab, oder ein anderes Programm verwendet eine Datei darin. Es wurde kein Bericht erstellt.',
    todo: 'Wählen Sie einen eigenen Ordner. Geplante Berichte werden automatisch wiederholt.',
    action: chooseFolder,
  }),
  REPORT_DISK_FULL: () => ({
    what: 'Das Laufwerk des Ordners ist voll.',
    means: 'Bereits gespeicherte Dateien sind sicher.',
    todo: 'Geben Sie dort Speicherplatz frei oder wählen Sie einen anderen Ordner. Geplante Berichte werden automatisch wiederholt.',
    action: chooseFolder,
  }),
  REPORT_NOT_PRINTED: () => ({
    what: 'Das PDF konnte nicht erstellt werden.',
    means: 'Die Umwandlung in ein PDF ist fehlgeschlagen oder hat zu lange gedauert.',
    todo: 'Versuchen Sie es erneut. Sonst erstellen Sie den Bericht als HTML und senden Sie uns das Protokoll.',
    action: 'Erneut versuchen',
  }),
  LOGO_UNUSABLE: (data) => ({
    what: 'Dieses Logo lässt sich nicht verwenden.',
    means: reasons[String(data.reason)] ?? 'Die Datei ist kein lesbares Bild.',
    todo: 'Wählen Sie ein PNG- oder JPEG-Bild von höchstens 1 MB.',
    action: 'Bild wählen',
  }),
}
