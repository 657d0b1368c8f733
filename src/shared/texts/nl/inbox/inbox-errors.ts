import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { InboxErrorCode } from '../../en/inbox/inbox-errors.ts'

const of = (data: ErrorData, name: string): string => String(data[name] ?? '')

export const inboxErrorsNl: Readonly<Record<InboxErrorCode, (data: ErrorData) => ErrorSentence>> = {
  REPLY_TO_OWN_MAIL: () => ({
    what: 'Deze e-mail kun je niet beantwoorden.',
    means: 'De e-mail komt uit een van je eigen accounts of heeft geen afzender. Je antwoord zou bij jezelf aankomen.',
    todo: 'Open de laatst ontvangen e-mail van het gesprek en beantwoord die.',
  }),
  REPLY_NOT_YET: () => ({
    what: 'Deze e-mail is nog niet bevestigd door Instantly.',
    means: 'De e-mail is alleen via een webhook bekend. Je kunt antwoorden zodra Instantly die bevestigt.',
    todo: 'Synchroniseer de inbox over een minuut opnieuw.',
  }),
  RECIPIENT_CHANGED: (data) => ({
    what: 'De ontvanger is gewijzigd.',
    means: `Er stond een andere ontvanger dan ${data.to ? of(data, 'to') : 'de afzender van de e-mail'}. Er is niets verzonden.`,
    todo: 'Controleer de ontvanger en verzend opnieuw.',
  }),
  RECIPIENT_UNREADABLE: (data) => ({
    what: data.text ? `“${of(data, 'text')}” is geen e-mailadres.` : 'Er is geen ontvanger ingevuld.',
    means: 'Er is niets verzonden.',
    todo: 'Corrigeer de ontvangers, gescheiden door komma’s.',
  }),
  VARIABLES_OPEN: (data) => ({
    what: `In de tekst staat nog ${of(data, 'names')}.`,
    means: 'Daar is geen waarde voor. Er is niets verzonden.',
    todo: 'Vul de waarde in of verwijder de variabele.',
  }),
}
