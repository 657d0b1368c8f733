import type { ErrorData } from '../../errors.ts'
import type { CrmErrorCode } from '../en/crm-errors.ts'
import type { ErrorSentence } from '../en/errors.ts'

const faults: Readonly<Record<string, string>> = {
  form: 'Dit is geen adres van een webhook.',
  https: 'Een webhook heeft een adres met https nodig.',
  private: 'Dit adres leidt naar een privénetwerk.',
  password: 'In het adres staan naam en wachtwoord.',
}

/** What can go wrong with handing qualified leads to a CRM. */
export const crmErrorsNl: Readonly<Record<CrmErrorCode, (data: ErrorData) => ErrorSentence>> = {
  CRM_ADDRESS_INVALID: (data) => ({
    what: faults[String(data.reason)] ?? 'Dit is geen adres van een webhook.',
    means:
      'Het is niet bewaard. Gekwalificeerde leads bevatten persoonsgegevens en gaan daarom alleen via https naar een adres dat jij noemt.',
    todo: 'Kopieer het adres nog eens uit Zapier, Make of n8n. Voor een ontvanger in je eigen netwerk zet je het vinkje daarvoor.',
  }),
}
