import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { SupabaseErrorCode } from '../../en/leads/supabase-errors.ts'

const text = (data: ErrorData, name: string, otherwise: string): string => (data[name] ? String(data[name]) : otherwise)
const table = (data: ErrorData): string => (data.table ? `‘${String(data.table)}’` : 'Die tabel')

export const supabaseErrorsNl: Readonly<Record<SupabaseErrorCode, (data: ErrorData) => ErrorSentence>> = {
  SUPABASE_ADDRESS_INVALID: (data) =>
    data.reason === 'connection'
      ? {
          what: 'Deze verbindingsreeks kan Sendoff niet gebruiken.',
          means: 'Hij begint met postgresql:// en bevat gebruiker, wachtwoord, host en database.',
          todo: 'Kopieer hem opnieuw uit Supabase (Connect → Session pooler) en vul het wachtwoord in.',
        }
      : {
          what: 'Dit is geen adres van een Supabase-project.',
          means: 'Zo ziet het eruit: https://abcdefghijklmnopqrst.supabase.co. Zonder https alleen voor deze computer.',
          todo: 'Kopieer de project-URL uit Supabase (Project Settings → API) en test opnieuw.',
        },
  SUPABASE_REFUSED: (data) =>
    data.reason === 'rights'
      ? {
          what: `Deze sleutel mag ${data.table ? table(data) : 'dat'} niet lezen.`,
          means: 'De regels of rechten van het project houden het dicht. Er is niets gelezen.',
          todo: 'Voer de SQL hieronder uit in Supabase, of neem een sleutel die mag lezen.',
        }
      : {
          what: 'De database weigerde deze sleutel of dit wachtwoord.',
          means: 'Hij klopt niet, is ingetrokken of hoort bij een ander project. Er is niets gelezen.',
          todo: 'Kopieer hem opnieuw uit Supabase en voeg de bron opnieuw toe.',
        },
  SUPABASE_UNREACHABLE: (data) =>
    data.reason === 'certificate'
      ? {
          what: `${text(data, 'host', 'De database')} toont een certificaat dat deze computer niet vertrouwt.`,
          means: 'De verbinding zou versleuteld zijn, maar niemand weet met wie. Er is niets verstuurd.',
          todo: 'Vertrouw je het, zet dan ?sslmode=require achter de verbindingsreeks.',
        }
      : {
          what: `${text(data, 'host', 'De database')} antwoordt niet.`,
          means: 'Je bent offline, het project slaapt of het adres klopt niet. Er is niets gewijzigd.',
          todo: 'Open het project in Supabase om het te wekken en probeer het opnieuw.',
          action: 'Opnieuw proberen',
        },
  SUPABASE_TABLE_NOT_FOUND: (data) => ({
    what: `${table(data)} is er niet.`,
    means: 'Geen tabel of weergave heet zo, of deze sleutel mag haar niet zien.',
    todo: 'Kijk naar de spelling en het schema, of open haar met de SQL hieronder.',
  }),
  SUPABASE_QUERY_REFUSED: (data) => ({
    what: 'De database nam deze vraag niet aan.',
    means: data.message ? `Ze zegt: ‘${String(data.message)}’.` : 'Ze gaf geen reden.',
    todo: 'Verbeter het filter of de kolom en lees opnieuw. Er is niets geïmporteerd.',
  }),
  SUPABASE_KEY_COLUMN_NEEDED: (data) =>
    data.reason === 'not_unique'
      ? {
          what: `‘${text(data, 'column', 'Die kolom')}’ heeft lege of dubbele waarden.`,
          means: 'Tussen twee pagina’s kunnen rijen wegvallen of dubbel komen. Er is niets geïmporteerd.',
          todo: 'Kies een kolom waarvan alle waarden verschillen, de id bijvoorbeeld.',
        }
      : {
          what: `${table(data)} heeft geen kolom die Sendoff als uniek kent.`,
          means: 'Die is nodig zodat er tussen twee pagina’s geen rij wegvalt.',
          todo: 'Kies een kolom waarvan alle waarden verschillen.',
        },
  SUPABASE_INCOMPLETE: (data) => ({
    what: `${text(data, 'read', 'Minder')} rijen kwamen, ${text(data, 'counted', 'meer')} zijn er.`,
    means: 'Sommige rijen kwamen niet aan; liever niets geïmporteerd dan een deel.',
    todo: 'Lees opnieuw. Blijft het zo, kies dan een andere unieke kolom.',
    action: 'Opnieuw proberen',
  }),
  CAMPAIGN_NOT_COMPLETED: (data) => ({
    what: `‘${text(data, 'campaign', 'Deze campagne')}’ is niet afgerond.`,
    means: `Het platform zegt ‘${text(data, 'status', 'onbekend')}’: er komen nog bedrijven en adressen bij.`,
    todo: 'Wacht tot ze is afgerond en lees haar dan.',
  }),
}
