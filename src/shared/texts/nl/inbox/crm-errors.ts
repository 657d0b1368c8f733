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
      'Het is niet opgeslagen. Gekwalificeerde leads bevatten persoonsgegevens en gaan daarom alleen via https naar een adres dat jij noemt.',
    todo:
      data.reason === 'salesforce'
        ? 'Kopieer het adres van je org nog eens, zoals acme.my.salesforce.com.'
        : 'Kopieer het adres nog eens uit Zapier, Make of n8n. Voor een ontvanger in je eigen netwerk zet je het vinkje daarvoor.',
  }),
  CRM_TOKEN_REFUSED: () => ({
    what: 'Het CRM weigerde het token.',
    means: 'Er is niets opgeslagen of veranderd.',
    todo: 'Kopieer het nog eens helemaal. Is het ingetrokken of verlopen, maak dan een nieuw.',
  }),
  CRM_RIGHTS_MISSING: ({ rights }) => ({
    what: 'Het token mag niet alles wat nodig is.',
    means: rights
      ? `Zonder deze rechten komt geen lead aan: ${String(rights)}.`
      : 'Zonder deze rechten komt geen lead aan.',
    todo: 'Geef het token of zijn gebruiker deze rechten in het CRM en test opnieuw.',
  }),
  CRM_NOT_REACHED: () => ({
    what: 'Het CRM antwoordde niet.',
    means: 'Er is niets opgeslagen of veranderd.',
    todo: 'Controleer de verbinding en probeer het zo nog eens.',
  }),
  CRM_BUSY: () => ({
    what: 'Het CRM vroeg om rustiger aan te doen.',
    means: 'De aanroepen voor deze tijd zijn op, door Sendoff of door iets anders.',
    todo: 'Probeer het over een paar minuten opnieuw.',
  }),
  CRM_ANSWER_UNREADABLE: () => ({
    what: 'Met het antwoord van het CRM valt niets te doen.',
    means: 'Er is niets opgeslagen of veranderd.',
    todo: 'Controleer of token en CRM bij elkaar horen en probeer het opnieuw.',
  }),
  CRM_OTHER_ACCOUNT: () => ({
    what: 'Dit token opent een ander account.',
    means: 'Gemaakte deals liggen in het account waarmee is verbonden. Er is niets veranderd.',
    todo: 'Neem een token van dat account, of verwijder dit CRM en verbind het andere opnieuw.',
  }),
  CRM_CONNECTED_ALREADY: () => ({
    what: 'De leads van deze klant gaan al naar dat account.',
    means: 'Dubbel verbonden zou elke lead daar twee deals hebben.',
    todo: 'Verwijder eerst de bestaande verbinding. Gemaakte deals blijven bekend.',
  }),
  CRM_CHOICE_GONE: () => ({
    what: 'De gekozen pijplijn, fase of eigenaar is er niet meer.',
    means: 'Nieuwe deals hebben geen begin.',
    todo: 'Verwijder dit CRM hier en verbind het opnieuw met een fase die er is.',
  }),
}
