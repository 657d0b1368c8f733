import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { ModelErrorCode } from '../../en/inbox/model-errors.ts'

const faults: Readonly<Record<string, string>> = {
  form: 'Dit is geen adres van een AI-model.',
  https: 'Het adres van een AI-model moet met https beginnen.',
  private: 'Dit adres leidt naar een privénetwerk.',
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
    what: data.reason === 'client' ? 'Het AI-model wordt voor deze klant niet gebruikt.' : 'Het AI-model staat uit.',
    means: 'Er is geen tekst verstuurd.',
    todo: 'Zet het aan bij Instellingen → Inbox als je het wilt gebruiken.',
  }),
  MODEL_ADDRESS_INVALID: (data) => ({
    what: faults[String(data.reason)] ?? faults['form'] ?? '',
    means:
      'Het is niet opgeslagen. E-mails bevatten persoonsgegevens en gaan alleen via https, of naar een computer die je als je eigen aanmerkt.',
    todo: 'Kopieer het adres opnieuw bij de aanbieder, tot en met “/v1”. Vink voor een model op je eigen computer die optie aan.',
  }),
  MODEL_KEY_REFUSED: () => ({
    what: 'Het AI-model weigert de sleutel.',
    means: 'De sleutel klopt niet, is ingetrokken of heeft geen toegang tot dit model. Er is niets gewijzigd.',
    todo: 'Maak bij de aanbieder een nieuwe sleutel en vul die in bij Instellingen → Inbox.',
  }),
  MODEL_BUSY: () => ({
    what: 'Het AI-model is te druk.',
    means: 'Er zijn te veel verzoeken gedaan, of je tegoed is op. Er is niets gewijzigd.',
    todo: 'Probeer het over een minuut opnieuw. Lukt het niet, controleer dan je limieten bij de aanbieder.',
    action: 'Opnieuw proberen',
  }),
  MODEL_REFUSED: (data) => ({
    what: `Het AI-model weigert het verzoek${data.status ? ` (status ${String(data.status)})` : ''}.`,
    means: data.message
      ? `De server meldt: “${String(data.message)}”. Er is niets gewijzigd.`
      : 'De server geeft geen reden. Er is niets gewijzigd.',
    todo: 'Controleer het adres en de naam van het model bij Instellingen → Inbox.',
  }),
  MODEL_UNAVAILABLE: (data) => ({
    what: 'Het AI-model antwoordt niet.',
    means: `${data.status ? `De server antwoordt met status ${String(data.status)}.` : (unavailable[String(data.reason)] ?? unavailable['unreachable'] ?? '')} Er is niets gewijzigd.`,
    todo: 'Probeer het later opnieuw. De regels van Sendoff werken gewoon door.',
    action: 'Opnieuw proberen',
  }),
  MODEL_ANSWER_UNREADABLE: () => ({
    what: 'Het AI-model gaf een onbruikbaar antwoord.',
    means: 'Het antwoord had niet de gevraagde vorm. Er is niets van gebruikt.',
    todo: 'Probeer het opnieuw, of kies een ander model.',
    action: 'Opnieuw proberen',
  }),
}
