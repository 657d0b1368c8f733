import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { CrmErrorCode } from '../../en/inbox/crm-errors.ts'

const faults: Readonly<Record<string, string>> = {
  form: 'Das ist keine Adresse eines Webhooks.',
  https: 'Ein Webhook braucht eine Adresse mit https.',
  private: 'Diese Adresse führt in ein privates Netz.',
  password: 'In der Adresse stehen Name und Passwort.',
  salesforce: 'Das ist keine Adresse einer Salesforce-Org.',
}

/** What can go wrong with handing qualified leads to a CRM. */
export const crmErrorsDe: Readonly<Record<CrmErrorCode, (data: ErrorData) => ErrorSentence>> = {
  CRM_ADDRESS_INVALID: (data) => ({
    what: faults[String(data.reason)] ?? 'Das ist keine Adresse eines Webhooks.',
    means:
      'Sie wurde nicht gespeichert. Interessierte Leads enthalten persönliche Daten und gehen deshalb nur über https an eine Adresse, die Sie nennen.',
    todo:
      data.reason === 'salesforce'
        ? 'Kopieren Sie die Adresse Ihrer Org noch einmal, etwa acme.my.salesforce.com.'
        : 'Kopieren Sie die Adresse aus Zapier, Make oder n8n erneut. Für einen Empfänger im eigenen Netz setzen Sie den Haken dafür.',
  }),
  CRM_TOKEN_REFUSED: () => ({
    what: 'Das CRM hat das Token abgelehnt.',
    means: 'Es wurde nichts gespeichert oder geändert.',
    todo: 'Kopieren Sie es noch einmal ganz. Wurde es widerrufen oder ist es abgelaufen, legen Sie ein neues an.',
  }),
  CRM_RIGHTS_MISSING: ({ rights }) => ({
    what: 'Das Token darf nicht alles, was nötig ist.',
    means: rights ? `Ohne diese Rechte käme kein Lead an: ${String(rights)}.` : 'Ohne diese Rechte käme kein Lead an.',
    todo: 'Geben Sie dem Token oder seinem Benutzer diese Rechte im CRM und testen Sie erneut.',
  }),
  CRM_NOT_REACHED: () => ({
    what: 'Das CRM hat nicht geantwortet.',
    means: 'Es wurde nichts gespeichert oder geändert.',
    todo: 'Prüfen Sie die Verbindung und versuchen Sie es gleich erneut.',
  }),
  CRM_BUSY: () => ({
    what: 'Das Rate-Limit des CRM ist erreicht.',
    means: 'Sendoff oder ein anderes Tool hat zu viele Anfragen gestellt.',
    todo: 'Versuchen Sie es in ein paar Minuten erneut.',
  }),
  CRM_ANSWER_UNREADABLE: () => ({
    what: 'Die Antwort des CRM ist nicht lesbar.',
    means: 'Es wurde nichts gespeichert oder geändert.',
    todo: 'Prüfen Sie, ob Token und CRM zusammengehören, und versuchen Sie es erneut.',
  }),
  CRM_OTHER_ACCOUNT: () => ({
    what: 'Dieses Token gehört zu einem anderen Konto.',
    means: 'Bereits angelegte Deals liegen im bisherigen Konto. Es wurde nichts geändert.',
    todo: 'Verwenden Sie ein Token des bisherigen Kontos, oder entfernen Sie dieses CRM und verbinden Sie das andere.',
  }),
  CRM_CONNECTED_ALREADY: () => ({
    what: 'Die Leads dieses Kunden gehen schon an dieses Konto.',
    means: 'Eine zweite Verbindung würde jeden Deal doppelt anlegen.',
    todo: 'Entfernen Sie zuerst die bestehende Verbindung. Angelegte Deals bleiben bekannt.',
  }),
  CRM_CHOICE_GONE: () => ({
    what: 'Die gewählte Pipeline, die Phase oder den Inhaber gibt es nicht mehr.',
    means: 'Neue Deals können nicht angelegt werden.',
    todo: 'Entfernen Sie dieses CRM hier und verbinden Sie es neu mit einer Phase, die es gibt.',
  }),
}
