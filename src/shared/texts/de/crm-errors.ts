import type { ErrorData } from '../../errors.ts'
import type { CrmErrorCode } from '../en/crm-errors.ts'
import type { ErrorSentence } from '../en/errors.ts'

const faults: Readonly<Record<string, string>> = {
  form: 'Das ist keine Adresse eines Webhooks.',
  https: 'Ein Webhook braucht eine Adresse mit https.',
  private: 'Diese Adresse führt in ein privates Netz.',
  password: 'In der Adresse stehen Name und Passwort.',
}

/** What can go wrong with handing qualified leads to a CRM. */
export const crmErrorsDe: Readonly<Record<CrmErrorCode, (data: ErrorData) => ErrorSentence>> = {
  CRM_ADDRESS_INVALID: (data) => ({
    what: faults[String(data.reason)] ?? 'Das ist keine Adresse eines Webhooks.',
    means:
      'Sie wurde nicht gespeichert. Qualifizierte Leads enthalten persönliche Daten und gehen deshalb nur über https an eine Adresse, die Sie nennen.',
    todo: 'Kopieren Sie die Adresse aus Zapier, Make oder n8n noch einmal. Für einen Empfänger im eigenen Netz setzen Sie den Haken dafür.',
  }),
}
