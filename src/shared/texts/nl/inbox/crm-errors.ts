import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { CrmErrorCode } from '../../en/inbox/crm-errors.ts'

const faults: Readonly<Record<string, string>> = {
  form: 'Dit is geen adres van een webhook.',
  https: 'Een webhook heeft een adres met https nodig.',
  private: 'Dit adres leidt naar een privénetwerk.',
  password: 'In het adres staan naam en wachtwoord.',
  salesforce: 'Dit is geen adres van een Salesforce-org.',
}

/** What can go wrong with handing qualified leads to a CRM. */
export const crmErrorsNl: Readonly<Record<CrmErrorCode, (data: ErrorData) => ErrorSentence>> = {
  CRM_ADDRESS_INVALID: (data) => ({
    what: faults[String(data.reason)] ?? 'Dit is geen adres van een webhook.',
    means:
      'Het is niet opgeslagen. Geïnteresseerde leads bevatten persoonsgegevens en gaan daarom alleen via https naar een adres dat je zelf opgeeft.',
    todo:
      data.reason === 'salesforce'
        ? 'Kopieer het adres van je org opnieuw, bijvoorbeeld acme.my.salesforce.com.'
        : 'Kopieer het adres opnieuw uit Zapier, Make of n8n. Vink voor een ontvanger in je eigen netwerk die optie aan.',
  }),
  CRM_TOKEN_REFUSED: () => ({
    what: 'Het CRM weigerde het token.',
    means: 'Er is niets opgeslagen of gewijzigd.',
    todo: 'Kopieer het hele token opnieuw. Is het ingetrokken of verlopen, maak dan een nieuw token.',
  }),
  CRM_RIGHTS_MISSING: ({ rights }) => ({
    what: 'Het token heeft niet alle benodigde rechten.',
    means: rights
      ? `Zonder deze rechten komt geen lead aan: ${String(rights)}.`
      : 'Zonder deze rechten komt geen lead aan.',
    todo: 'Geef het token of zijn gebruiker deze rechten in het CRM en test opnieuw.',
  }),
  CRM_NOT_REACHED: () => ({
    what: 'Het CRM antwoordde niet.',
    means: 'Er is niets opgeslagen of gewijzigd.',
    todo: 'Controleer de verbinding en probeer het opnieuw.',
  }),
  CRM_BUSY: () => ({
    what: 'De limiet van het CRM is bereikt.',
    means: 'Er zijn te veel API-verzoeken gedaan, door Sendoff of een andere tool.',
    todo: 'Probeer het over een paar minuten opnieuw.',
  }),
  CRM_ANSWER_UNREADABLE: () => ({
    what: 'Het antwoord van het CRM is niet te lezen.',
    means: 'Er is niets opgeslagen of gewijzigd.',
    todo: 'Controleer of token en CRM bij elkaar horen en probeer het opnieuw.',
  }),
  CRM_OTHER_ACCOUNT: () => ({
    what: 'Dit token hoort bij een ander account.',
    means: 'Bestaande deals staan in het verbonden account. Er is niets gewijzigd.',
    todo: 'Gebruik een token van dat account, of verwijder dit CRM en verbind het andere opnieuw.',
  }),
  CRM_CONNECTED_ALREADY: () => ({
    what: 'De leads van deze klant gaan al naar dat account.',
    means: 'Met een tweede verbinding krijgt elke lead daar twee deals.',
    todo: 'Verwijder eerst de bestaande verbinding. Bestaande deals blijven bekend.',
  }),
  CRM_CHOICE_GONE: () => ({
    what: 'De gekozen pijplijn, fase of eigenaar is er niet meer.',
    means: 'Nieuwe deals kunnen niet worden gemaakt.',
    todo: 'Verwijder dit CRM hier en verbind het opnieuw met een bestaande fase.',
  }),
}
