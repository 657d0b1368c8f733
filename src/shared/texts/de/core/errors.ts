import type { ErrorData } from '../../../errors.ts'
import type { FileKind } from '../../en/leads/file-kinds.ts'
import type { Texts } from '../../en.ts'
import { demoErrorsDe } from '../app/demo-errors.ts'
import { campaignErrorsDe } from '../campaigns/campaign-errors.ts'
import { sequenceErrorsDe } from '../campaigns/sequence-errors.ts'
import { relayErrorsDe } from '../events/relay-errors.ts'
import { experimentErrorsDe } from '../exports/experiment-errors.ts'
import { restMissedDe } from '../exports/export-zones.ts'
import { crmErrorsDe } from '../inbox/crm-errors.ts'
import { inboxErrorsDe } from '../inbox/inbox-errors.ts'
import { modelErrorsDe } from '../inbox/model-errors.ts'
import { reportErrorsDe } from '../insights/report-errors.ts'
import { writeBackErrorsDe } from '../insights/write-back-errors.ts'
import { fileKindsDe } from '../leads/file-kinds.ts'
import { sharedMemoryErrorsDe } from '../leads/shared-memory-errors.ts'
import { supabaseErrorsDe } from '../leads/supabase-errors.ts'
import { n } from './counted.ts'
import { saveErrorsDe } from './save-errors.ts'

/** A fact of the error as text, or the words to use where it is not known. */
function fact(data: ErrorData, name: string, otherwise: string): string {
  const value = data[name]
  if (typeof value === 'number') return n(value)
  return value === undefined || value === null || value === '' ? otherwise : String(value)
}

const file = (data: ErrorData): string => (data.fileName ? `„${String(data.fileName)}“` : 'Die Datei')
const atLine = (data: ErrorData): string => (data.line ? ` in Zeile ${fact(data, 'line', '')}` : '')
const said = (data: ErrorData): string => (data.message ? `Instantly sagt: „${String(data.message)}“.` : '')

const things: Readonly<Record<string, string>> = {
  workspace: 'Dieser Kunde',
  client: 'Dieser Kunde',
  key: 'Dieser Schlüssel',
  list: 'Diese Liste',
  lead: 'Dieser Lead',
  export: 'Dieser Export',
  import: 'Diese geöffnete Datei',
  passphrase: 'Die Passphrase',
  source: 'Diese Quelle',
  campaign: 'Diese Kampagne',
  subsequence: 'Diese Subsequenz',
}

const kinds: Readonly<Record<string, FileKind>> = fileKindsDe

const again = 'Erneut versuchen'
const chooseFile = 'Datei wählen'
const openData = 'Datenordner öffnen'

