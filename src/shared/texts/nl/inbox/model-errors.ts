import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { ModelErrorCode } from '../../en/inbox/model-errors.ts'

const faults: Readonly<Record<string, string>> = {
  form: 'Dat is geen adres van een taalmodel.',
  https: 'Een taalmodel heeft een adres met https nodig.',
  private: 'Dat adres leidt naar een privénetwerk.',
  password: 'Het adres bevat een naam en een wachtwoord.',
  query: 'Het adres bevat een query.',
}
const unavailable: Readonly<Record<string, string>> = {
  timeout: 'Het duurde te lang.',
  unreachable: 'Het was niet te bereiken.',
  private: 'De naam leidt naar een privénetwerk.',
}

/** Wat er met het taalmodel van de inbox mis kan gaan. */
export const modelErrorsNl: Readonly<Record<ModelErrorCode, (data: ErrorData) => ErrorSentence>> = {
  MODEL_OFF: (data) => ({
    what: data.reason === 'client' ? 'Het taalmodel wordt voor deze klant niet gebruikt.' : 'Het taalmodel staat uit.',
    means: 'Er heeft geen tekst deze computer verlaten.',
    todo: 'Zet het aan bij Instellingen → Inbox, als je het wilt gebruiken.',
  }),
  MODEL_ADDRESS_INVALID: (data) => ({
    what: faults[String(data.reason)] ?? faults['form'] ?? '',
    means:
      'Het is niet opgeslagen. E-mails zijn persoonsgegevens en gaan alleen over https, of naar een eigen machine die je als zodanig noemt.',
    todo: 'Kopieer het adres opnieuw bij de aanbieder, tot en met “/v1”. Vink voor een model op je eigen machine het vakje daarvoor aan.',
  }),
  MODEL_KEY_REFUSED: () => ({
    what: 'Het taalmodel weigert de sleutel.',
    means: 'De sleutel is fout, ingetrokken of mag dit model niet gebruiken. Hier is niets veranderd.',
    todo: 'Maak bij de aanbieder een nieuwe sleutel en vul die in bij Instellingen → Inbox.',
  }),
  MODEL_BUSY: () => ({
    what: 'Het taalmodel vraagt te wachten.',
    means: 'Te veel verzoeken, of je tegoed daar is op. Hier is niets veranderd.',
    todo: 'Probeer het over een minuut opnieuw. Blijft het zo, bekijk dan je limieten bij de aanbieder.',
    action: 'Opnieuw proberen',
  }),
  MODEL_REFUSED: (data) => ({
    what: `Het taalmodel weigert dit${data.status ? ` (status ${String(data.status)})` : ''}.`,
    means: data.message
      ? `Het zegt: “${String(data.message)}”. Hier is niets veranderd.`
      : 'Het noemt geen reden. Hier is niets veranderd.',
    todo: 'Controleer het adres en de naam van het model bij Instellingen → Inbox.',
  }),
  MODEL_UNAVAILABLE: (data) => ({
    what: 'Het taalmodel antwoordt niet.',
    means: `${data.status ? `Het antwoordt met status ${String(data.status)}.` : (unavailable[String(data.reason)] ?? unavailable['unreachable'] ?? '')} Hier is niets veranderd.`,
    todo: 'Probeer het later opnieuw. De regels van Sendoff sorteren zonder het verder.',
    action: 'Opnieuw proberen',
  }),
  MODEL_ANSWER_UNREADABLE: () => ({
    what: 'Het taalmodel gaf een antwoord dat er geen is.',
    means: 'Het moest in één vaste vorm antwoorden en deed dat niet; er is niets van gebruikt.',
    todo: 'Probeer het opnieuw, of kies een ander model.',
    action: 'Opnieuw proberen',
  }),
}
