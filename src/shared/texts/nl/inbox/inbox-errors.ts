import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { InboxErrorCode } from '../../en/inbox/inbox-errors.ts'

const of = (data: ErrorData, name: string): string => String(data[name] ?? '')

export const inboxErrorsNl: Readonly<Record<InboxErrorCode, (data: ErrorData) => ErrorSentence>> = {
  REPLY_TO_OWN_MAIL: () => ({
    what: 'Deze e-mail heeft geen afzender om te antwoorden.',
    means:
      'Een antwoord gaat naar wie de e-mail schreef. Deze komt uit een van je eigen mailboxen, of van niemand, en zou dus bij jezelf aankomen.',
    todo: 'Open de laatst ontvangen e-mail van het gesprek en beantwoord die.',
  }),
  REPLY_NOT_YET: () => ({
    what: 'Instantly heeft deze e-mail nog niet getoond.',
    means: 'Alleen een webhook heeft er tot nu toe van verteld. Zodra Instantly hem toont, kun je antwoorden.',
    todo: 'Lees de inbox zo meteen opnieuw in.',
  }),
  RECIPIENT_CHANGED: (data) => ({
    what: 'De ontvanger is nu een andere.',
    means: `De beantwoorde e-mail is van ${of(data, 'to')}, en dat is niet wat er stond. Er is niets verzonden.`,
    todo: 'Kijk opnieuw naar de ontvanger en verzend dan.',
  }),
  RECIPIENT_UNREADABLE: (data) => ({
    what: data.text ? `“${of(data, 'text')}” is geen e-mailadres.` : 'Er is geen ontvanger genoemd.',
    means: 'Er is niets verzonden.',
    todo: 'Verbeter de ontvangers, gescheiden door komma’s.',
  }),
  VARIABLES_OPEN: (data) => ({
    what: `In de tekst staat nog ${of(data, 'names')}.`,
    means: 'Daar is geen waarde voor, het zou met de accolades weggaan. Er is niets verzonden.',
    todo: 'Schrijf de waarde erin of haal het weg.',
  }),
}
