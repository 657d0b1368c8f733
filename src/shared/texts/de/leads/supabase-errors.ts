import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { SupabaseErrorCode } from '../../en/leads/supabase-errors.ts'

const text = (data: ErrorData, name: string, otherwise: string): string => (data[name] ? String(data[name]) : otherwise)
const table = (data: ErrorData): string => (data.table ? `„${String(data.table)}“` : 'Diese Tabelle')

export const supabaseErrorsDe: Readonly<Record<SupabaseErrorCode, (data: ErrorData) => ErrorSentence>> = {
  SUPABASE_ADDRESS_INVALID: (data) =>
    data.reason === 'connection'
      ? {
          what: 'Die Verbindungszeichenfolge ist ungültig.',
          means: 'Sie beginnt mit postgresql:// und enthält Benutzer, Passwort, Host und Datenbank.',
          todo: 'Kopieren Sie sie erneut aus Supabase (Connect → Session pooler) und setzen Sie das Passwort ein.',
        }
      : {
          what: 'Das ist nicht die Adresse eines Supabase-Projekts.',
          means: 'Sie sieht so aus: https://abcdefghijklmnopqrst.supabase.co. Ohne https nur für diesen Computer.',
          todo: 'Kopieren Sie die Projekt-URL aus Supabase (Project Settings → API) und testen Sie erneut.',
        },
  SUPABASE_REFUSED: (data) =>
    data.reason === 'rights'
      ? {
          what: `Dieser Schlüssel darf ${data.table ? table(data) : 'das'} nicht lesen.`,
          means: 'Die Regeln oder Berechtigungen des Projekts verhindern es. Es wurde nichts gelesen.',
          todo: 'Führen Sie das hier gezeigte SQL in Supabase aus oder verwenden Sie einen Schlüssel mit Leseberechtigung.',
        }
      : {
          what: 'Die Datenbank hat diesen Schlüssel oder dieses Passwort abgelehnt.',
          means: 'Er ist falsch, wurde widerrufen oder gehört zu einem anderen Projekt. Es wurde nichts gelesen.',
          todo: 'Kopieren Sie ihn erneut aus Supabase und legen Sie die Quelle neu an.',
        },
  SUPABASE_UNREACHABLE: (data) =>
    data.reason === 'certificate'
      ? {
          what: `${text(data, 'host', 'Die Datenbank')} zeigt ein Zertifikat, dem dieser Computer nicht vertraut.`,
          means: 'Die Identität des Servers lässt sich nicht bestätigen. Es wurde nichts gesendet.',
          todo: 'Wenn Sie ihm vertrauen, hängen Sie ?sslmode=require an die Verbindungszeichenfolge an.',
        }
      : {
          what: `${text(data, 'host', 'Die Datenbank')} antwortet nicht.`,
          means: 'Sie sind offline, das Projekt ruht oder die Adresse ist falsch. Es wurde nichts geändert.',
          todo: 'Öffnen Sie das Projekt in Supabase, um es zu aktivieren, und versuchen Sie es erneut.',
          action: 'Erneut versuchen',
        },
  SUPABASE_TABLE_NOT_FOUND: (data) => ({
    what: `${table(data)} gibt es dort nicht.`,
    means: 'Keine Tabelle oder Ansicht heißt so, oder dieser Schlüssel darf sie nicht sehen.',
    todo: 'Prüfen Sie Schreibweise und Schema oder öffnen Sie sie mit dem hier gezeigten SQL.',
  }),
  SUPABASE_QUERY_REFUSED: (data) => ({
    what: 'Die Datenbank hat diese Abfrage abgelehnt.',
    means: data.message ? `Sie sagt: „${String(data.message)}“.` : 'Sie nennt keinen Grund.',
    todo: 'Korrigieren Sie Filter oder Spalte und lesen Sie erneut. Es wurde nichts importiert.',
  }),
  SUPABASE_KEY_COLUMN_NEEDED: (data) =>
    data.reason === 'not_unique'
      ? {
          what: `„${text(data, 'column', 'Diese Spalte')}“ hat leere oder mehrfache Werte.`,
          means: 'Zwischen zwei Seiten könnten Zeilen fehlen oder doppelt kommen. Es wurde nichts importiert.',
          todo: 'Wählen Sie eine Spalte, deren Werte alle verschieden sind, zum Beispiel die id.',
        }
      : {
          what: `${table(data)} hat keine Spalte, die Sendoff als eindeutig kennt.`,
          means: 'Ohne sie könnte zwischen zwei Seiten eine Zeile verloren gehen.',
          todo: 'Wählen Sie eine Spalte, deren Werte alle verschieden sind.',
        },
  SUPABASE_INCOMPLETE: (data) => ({
    what: `${text(data, 'read', 'Weniger')} von ${text(data, 'counted', 'mehr')} Zeilen gelesen.`,
    means: 'Einige Zeilen fehlen. Deshalb wurde nichts importiert.',
    todo: 'Lesen Sie erneut. Hält das an, wählen Sie eine andere eindeutige Spalte.',
    action: 'Erneut versuchen',
  }),
  CAMPAIGN_NOT_COMPLETED: (data) => ({
    what: `„${text(data, 'campaign', 'Diese Kampagne')}“ ist nicht abgeschlossen.`,
    means: `Die Plattform sagt „${text(data, 'status', 'unbekannt')}“: Weitere Firmen und Adressen kommen noch.`,
    todo: 'Warten Sie, bis sie abgeschlossen ist, und lesen Sie sie dann.',
  }),
}
