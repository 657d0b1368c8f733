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
import { fileKindsDe } from '../leads/file-kinds.ts'
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
  subsequence: 'Diese Folgesequenz',
}

const kinds: Readonly<Record<string, FileKind>> = fileKindsDe

const again = 'Noch einmal'
const chooseFile = 'Datei wählen'
const openData = 'Datenordner öffnen'

export const errorsDe: Texts['errors'] = {
  INTERNAL: (data) => ({
    what: 'In Sendoff ist etwas schiefgegangen.',
    means: 'Was vorher gespeichert wurde, ist sicher.',
    todo: data.incidentId
      ? `Versuchen Sie es noch einmal. Wenn es bleibt, schicken Sie uns das Protokoll und diese Nummer: ${String(data.incidentId)}.`
      : 'Versuchen Sie es noch einmal. Wenn es bleibt, schicken Sie uns das Protokoll.',
    action: again,
  }),
  INVALID_INPUT: (data) => ({
    what: 'Sendoff konnte mit der Eingabe nichts anfangen.',
    means: data.field ? `Es liegt an „${String(data.field)}“. Nichts wurde geändert.` : 'Nichts wurde geändert.',
    todo: 'Prüfen Sie die Felder und versuchen Sie es noch einmal.',
  }),
  NOT_FOUND: (data) => ({
    what: `${things[String(data.what)] ?? 'Das'} ist nicht mehr da.`,
    means: 'Es wurde inzwischen entfernt oder geschlossen.',
    todo: 'Gehen Sie zurück und wählen Sie etwas anderes.',
    action: 'Zurück',
  }),
  CANCELLED: () => ({
    what: 'Abgebrochen.',
    means: 'Weiter geschieht nichts.',
    todo: 'Beginnen Sie neu, wann immer Sie möchten.',
  }),
  BACKEND_GONE: () => ({
    what: 'Der Teil von Sendoff, der die Arbeit macht, ist stehen geblieben.',
    means: 'Alles Gespeicherte ist sicher; laufende Exporte gehen dort weiter, wo sie waren.',
    todo: 'Beenden Sie Sendoff und starten Sie es neu.',
    action: again,
  }),

  INSTANTLY_API_KEY_MISSING: () => ({
    what: 'Dieser Kunde hat keinen API-Schlüssel.',
    means:
      'Ohne ihn lässt sich für diesen Kunden nichts von Instantly lesen oder dorthin senden. Ein anderer Schlüssel wird nicht benutzt.',
    todo: 'Fügen Sie einen Schlüssel aus dem Instantly-Workspace dieses Kunden hinzu.',
    action: 'Schlüssel hinzufügen',
  }),
  INSTANTLY_API_KEY_INVALID: () => ({
    what: 'Instantly kennt diesen Schlüssel nicht.',
    means: 'Er ist vielleicht abgeschnitten oder stammt von woanders. Schlüssel der alten Version 1 gehen nicht.',
    todo: 'Kopieren Sie den ganzen Schlüssel noch einmal aus Instantly, oder erzeugen Sie einen neuen.',
    action: 'Neuer Schlüssel',
  }),
  INSTANTLY_API_KEY_REVOKED: () => ({
    what: 'Dieser Schlüssel hat funktioniert, jetzt lehnt Instantly ihn ab.',
    means: 'Er wurde in Instantly gelöscht oder ersetzt. Exporte dieses Kunden warten.',
    todo: 'Erzeugen Sie in Instantly einen neuen Schlüssel und fügen Sie ihn hier hinzu.',
    action: 'Neuer Schlüssel',
  }),
  INSTANTLY_PLAN_INACTIVE: () => ({
    what: 'Dieser Workspace hat keinen bezahlten Tarif für die API.',
    means: 'Instantly antwortet „Zahlung erforderlich“. Der Schlüssel selbst ist in Ordnung.',
    todo: 'Wählen Sie in Instantly einen Tarif mit API-Zugang und testen Sie den Schlüssel dann noch einmal.',
    action: 'Tarife ansehen',
  }),
  VERIFICATION_NO_CREDITS: () => ({
    what: 'Dieser Workspace kann keine weiteren Adressen prüfen.',
    means:
      'Instantly antwortet „Zahlung erforderlich“: Die Guthaben für Prüfungen sind verbraucht, oder der Tarif hat keine.',
    todo: 'Kaufen Sie Guthaben in Instantly und machen Sie dann hier weiter. Was beantwortet ist, bleibt.',
    action: 'Weiter',
  }),
  INSTANTLY_SCOPE_MISSING: (data) => ({
    what: 'Der Schlüssel darf das nicht.',
    means: `Ihm fehlt die Berechtigung ${fact(data, 'scope', 'die Instantly hier verlangt')}.`,
    todo: 'Erzeugen Sie einen Schlüssel mit allen Berechtigungen, die unter „Wo finde ich einen Schlüssel?“ stehen, und fügen Sie ihn hier hinzu.',
    action: 'Neuer Schlüssel',
  }),
  KEY_OF_OTHER_WORKSPACE: (data) => ({
    what: 'Dieser Schlüssel gehört zu einem anderen Instantly-Workspace.',
    means: `Er öffnet ${fact(data, 'belongsTo', 'einen anderen')}. Kunden werden nie vermischt, darum wurde er hier nicht behalten.`,
    todo: 'Fügen Sie einen Schlüssel aus dem Workspace dieses Kunden ein, oder legen Sie jenen Workspace als eigenen Kunden an.',
  }),
  KEYS_LOCKED: () => ({
    what: 'Die Schlüssel sind gesperrt.',
    means: 'Nichts wird gesendet, bis Sie sie entsperren; laufende Exporte warten und verlieren nichts.',
    todo: 'Geben Sie Ihre Passphrase ein.',
    action: 'Entsperren',
  }),
  PASSPHRASE_WRONG: () => ({
    what: 'Das ist nicht die Passphrase.',
    means: 'Die Schlüssel bleiben gesperrt.',
    todo: 'Prüfen Sie Großbuchstaben und Tastaturbelegung und versuchen Sie es noch einmal.',
  }),
  KEYRING_UNREADABLE: (data) => ({
    what: 'Der Schlüsselbund dieses Computers hat den Schlüssel nicht herausgegeben.',
    means:
      data.reason === 'damaged'
        ? 'Was gespeichert ist, passt nicht zum Schlüsselbund dieses Computers; das geschieht, wenn die Daten auf einen anderen umziehen.'
        : 'Der Schlüsselbund ist gesperrt, fehlt oder hat Sendoff abgewiesen.',
    todo: 'Entsperren Sie den Schlüsselbund und versuchen Sie es noch einmal, oder fügen Sie den Schlüssel neu hinzu.',
    action: again,
  }),
  CLIENT_NAME_TAKEN: () => ({
    what: 'Dieser Workspace hat schon einen Kunden mit diesem Namen.',
    means: 'Zwei Kunden eines Workspaces mit demselben Namen wären nicht zu unterscheiden. Nichts wurde geändert.',
    todo: 'Wählen Sie einen anderen Namen.',
  }),
  WORKSPACE_ARCHIVED: () => ({
    what: 'Dieser Kunde ist archiviert.',
    means: 'Für archivierte Kunden wird nichts gelesen oder gesendet.',
    todo: 'Holen Sie den Kunden zuerst in den Einstellungen zurück.',
    action: 'Einstellungen öffnen',
  }),
  ...demoErrorsDe,

  RATE_LIMIT_EXCEEDED: () => ({
    what: 'Instantly bittet, langsamer zu machen.',
    means: 'Die Grenze dieses Workspace wurde erreicht, vielleicht durch ein anderes Werkzeug. Nichts geht verloren.',
    todo: 'Warten Sie eine Minute und versuchen Sie es noch einmal. Exporte werden von selbst langsamer.',
    action: again,
  }),
  API_UNAVAILABLE: (data) => ({
    what: 'Instantly antwortet gerade nicht richtig.',
    means: `Mehrere Versuche sind gescheitert${data.status ? `, der letzte mit Status ${String(data.status)}` : ''}. Nichts wurde geändert.`,
    todo: 'Versuchen Sie es in ein paar Minuten noch einmal.',
    action: again,
  }),
  API_OFFLINE: () => ({
    what: 'Keine Verbindung zu Instantly.',
    means: 'Alles hier lässt sich weiter lesen, und nichts geht verloren.',
    todo: 'Prüfen Sie das Netz und versuchen Sie es dann noch einmal. Exporte und Mails, die warten, gehen von selbst weiter, sobald es wieder da ist.',
    action: again,
  }),
  API_REFUSED: (data) => ({
    what: 'Instantly hat das abgelehnt.',
    means: `${said(data) || 'Einen Grund nannte es nicht.'}${data.status ? ` Status ${String(data.status)}.` : ''}`,
    todo: 'Ändern Sie, was es nennt, und versuchen Sie es noch einmal.',
    action: again,
  }),
  API_ANSWER_UNREADABLE: () => ({
    what: 'Instantly hat eine Antwort geschickt, die Sendoff nicht lesen kann.',
    means: 'Vielleicht antwortet unterwegs etwas an seiner Stelle: ein Proxy oder eine Anmeldeseite.',
    todo: 'Prüfen Sie das Netz und versuchen Sie es dann noch einmal.',
    action: again,
  }),
  OUTCOME_UNKNOWN: () => ({
    what: 'Die Antwort von Instantly ging unterwegs verloren.',
    means: 'Vielleicht wurde getan, worum gebeten wurde, vielleicht nicht. Es wird nicht einfach noch einmal gesendet.',
    todo: 'Sendoff liest nach, was angekommen ist, bevor es irgendetwas anderes tut.',
  }),
  CAMPAIGN_NOT_FOUND: () => ({
    what: 'Die Kampagne ist nicht mehr in Instantly.',
    means: 'Sie wurde dort gelöscht oder gehört zu einem anderen Workspace. Der Beleg bleibt hier.',
    todo: 'Wählen Sie eine andere Kampagne oder legen Sie eine neue an.',
    action: 'Kampagne wählen',
  }),
  LEAD_LIST_NOT_FOUND: () => ({
    what: 'Die Lead-Liste ist nicht mehr in Instantly.',
    means: 'Sie wurde dort gelöscht oder gehört zu einem anderen Workspace. Der Beleg bleibt hier.',
    todo: 'Wählen Sie eine andere Lead-Liste oder legen Sie eine neue an.',
    action: 'Lead-Liste wählen',
  }),
  REST_MISSED: (data) => restMissedDe(data),
  CAMPAIGN_GONE: () => ({
    what: 'Diese Kampagne gibt es bei Instantly nicht mehr.',
    means: 'Sie wurde dort gelöscht. Texte, Zahlen und Ereignisse bleiben hier.',
    todo: 'Um diesen Leads wieder zu schreiben, legen Sie aus ihrer Liste eine neue Kampagne an.',
  }),
  ACCOUNT_GONE: () => ({
    what: 'Das Absenderkonto gibt es in Instantly nicht mehr.',
    means: 'Es wurde dort gelöscht oder in einen anderen Workspace verschoben. Seine Zahlen bleiben hier.',
    todo: 'Entferne es aus den Kampagnen, die es noch nennen.',
  }),
  ACCOUNT_NOT_CHANGED: () => ({
    what: 'Instantly hat geantwortet, aber das Konto ist nicht wie gewünscht.',
    means: 'Es wurde danach noch einmal gelesen und ist wie zuvor.',
    todo: 'Sieh nach, was Instantly über das Konto sagt, behebe das zuerst und versuche es dann erneut.',
  }),
  SYNC_FAILED: (data) => ({
    what: 'Tage und Schritte dieser Kampagne konnten nicht gelesen werden.',
    means: `Die Summen sind frisch; Tage und Schritte sind vom letzten Abruf, der gelang. ${said(data)}`.trim(),
    todo: 'Rufen Sie sie noch einmal ab. Bleibt es dabei, zeigt Aktivität, was Instantly geantwortet hat.',
    action: 'Noch einmal abrufen',
  }),

  FILE_NOT_FOUND: (data) => ({
    what: data.fileName ? `${file(data)} ist nicht mehr da.` : 'Die Datei ist nicht auf diesem Computer.',
    means: 'Sie wurde verschoben, gelöscht oder von einer Stelle hergezogen, hinter der keine Datei liegt.',
    todo: 'Speichern Sie sie auf diesem Computer und legen Sie sie noch einmal ab.',
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
            ? 'Die Arbeitsmappe ist entpackt größer, als eine Lead-Liste sein kann.'
            : 'Das System öffnet sie nicht; vielleicht hält ein anderes Programm sie fest, oder Ihnen fehlt das Leserecht.',
    todo: 'Schließen Sie andere Programme, die sie benutzen, oder speichern Sie eine Kopie, und versuchen Sie es noch einmal.',
    action: chooseFile,
  }),
  FILE_TYPE_UNKNOWN: (data) => ({
    what: `${file(data)} ist keine Tabelle aus Text.`,
    means: data.looksLike
      ? `Sie sieht aus wie ${kinds[String(data.looksLike)]?.name ?? String(data.looksLike)}${atLine(data)}.`
      : 'Sendoff liest CSV-Dateien, durch Tabulator getrennte Dateien und Excel-Arbeitsmappen (.xlsx).',
    todo: (kinds[String(data.looksLike)] ?? fileKindsDe.binary).todo,
    action: chooseFile,
  }),
  FILE_EMPTY: (data) => ({
    what: `${file(data)} ist leer.`,
    means: 'Es gibt weder Kopfzeile noch Zeilen darin.',
    todo: 'Prüfen Sie den Export, aus dem sie kommt, und legen Sie sie noch einmal ab.',
    action: chooseFile,
  }),
  FILE_NO_ROWS: (data) => ({
    what: `${file(data)} hat eine Kopfzeile und sonst keine Zeile.`,
    means: 'Es gibt niemanden, an den gesendet werden könnte.',
    todo: 'Prüfen Sie den Filter des Exports, aus dem sie kommt, und legen Sie sie noch einmal ab.',
    action: chooseFile,
  }),
  FILE_UNCLOSED_QUOTE: (data) => ({
    what: `${file(data)} hat ein Anführungszeichen, das nie endet.`,
    means: `Es öffnet sich${atLine(data) || ' irgendwo'}, und alles danach wäre eine einzige Zelle. Nichts wurde importiert.`,
    todo: 'Berichtigen Sie diese Zeile, oder speichern Sie die Datei in dem Programm, aus dem sie kommt, neu.',
    action: chooseFile,
  }),
  FILE_UNDECODABLE: (data) => ({
    what: `${file(data)} enthält Zeichen, die Sendoff nicht lesen kann.`,
    means: `Sie ist kein sauberes ${fact(data, 'encoding', 'Textformat')}${atLine(data)}. Raten würde Namen verderben.`,
    todo:
      data.marked === false
        ? 'Wählen Sie die Kodierung, in der sie gespeichert wurde, oder speichern Sie sie als „CSV UTF-8“ und legen Sie sie noch einmal ab.'
        : 'Speichern Sie sie als „CSV UTF-8“ und legen Sie sie noch einmal ab.',
    action: chooseFile,
  }),
  FILE_TOO_WIDE: (data) => ({
    what: `${file(data)} hat zu viele Spalten.`,
    means: `Es sind ${fact(data, 'columns', 'mehr als 1.000')}; Sendoff nimmt bis zu 1.000.`,
    todo: 'Entfernen Sie die Spalten, die Sie nicht brauchen, und legen Sie sie noch einmal ab.',
    action: chooseFile,
  }),
  FILE_CHANGED: (data) => ({
    what: `${file(data)} hat sich geändert, nachdem sie geöffnet wurde.`,
    means: 'Was Sie geprüft haben, ist nicht, was gespeichert würde. Nichts wurde gespeichert.',
    todo: 'Öffnen Sie sie noch einmal und sehen Sie sie erneut an.',
    action: chooseFile,
  }),
  IMPORT_NO_ADDRESS: (data) => ({
    what: `${file(data)} hat in keiner Zeile eine E-Mail-Adresse.`,
    means: 'Es gibt niemanden, dem geschrieben werden könnte, deshalb wurde keine Liste angelegt.',
    todo: 'Wählen Sie „E-Mail“ für eine andere Spalte, oder ergänzen Sie zuerst Adressen, etwa mit einem Anreicherungsdienst.',
    action: 'Spalten ansehen',
  }),
  LIST_BUSY: (data) => ({
    what: `In ${fact(data, 'list', 'die Liste')} werden gerade eine Datei oder Varianten gespeichert oder zurückgenommen.`,
    means: 'Bis dahin nimmt die Liste keine andere Änderung und keinen Export an. Jetzt wurde nichts geändert.',
    todo: 'Versuchen Sie es gleich noch einmal.',
    action: 'Noch einmal versuchen',
  }),
  LEADS_TOO_MANY: () => ({
    what: 'Instantly hat für diesen Kunden mehr Leads, als von selbst kopiert werden.',
    means: 'Es ging nichts verloren. Die Prüfungen arbeiten mit dem, was sie wissen.',
    todo: 'Kopieren Sie sie, wann es passt, oder erhöhen Sie die Zahl unter Einstellungen, Sperrliste.',
    action: 'Jetzt kopieren',
  }),
  MAPPING_NO_EMAIL: () => ({
    what: 'Keine Spalte ist die E-Mail-Adresse.',
    means: 'Instantly braucht für jeden Lead eine.',
    todo: 'Wählen Sie „E-Mail“ für die Spalte, in der sie steht.',
  }),
  MAPPING_TARGET_TWICE: (data) => ({
    what: 'Zwei Spalten gehen in dasselbe Feld.',
    means: `Nur eine kann ${fact(data, 'target', 'es')} füllen.`,
    todo: 'Wählen Sie für eine davon ein anderes Feld, oder lassen Sie sie weg.',
  }),
  MAPPING_NAME_INVALID: (data) => ({
    what: `${data.name ? `„${String(data.name)}“` : 'Das'} kann nicht der Name einer Variablen sein.`,
    means: 'Ein Name beginnt mit einem Buchstaben und hat nur Buchstaben, Ziffern und Unterstriche, höchstens 64.',
    todo: 'Geben Sie ihr einen anderen Namen.',
  }),

  NO_VERIFIED_LEADS: () => ({
    what: 'Kein Lead dieser Liste kann gesendet werden.',
    means: 'Alle bleiben zurück: ohne Adresse, mit fehlerhafter, doppelt oder nicht verifiziert.',
    todo: 'Sehen Sie sich die Gründe in der Liste an, oder importieren Sie eine andere Datei.',
    action: 'Liste öffnen',
  }),
  EXPORT_TIMEOUT: () => ({
    what: 'Der Export kam 10 Minuten lang nicht voran.',
    means: 'Er wurde angehalten. Was ankam, steht im Beleg; nichts wird doppelt gesendet.',
    todo: 'Sehen Sie nach, ob Instantly funktioniert, und setzen Sie ihn dann fort.',
    action: 'Fortsetzen',
  }),
  EXPORT_NOT_POSSIBLE_NOW: () => ({
    what: 'Das passt nicht zum Stand dieses Exports.',
    means: 'Er ist inzwischen fertig, angehalten oder gestartet.',
    todo: 'Sehen Sie in seinem Beleg nach, wo er steht.',
  }),
  LEAD_LIST_CREATION_UNCLEAR: (data) => ({
    what: 'Es ist nicht sicher, ob die Lead-Liste angelegt wurde.',
    means: `Die Antwort ging verloren, und ${
      Number(data.candidates ?? 0) > 0 ? 'mehrere Lead-Listen könnten es sein' : 'unter ihrem Namen ist keine zu finden'
    }. Kein Lead wurde gesendet.`,
    todo: 'Sehen Sie in Instantly nach und sagen Sie, welche Lead-Liste es sein soll.',
    action: 'Entscheiden',
  }),
  CAMPAIGN_CREATION_UNCLEAR: (data) => ({
    what: 'Es ist nicht sicher, ob die Kampagne angelegt wurde.',
    means: `Die Antwort ging verloren, und ${
      Number(data.candidates ?? 0) > 0 ? 'mehrere Kampagnen könnten es sein' : 'unter ihrem Namen ist keine zu finden'
    }. Kein Lead wurde gesendet.`,
    todo: 'Sehen Sie in Instantly nach und sagen Sie, welche Kampagne es sein soll.',
    action: 'Entscheiden',
  }),

  ...supabaseErrorsDe,
  ...inboxErrorsDe,
  ...sequenceErrorsDe,
  ...experimentErrorsDe,
  ...modelErrorsDe,
  ...reportErrorsDe,
  ...saveErrorsDe,
  ...relayErrorsDe,
  ...campaignErrorsDe,
  ...crmErrorsDe,
  STORE_LOCKED: () => ({
    what: 'Sendoff kann seine Daten nicht öffnen.',
    means:
      'Ein anderes Programm hält die Datei fest, oder in den Ordner darf nicht geschrieben werden. Nichts ist beschädigt.',
    todo: 'Schließen Sie andere Kopien von Sendoff sowie Abgleich- und Sicherungsprogramme und starten Sie neu.',
    action: openData,
  }),
  STORE_CORRUPT: () => ({
    what: 'Die Datendatei von Sendoff ist beschädigt.',
    means: 'Sie wurde gelassen, wie sie ist: Nichts wurde gelöscht und nichts wird überschrieben.',
    todo: 'Beenden Sie Sendoff und kopieren Sie den ganzen Datenordner an einen sicheren Ort. Verschieben Sie sendoff.db zusammen mit sendoff.db-wal und sendoff.db-shm und legen Sie dann die neueste Sicherung als sendoff.db hinein.',
    action: openData,
  }),
  STORE_FULL: () => ({
    what: 'Die Festplatte ist voll.',
    means: 'Neues lässt sich nicht speichern, darum wird nichts gesendet. Was gespeichert wurde, ist sicher.',
    todo: 'Schaffen Sie Platz und starten Sie Sendoff dann neu.',
    action: openData,
  }),
  STORE_NEWER: () => ({
    what: 'Diese Daten hat ein neueres Sendoff geschrieben.',
    means: 'Diese Version kennt ihre Form nicht und lässt sie in Ruhe.',
    todo: 'Installieren Sie die neueste Version und starten Sie neu.',
    action: openData,
  }),
  STORE_MIGRATION_FAILED: () => ({
    what: 'Sendoff konnte seine Daten nicht auf diese Version bringen.',
    means: 'Die Daten wurden vorher kopiert, und nichts ist verloren.',
    todo: 'Arbeiten Sie mit der Version weiter, die Sie vorher hatten, und schicken Sie uns das Protokoll.',
    action: openData,
  }),
}