export const errorsDe: Texts['errors'] = {
  INTERNAL: (data) => ({
    what: 'In Sendoff ist ein Fehler aufgetreten.',
    means: 'Gespeicherte Daten sind sicher.',
    todo: data.incidentId
      ? `Versuchen Sie es erneut. Tritt der Fehler wieder auf, senden Sie uns das Protokoll und diese Nummer: ${String(data.incidentId)}.`
      : 'Versuchen Sie es erneut. Tritt der Fehler wieder auf, senden Sie uns das Protokoll.',
    action: again,
  }),
  INVALID_INPUT: (data) => ({
    what: 'Die Eingabe ist ungültig.',
    means: data.field
      ? `Betroffen ist „${String(data.field)}“. Es wurde nichts geändert.`
      : 'Es wurde nichts geändert.',
    todo: 'Prüfen Sie die Felder und versuchen Sie es erneut.',
  }),
  NOT_FOUND: (data) => ({
    what: `${things[String(data.what)] ?? 'Das Gesuchte'} ist nicht mehr vorhanden.`,
    means: 'Es wurde inzwischen entfernt oder geschlossen.',
    todo: 'Gehen Sie zurück und treffen Sie eine andere Auswahl.',
    action: 'Zurück',
  }),
  CANCELLED: () => ({
    what: 'Abgebrochen.',
    means: 'Es passiert nichts weiter.',
    todo: 'Sie können jederzeit neu beginnen.',
  }),
  BACKEND_GONE: () => ({
    what: 'Der Hintergrundprozess von Sendoff wurde beendet.',
    means: 'Gespeicherte Daten sind sicher. Laufende Exporte werden fortgesetzt.',
    todo: 'Beenden Sie Sendoff und starten Sie es neu.',
    action: again,
  }),

  INSTANTLY_API_KEY_MISSING: () => ({
    what: 'Dieser Kunde hat keinen API-Schlüssel.',
    means:
      'Ohne ihn kann Sendoff für diesen Kunden nichts synchronisieren oder exportieren. Schlüssel anderer Kunden werden nie verwendet.',
    todo: 'Fügen Sie einen Schlüssel aus dem Instantly-Workspace dieses Kunden hinzu.',
    action: 'Schlüssel hinzufügen',
  }),
  INSTANTLY_API_KEY_INVALID: () => ({
    what: 'Instantly kennt diesen Schlüssel nicht.',
    means:
      'Er ist vielleicht unvollständig oder stammt aus einem anderen Dienst. Schlüssel der alten API-Version 1 funktionieren nicht.',
    todo: 'Kopieren Sie den ganzen Schlüssel erneut aus Instantly oder erzeugen Sie einen neuen.',
    action: 'Neuer Schlüssel',
  }),
  INSTANTLY_API_KEY_REVOKED: () => ({
    what: 'Instantly akzeptiert diesen Schlüssel nicht mehr.',
    means: 'Er wurde in Instantly gelöscht oder ersetzt. Exporte dieses Kunden warten.',
    todo: 'Erzeugen Sie in Instantly einen neuen Schlüssel und fügen Sie ihn hier hinzu.',
    action: 'Neuer Schlüssel',
  }),
  INSTANTLY_PLAN_INACTIVE: () => ({
    what: 'Dieser Workspace hat keinen bezahlten Tarif für die API.',
    means: 'Instantly antwortet „Zahlung erforderlich“. Der Schlüssel selbst ist in Ordnung.',
    todo: 'Wählen Sie in Instantly einen Tarif mit API-Zugang und testen Sie den Schlüssel erneut.',
    action: 'Tarife ansehen',
  }),
  VERIFICATION_NO_CREDITS: () => ({
    what: 'Dieser Workspace kann keine weiteren Adressen verifizieren.',
    means:
      'Instantly antwortet „Zahlung erforderlich“: Die Credits für Verifizierungen sind verbraucht, oder der Tarif enthält keine.',
    todo: 'Kaufen Sie Credits in Instantly und setzen Sie die Verifizierung dann fort. Bisherige Ergebnisse bleiben.',
    action: 'Fortsetzen',
  }),
  INSTANTLY_SCOPE_MISSING: (data) => ({
    what: 'Dem Schlüssel fehlt eine Berechtigung.',
    means: `Instantly verlangt hier ${fact(data, 'scope', 'eine weitere Berechtigung')}.`,
    todo: 'Erzeugen Sie einen Schlüssel mit allen Berechtigungen, die unter „Wo finde ich einen Schlüssel?“ stehen, und fügen Sie ihn hier hinzu.',
    action: 'Neuer Schlüssel',
  }),
  KEY_OF_OTHER_WORKSPACE: (data) => ({
    what: 'Dieser Schlüssel gehört zu einem anderen Instantly-Workspace.',
    means: `Er öffnet ${fact(data, 'belongsTo', 'einen anderen')}. Kunden bleiben getrennt, daher wurde er nicht gespeichert.`,
    todo: 'Fügen Sie einen Schlüssel aus dem Workspace dieses Kunden ein, oder legen Sie den anderen Workspace als eigenen Kunden an.',
  }),
  KEY_UNCHANGED: () => ({
    what: 'Dieser Schlüssel ist bereits hier.',
    means: 'Ersetzt wird ein Schlüssel durch einen neuen. Es wurde nichts geändert.',
    todo: 'Erzeugen Sie in Instantly einen neuen Schlüssel und fügen Sie diesen ein.',
  }),
  KEYS_LOCKED: () => ({
    what: 'Die Schlüssel sind gesperrt.',
    means: 'Bis zum Entsperren wird nichts gesendet. Laufende Exporte warten; es geht nichts verloren.',
    todo: 'Geben Sie Ihre Passphrase ein.',
    action: 'Entsperren',
  }),
  PASSPHRASE_WRONG: () => ({
    what: 'Die Passphrase ist falsch.',
    means: 'Die Schlüssel bleiben gesperrt.',
    todo: 'Prüfen Sie Groß- und Kleinschreibung und Tastaturbelegung und versuchen Sie es erneut.',
  }),
  KEYRING_UNREADABLE: (data) => ({
    what: 'Der Schlüssel konnte nicht aus dem Schlüsselbund dieses Computers gelesen werden.',
    means:
      data.reason === 'damaged'
        ? 'Der gespeicherte Schlüssel passt nicht zum Schlüsselbund dieses Computers, etwa nach dem Umzug auf einen anderen.'
        : 'Der Schlüsselbund ist gesperrt, fehlt oder verweigert Sendoff den Zugriff.',
    todo: 'Entsperren Sie den Schlüsselbund und versuchen Sie es erneut, oder fügen Sie den Schlüssel neu hinzu.',
    action: again,
  }),
  CLIENT_NAME_TAKEN: () => ({
    what: 'Dieser Workspace hat schon einen Kunden mit diesem Namen.',
    means: 'Kunden eines Workspace brauchen verschiedene Namen. Es wurde nichts geändert.',
    todo: 'Wählen Sie einen anderen Namen.',
  }),
  WORKSPACE_ARCHIVED: () => ({
    what: 'Dieser Kunde ist archiviert.',
    means: 'Für archivierte Kunden wird nichts synchronisiert oder gesendet.',
    todo: 'Stellen Sie den Kunden zuerst in den Einstellungen wieder her.',
    action: 'Einstellungen öffnen',
  }),
  ...demoErrorsDe,

  RATE_LIMIT_EXCEEDED: () => ({
    what: 'Das Rate-Limit von Instantly ist erreicht.',
    means: 'Der Workspace hat zu viele Anfragen gestellt, vielleicht durch ein anderes Tool. Es geht nichts verloren.',
    todo: 'Versuchen Sie es in einer Minute erneut. Exporte passen ihr Tempo automatisch an.',
    action: again,
  }),
  API_UNAVAILABLE: (data) => ({
    what: 'Instantly ist gerade nicht erreichbar.',
    means: `Mehrere Versuche sind fehlgeschlagen${data.status ? `, der letzte mit Status ${String(data.status)}` : ''}. Es wurde nichts geändert.`,
    todo: 'Versuchen Sie es in ein paar Minuten erneut.',
    action: again,
  }),
  API_OFFLINE: () => ({
    what: 'Keine Verbindung zu Instantly.',
    means: 'Gespeicherte Daten bleiben verfügbar. Es geht nichts verloren.',
    todo: 'Prüfen Sie die Internetverbindung und versuchen Sie es erneut. Wartende Exporte und E-Mails werden automatisch fortgesetzt.',
    action: again,
  }),
  API_REFUSED: (data) => ({
    what: 'Instantly hat das abgelehnt.',
    means: `${said(data) || 'Ein Grund wurde nicht genannt.'}${data.status ? ` Status ${String(data.status)}.` : ''}`,
    todo: 'Beheben Sie die genannte Ursache und versuchen Sie es erneut.',
    action: again,
  }),
  API_ANSWER_UNREADABLE: () => ({
    what: 'Die Antwort von Instantly ist nicht lesbar.',
    means: 'Möglicherweise kam sie von einem Proxy oder einer Anmeldeseite im Netzwerk.',
    todo: 'Prüfen Sie die Internetverbindung und versuchen Sie es erneut.',
    action: again,
  }),
  OUTCOME_UNKNOWN: () => ({
    what: 'Die Antwort von Instantly kam nicht an.',
    means: 'Ob die Anfrage ausgeführt wurde, ist unklar. Sie wird nicht blind wiederholt.',
    todo: 'Sendoff prüft zuerst bei Instantly, was angekommen ist.',
  }),
  CAMPAIGN_NOT_FOUND: () => ({
    what: 'Die Kampagne gibt es bei Instantly nicht mehr.',
    means: 'Sie wurde dort gelöscht oder gehört zu einem anderen Workspace. Der Exportbericht bleibt hier.',
    todo: 'Wählen Sie eine andere Kampagne oder legen Sie eine neue an.',
    action: 'Kampagne wählen',
  }),
  LEAD_LIST_NOT_FOUND: () => ({
    what: 'Die Lead-Liste gibt es bei Instantly nicht mehr.',
    means: 'Sie wurde dort gelöscht oder gehört zu einem anderen Workspace. Der Exportbericht bleibt hier.',
    todo: 'Wählen Sie eine andere Lead-Liste oder legen Sie eine neue an.',
    action: 'Lead-Liste wählen',
  }),
  REST_MISSED: (data) => restMissedDe(data),
  CAMPAIGN_GONE: () => ({
    what: 'Diese Kampagne gibt es bei Instantly nicht mehr.',
    means: 'Sie wurde dort gelöscht. Texte, Zahlen und Ereignisse bleiben hier.',
    todo: 'Um diese Leads wieder zu kontaktieren, exportieren Sie ihre Liste in eine neue Kampagne.',
  }),
  ACCOUNT_GONE: (data) => ({
    what: `${fact(data, 'email', 'Das Absenderkonto')} gibt es in Instantly nicht mehr.`,
    means: 'Es wurde dort gelöscht oder in einen anderen Workspace verschoben. Seine Zahlen bleiben hier.',
    todo: 'Aus den Kampagnen entfernen, die es noch nennen.',
  }),
  ACCOUNT_NOT_CHANGED: () => ({
    what: 'Instantly hat geantwortet, aber das Konto ist nicht wie gewünscht.',
    means: 'Es wurde danach noch einmal gelesen und ist wie zuvor.',
    todo: 'Nachsehen, was Instantly über das Konto sagt, das zuerst beheben und es dann erneut versuchen.',
  }),
  SYNC_FAILED: (data) => ({
    what: 'Tage und Schritte dieser Kampagne konnten nicht synchronisiert werden.',
    means: `Die Summen sind aktuell; Tage und Schritte sind älter. ${said(data)}`.trim(),
    todo: 'Synchronisieren Sie erneut. Schlägt es wieder fehl, steht die Antwort von Instantly im API-Protokoll.',
    action: 'Synchronisieren',
  }),

  FILE_NOT_FOUND: (data) => ({
    what: data.fileName ? `${file(data)} wurde nicht gefunden.` : 'Die Datei ist nicht auf diesem Computer.',
    means: 'Sie wurde verschoben, gelöscht oder liegt nicht als Datei vor.',
    todo: 'Speichern Sie sie auf diesem Computer und legen Sie sie erneut ab.',
    action: chooseFile,
  }),
  FILE_UNREADABLE: (data) => ({
    what: `${file(data)} lässt sich nicht lesen.`,
    means:
      data.reason === 'not_a_file'
        ? 'Es ist ein Ordner oder etwas anderes, das keine Datei ist.'
        : data.reason === 'damaged'
          ? 'Die Arbeitsmappe ist beschädigt oder mit einem Kennwort geschützt.'
          : data.reason === 'too_big'
            ? 'Die Arbeitsmappe ist entpackt zu groß.'
            : 'Ein anderes Programm verwendet sie, oder Ihnen fehlt die Leseberechtigung.',
    todo: 'Schließen Sie andere Programme, die sie benutzen, oder speichern Sie eine Kopie und versuchen Sie es erneut.',
    action: chooseFile,
  }),
  FILE_TYPE_UNKNOWN: (data) => ({
    what: `${file(data)} ist keine lesbare Tabelle.`,
    means: data.looksLike
      ? `Sie sieht aus wie ${kinds[String(data.looksLike)]?.name ?? String(data.looksLike)}${atLine(data)}.`
      : 'Sendoff liest CSV- und TSV-Dateien und Excel-Arbeitsmappen (.xlsx).',
    todo: (kinds[String(data.looksLike)] ?? fileKindsDe.binary).todo,
    action: chooseFile,
  }),
  FILE_EMPTY: (data) => ({
    what: `${file(data)} ist leer.`,
    means: 'Sie enthält weder Kopfzeile noch Daten.',
    todo: 'Prüfen Sie den Export in der Quelle und legen Sie die Datei erneut ab.',
    action: chooseFile,
  }),
  FILE_NO_ROWS: (data) => ({
    what: `${file(data)} enthält nur eine Kopfzeile.`,
    means: 'Die Datei enthält keine Leads.',
    todo: 'Prüfen Sie den Filter des Exports in der Quelle und legen Sie die Datei erneut ab.',
    action: chooseFile,
  }),
  FILE_UNCLOSED_QUOTE: (data) => ({
    what: `In ${data.fileName ? file(data) : 'der Datei'} fehlt ein schließendes Anführungszeichen.`,
    means: `Das öffnende steht${atLine(data) || ' an unbekannter Stelle'}; alles danach wäre eine einzige Zelle. Es wurde nichts importiert.`,
    todo: 'Korrigieren Sie diese Zeile oder exportieren Sie die Datei neu.',
    action: chooseFile,
  }),
  FILE_UNDECODABLE: (data) => ({
    what: `${file(data)} enthält Zeichen, die Sendoff nicht lesen kann.`,
    means: `Sie ist kein gültiges ${fact(data, 'encoding', 'Textformat')}${atLine(data)}. Eine falsche Kodierung würde Namen beschädigen.`,
    todo:
      data.marked === false
        ? 'Wählen Sie die Kodierung, in der sie gespeichert wurde, oder speichern Sie sie als „CSV UTF-8“ und legen Sie sie erneut ab.'
        : 'Speichern Sie sie als „CSV UTF-8“ und legen Sie sie erneut ab.',
    action: chooseFile,
  }),
  FILE_TOO_WIDE: (data) => ({
    what: `${file(data)} hat zu viele Spalten.`,
    means: `Es sind ${fact(data, 'columns', 'mehr als 1.000')}; möglich sind bis zu 1.000.`,
    todo: 'Entfernen Sie die Spalten, die Sie nicht brauchen, und legen Sie sie erneut ab.',
    action: chooseFile,
  }),
  FILE_CHANGED: (data) => ({
    what: `${file(data)} wurde seit dem Öffnen geändert.`,
    means: 'Die Vorschau ist nicht mehr aktuell. Es wurde nichts gespeichert.',
    todo: 'Öffnen Sie die Datei erneut und prüfen Sie sie noch einmal.',
    action: chooseFile,
  }),
  IMPORT_NO_ADDRESS: (data) => ({
    what: `${file(data)} hat in keiner Zeile eine E-Mail-Adresse.`,
    means: 'Ohne Adressen wird keine Liste angelegt.',
    todo: 'Wählen Sie „E-Mail“ für eine andere Spalte, oder ergänzen Sie zuerst Adressen, etwa mit einem Anreicherungsdienst.',
    action: 'Spalten ansehen',
  }),
  LIST_BUSY: (data) => ({
    what: `${data.list ? `Die Liste ${fact(data, 'list', '')}` : 'Die Liste'} wird gerade geändert.`,
    means: 'Weitere Änderungen und Exporte sind erst danach möglich. Es wurde nichts geändert.',
    todo: 'Versuchen Sie es gleich erneut.',
    action: 'Erneut versuchen',
  }),
  PERSON_BEING_EXPORTED: () => ({
    what: 'Ein Export, der noch nicht beendet ist, enthält diese Person.',
    means:
      'Beim Löschen könnte jetzt ein halber Lead zurückbleiben, deshalb wird gewartet. Hier wurde noch nichts von der Person gelöscht.',
    todo: 'Lassen Sie den Export zu Ende laufen, oder brechen Sie ihn ab. Ein bereits begonnenes Löschen geht dann von selbst weiter.',
    action: 'Erneut versuchen',
  }),
  PERSON_IS_ACCOUNT: () => ({
    what: 'Das ist die Adresse eines Ihrer Absenderkonten.',
    means:
      'Sie steht in jeder E-Mail, die Sie gesendet haben, und lässt sich nicht wie eine Person löschen. Es wurde nichts geändert.',
    todo: 'Entfernen Sie das Konto bei Instantly, wenn Sie es nicht mehr verwenden.',
    action: 'Konten ansehen',
  }),
  LEADS_TOO_MANY: () => ({
    what: 'Dieser Kunde hat mehr Leads bei Instantly, als automatisch synchronisiert werden.',
    means: 'Es ging nichts verloren. Die Prüfungen verwenden den vorhandenen Datenstand.',
    todo: 'Synchronisieren Sie von Hand oder erhöhen Sie das Limit unter Einstellungen, Sperrliste.',
    action: 'Synchronisieren',
  }),
  MAPPING_NO_EMAIL: () => ({
    what: 'Keine Spalte ist als E-Mail zugeordnet.',
    means: 'Instantly braucht für jeden Lead eine E-Mail-Adresse.',
    todo: 'Wählen Sie „E-Mail“ für die Spalte, in der sie steht.',
  }),
  MAPPING_TARGET_TWICE: (data) => ({
    what: 'Zwei Spalten sind demselben Feld zugeordnet.',
    means: `Nur eine kann ${fact(data, 'target', 'es')} füllen.`,
    todo: 'Wählen Sie für eine davon ein anderes Feld oder lassen Sie sie weg.',
  }),
  MAPPING_NAME_INVALID: (data) => ({
    what: `${data.name ? `„${String(data.name)}“` : 'Dieser Name'} ist als Variablenname nicht möglich.`,
    means: 'Ein Name beginnt mit einem Buchstaben und hat nur Buchstaben, Ziffern und Unterstriche, höchstens 64.',
    todo: 'Geben Sie ihr einen anderen Namen.',
  }),

  NO_VERIFIED_LEADS: () => ({
    what: 'Kein Lead dieser Liste kann exportiert werden.',
    means: 'Alle sind ausgeschlossen: ohne Adresse, ungültig, doppelt oder nicht verifiziert.',
    todo: 'Prüfen Sie die Gründe in der Liste oder importieren Sie eine andere Datei.',
    action: 'Liste öffnen',
  }),
  EXPORT_TIMEOUT: () => ({
    what: 'Der Export kam 10 Minuten lang nicht voran.',
    means: 'Er wurde angehalten. Hochgeladene Leads stehen im Exportbericht; nichts wird doppelt exportiert.',
    todo: 'Prüfen Sie, ob Instantly erreichbar ist, und setzen Sie ihn dann fort.',
    action: 'Fortsetzen',
  }),
  EXPORT_NOT_POSSIBLE_NOW: () => ({
    what: 'Das ist im aktuellen Status dieses Exports nicht möglich.',
    means: 'Er ist inzwischen fertig, angehalten oder gestartet.',
    todo: 'Der aktuelle Status steht im Exportbericht.',
  }),
  LEAD_LIST_CREATION_UNCLEAR: (data) => ({
    what: 'Unklar, ob die Lead-Liste angelegt wurde.',
    means: `Instantly hat nicht geantwortet, und ${
      Number(data.candidates ?? 0) > 0 ? 'mehrere Lead-Listen kommen infrage' : 'unter ihrem Namen ist keine zu finden'
    }. Kein Lead wurde exportiert.`,
    todo: 'Sehen Sie in Instantly nach und wählen Sie die richtige Lead-Liste.',
    action: 'Entscheiden',
  }),
  CAMPAIGN_CREATION_UNCLEAR: (data) => ({
    what: 'Unklar, ob die Kampagne angelegt wurde.',
    means: `Instantly hat nicht geantwortet, und ${
      Number(data.candidates ?? 0) > 0 ? 'mehrere Kampagnen kommen infrage' : 'unter ihrem Namen ist keine zu finden'
    }. Kein Lead wurde exportiert.`,
    todo: 'Sehen Sie in Instantly nach und wählen Sie die richtige Kampagne.',
    action: 'Entscheiden',
  }),

  ...sharedMemoryErrorsDe,
  ...supabaseErrorsDe,
  ...writeBackErrorsDe,
  ...inboxErrorsDe,
  ...sequenceErrorsDe,
  ...experimentErrorsDe,
  ...modelErrorsDe,
  ...reportErrorsDe,
  ...saveErrorsDe,
  ...relayErrorsDe,
  ...campaignErrorsDe,
  ...crmErrorsDe,
  BACKUP_FAILED: (data) => ({
    what: 'Die Sicherung konnte nicht erstellt werden.',
    means: `Frühere Kopien sind noch da. Der Grund war ${String(data.reason ?? 'unbekannt')}.`,
    todo: 'Versuchen Sie es noch einmal. Bleibt es so, wählen Sie einen anderen Ordner und sehen Sie ins Protokoll.',
    action: 'Noch einmal versuchen',
  }),
  BACKUP_NO_SPACE: (data) => ({
    what: 'Für diese Sicherung ist kein Platz.',
    means: data.neededMb
      ? `Sie braucht ${n(Number(data.neededMb))} MB${data.freeMb === undefined ? '' : `; frei sind ${n(Number(data.freeMb))} MB`}. Es wurde nichts geändert.`
      : 'Die Festplatte ist voll. Es wurde nichts geändert.',
    todo: 'Schaffen Sie Platz, oder wählen Sie einen Ordner auf einem anderen Laufwerk.',
  }),
  BACKUP_FOLDER_GONE: () => ({
    what: 'Der Ordner für Sicherungen ist nicht da.',
    means: 'Vielleicht ist sein Laufwerk nicht angeschlossen. Es wurde keine Kopie erstellt.',
    todo: 'Schließen Sie das Laufwerk an, oder wählen Sie einen anderen Ordner.',
  }),
  BACKUP_FOLDER_INSIDE: () => ({
    what: 'Sicherungen können nicht im Datenordner liegen.',
    means: 'Was dem einen zustößt, würde auch dem anderen zustoßen.',
    todo: 'Wählen Sie einen anderen Ordner, am besten auf einem anderen Laufwerk.',
  }),
  BACKUP_UNREADABLE: () => ({
    what: 'Diese Datei ist keine vollständige Sicherung von Sendoff.',
    means: 'Sie ist beschädigt oder etwas anderes. Es wurde nichts geändert.',
    todo: 'Wählen Sie eine andere Kopie.',
  }),
  PAUSED_AFTER_RESTORE: () => ({
    what: 'Seit dem Wiederherstellen der Sicherung angehalten.',
    means: 'Sendoff gleicht zuerst mit Instantly ab, damit nichts doppelt hinausgeht. Jetzt wurde nichts gesendet.',
    todo: 'Unter Einstellungen, Sicherungen steht, was angehalten ist. Dort setzen Sie es fort.',
    action: 'Sicherungen öffnen',
  }),
  APP_LOCKED: () => ({
    what: 'Sendoff ist gesperrt.',
    means: 'Nichts wird gezeigt, bis Sie entsperren. Die Arbeit im Hintergrund läuft weiter.',
    todo: 'Geben Sie die Passphrase der Sperre ein.',
  }),
  APP_LOCK_WRONG: (data) => ({
    what:
      data.reason === 'wait'
        ? 'Zu viele falsche Versuche.'
        : data.reason === 'damaged'
          ? 'Die Datei der Sperre ist nicht lesbar.'
          : 'Das ist nicht die Passphrase.',
    means:
      data.reason === 'wait'
        ? `Der nächste Versuch ist in ${data.seconds} Sekunden möglich.`
        : 'Sendoff bleibt gesperrt.',
    todo:
      data.reason === 'wait'
        ? 'Warten Sie und versuchen Sie es dann noch einmal.'
        : data.reason === 'damaged'
          ? `Beenden Sie Sendoff und löschen Sie ${data.file ?? 'lock.json'}.`
          : 'Prüfen Sie Großbuchstaben und Tastaturbelegung, dann versuchen Sie es noch einmal.',
  }),
  CLIENT_PAUSED: () => ({
    what: 'In Sendoff angehalten.',
    means:
      'Sie haben diesen Kunden oder alles angehalten. Bis Sie fortsetzen, geht nichts hinaus und wird nichts geladen; nichts geht verloren.',
    todo: 'Setzen Sie auf der Seite des Kunden, in der Zeile oben oder im Infobereich fort.',
    action: 'Fortsetzen',
  }),
  CLIENT_FILE_UNREADABLE: () => ({
    what: 'Dieser Ordner enthält keinen vollständigen Kunden von Sendoff.',
    means: 'Eine Datei fehlt, wurde verändert oder stammt aus einem neueren Sendoff. Nichts davon wurde übernommen.',
    todo: 'Wählen Sie den Ordner mit manifest.json, so wie er exportiert wurde.',
  }),
  CLIENT_ALREADY_HERE: () => ({
    what: 'Diesen Kunden gibt es hier schon.',
    means: 'Sein Instantly-Workspace gehört zu einem Kunden auf diesem Computer. Zwei Kopien würden alles doppelt tun.',
    todo: 'Löschen Sie zuerst den hiesigen, wenn der Ordner der bessere ist.',
  }),
  CLIENT_FILE_BUSY: () => ({
    what: 'Ein anderer Kunde wird gerade exportiert oder importiert.',
    means: 'Das geht nur nacheinander.',
    todo: 'Warten Sie das Ende ab oder brechen Sie ab.',
  }),
  STORE_LOCKED: () => ({
    what: 'Sendoff kann seine Daten nicht öffnen.',
    means:
      'Ein anderes Programm sperrt die Datei, oder der Ordner ist schreibgeschützt. Die Daten sind nicht beschädigt.',
    todo: 'Schließen Sie weitere Sendoff-Fenster sowie Cloud- und Backup-Programme und starten Sie neu.',
    action: openData,
  }),
  STORE_CORRUPT: () => ({
    what: 'Die Datendatei von Sendoff ist beschädigt.',
    means: 'Sie bleibt unverändert: Es wurde nichts gelöscht oder überschrieben.',
    todo: 'Stellen Sie unten eine Sicherung wieder her. Die beschädigte Datei bleibt im Datenordner, unter backups.',
    action: openData,
  }),
  STORE_FULL: () => ({
    what: 'Die Festplatte ist voll.',
    means: 'Sendoff kann nichts speichern und sendet deshalb nichts. Gespeicherte Daten sind sicher.',
    todo: 'Geben Sie Speicherplatz frei und starten Sie Sendoff neu.',
    action: openData,
  }),
  STORE_NEWER: () => ({
    what: 'Diese Daten stammen aus einer neueren Version von Sendoff.',
    means: 'Diese Version kann sie nicht lesen und ändert sie nicht.',
    todo: 'Installieren Sie die neueste Version und starten Sie neu.',
    action: openData,
  }),
  STORE_MIGRATION_FAILED: () => ({
    what: 'Die Daten konnten nicht auf diese Version aktualisiert werden.',
    means: 'Vorher wurde eine Sicherung angelegt. Es ging nichts verloren.',
    todo: 'Arbeiten Sie mit der vorherigen Version weiter und senden Sie uns das Protokoll.',
    action: openData,
  }),
}
