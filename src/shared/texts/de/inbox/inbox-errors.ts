import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { InboxErrorCode } from '../../en/inbox/inbox-errors.ts'

const of = (data: ErrorData, name: string): string => String(data[name] ?? '')

export const inboxErrorsDe: Readonly<Record<InboxErrorCode, (data: ErrorData) => ErrorSentence>> = {
  REPLY_TO_OWN_MAIL: () => ({
    what: 'Diese E-Mail hat keinen Absender, dem man antworten könnte.',
    means:
      'Eine Antwort geht an den, der die E-Mail geschrieben hat. Diese stammt aus einem Ihrer eigenen Absenderkonten oder von niemandem, sie ginge also an Sie selbst.',
    todo: 'Öffnen Sie die letzte empfangene E-Mail der Unterhaltung und antworten Sie auf diese.',
  }),
  REPLY_NOT_YET: () => ({
    what: 'Instantly hat diese E-Mail noch nicht gezeigt.',
    means: 'Bisher hat nur ein Webhook von ihr berichtet. Sobald Instantly sie auflistet, können Sie antworten.',
    todo: 'Lesen Sie den Posteingang gleich noch einmal ein.',
  }),
  RECIPIENT_CHANGED: (data) => ({
    what: 'Der Empfänger ist jetzt ein anderer.',
    means: `Die beantwortete E-Mail ist von ${of(data, 'to')}, gezeigt wurde etwas anderes. Nichts wurde gesendet.`,
    todo: 'Sehen Sie den Empfänger noch einmal an, dann senden Sie.',
  }),
  RECIPIENT_UNREADABLE: (data) => ({
    what: data.text ? `„${of(data, 'text')}“ ist keine E-Mail-Adresse.` : 'Es ist kein Empfänger genannt.',
    means: 'Nichts wurde gesendet.',
    todo: 'Berichtigen Sie die Empfänger, durch Kommas getrennt.',
  }),
  VARIABLES_OPEN: (data) => ({
    what: `Im Text steht noch ${of(data, 'names')}.`,
    means: 'Dafür gibt es keinen Wert, es ginge mit den Klammern hinaus. Nichts wurde gesendet.',
    todo: 'Schreiben Sie den Wert hinein oder nehmen Sie es heraus.',
  }),
}
