import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { SupabaseErrorCode } from '../../en/leads/supabase-errors.ts'

const text = (data: ErrorData, name: string, otherwise: string): string => (data[name] ? String(data[name]) : otherwise)
const table = (data: ErrorData): string => (data.table ? `“${String(data.table)}”` : 'Die tabel')

export const supabaseErrorsNl: Readonly<Record<SupabaseErrorCode, (data: ErrorData) => ErrorSentence>> = {
  SUPABASE_ADDRESS_INVALID: (data) =>
    data.reason === 'connection'
      ? {
          what: 'Sendoff kan deze connectionstring niet gebruiken.',
          means: 'Een connectionstring begint met postgresql:// en bevat gebruiker, wachtwoord, host en database.',
          todo: 'Kopieer de connectionstring opnieuw uit Supabase (Connect → Session pooler) en vul het wachtwoord in.',
        }
      : {
          what: 'Dit is geen adres van een Supabase-project.',
          means: 'Voorbeeld: https://abcdefghijklmnopqrst.supabase.co. Zonder https alleen voor deze computer.',
          todo: 'Kopieer de project-URL uit Supabase (Project Settings → API) en test opnieuw.',
        },
  SUPABASE_REFUSED: (data) =>
    data.reason === 'rights'
      ? {
          what: `Deze sleutel heeft geen leesrecht voor ${data.table ? table(data) : 'deze tabel'}.`,
          means: 'De policies of rechten van het project staan het niet toe. Er is niets gelezen.',
          todo: 'Voer de SQL hieronder uit in Supabase, of gebruik een sleutel met leesrecht.',
        }
      : {
          what: 'De database weigert deze sleutel of dit wachtwoord.',
          means: 'De gegevens kloppen niet, zijn ingetrokken of horen bij een ander project. Er is niets gelezen.',
          todo: 'Kopieer ze opnieuw uit Supabase en voeg de bron opnieuw toe.',
        },
  SUPABASE_UNREACHABLE: (data) =>
    data.reason === 'certificate'
      ? {
          what: `${text(data, 'host', 'De database')} heeft een certificaat dat deze computer niet vertrouwt.`,
          means: 'De identiteit van de server is niet te controleren. Er is niets verstuurd.',
          todo: 'Vertrouw je de server, zet dan ?sslmode=require achter de connectionstring.',
        }
      : {
          what: `${text(data, 'host', 'De database')} antwoordt niet.`,
          means: 'Je bent offline, het project is gepauzeerd of het adres klopt niet. Er is niets gewijzigd.',
          todo: 'Open het project in Supabase om het te activeren en probeer het opnieuw.',
          action: 'Opnieuw proberen',
        },
  SUPABASE_TABLE_NOT_FOUND: (data) => ({
    what: `${table(data)} is er niet.`,
    means: 'Er is geen tabel of view met deze naam, of de sleutel heeft er geen toegang toe.',
    todo: 'Controleer de spelling en het schema, of geef toegang met de SQL hieronder.',
  }),
  SUPABASE_QUERY_REFUSED: (data) => ({
    what: 'De database heeft deze query geweigerd.',
    means: data.message ? `De database meldt: “${String(data.message)}”.` : 'De database gaf geen reden.',
    todo: 'Pas het filter of de kolom aan en probeer het opnieuw. Er is niets geïmporteerd.',
  }),
  SUPABASE_KEY_COLUMN_NEEDED: (data) =>
    data.reason === 'not_unique'
      ? {
          what: `“${text(data, 'column', 'Die kolom')}” heeft lege of dubbele waarden.`,
          means: 'Tussen twee pagina’s kunnen rijen ontbreken of dubbel voorkomen. Er is niets geïmporteerd.',
          todo: 'Kies een kolom waarvan alle waarden verschillen, bijvoorbeeld de id.',
        }
      : {
          what: `${table(data)} heeft geen unieke kolom.`,
          means: 'Zonder unieke kolom kunnen tussen twee pagina’s rijen ontbreken.',
          todo: 'Kies een kolom waarvan alle waarden verschillen.',
        },
  SUPABASE_INCOMPLETE: (data) => ({
    what: `${text(data, 'read', 'Minder')} rijen ontvangen van ${text(data, 'counted', 'meer')}.`,
    means: 'Niet alle rijen zijn aangekomen. Er is niets geïmporteerd.',
    todo: 'Probeer het opnieuw. Lukt het niet, kies dan een andere unieke kolom.',
    action: 'Opnieuw proberen',
  }),
  CAMPAIGN_NOT_COMPLETED: (data) => ({
    what: `“${text(data, 'campaign', 'Deze campagne')}” is niet afgerond.`,
    means: `Status: “${text(data, 'status', 'onbekend')}”. Er komen nog bedrijven en adressen bij.`,
    todo: 'Wacht tot de campagne is afgerond en importeer dan.',
  }),
}
