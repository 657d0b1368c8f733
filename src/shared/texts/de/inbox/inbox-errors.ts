import type { ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'
import type { InboxErrorCode } from '../../en/inbox/inbox-errors.ts'

const of = (data: ErrorData, name: string): string => String(data[name] ?? '')

export const inboxErrorsDe: Readonly<Record<InboxErrorCode, (data: ErrorData) => ErrorSentence>> = {
  REPLY_TO_OWN_MAIL: () => ({
    what: 'Auf diese E-Mail kann nicht geantwortet werden.',
    means:
      'Sie stammt aus einem Ihrer eigenen Absenderkonten oder hat keinen Absender. Die Antwort ginge an Sie selbst.',
    todo: 'Öffnen Sie die letzte empfangene E-Mail der Unterhaltung und antworten Sie auf diese.',
  }),
  REPLY_NOT_YET: () => ({
    what: 'Diese E-Mail ist bei Instantly noch nicht abrufbar.',
    means: 'Bisher ist sie nur aus einem Webhook bekannt. Antworten können Sie, sobald Instantly sie bestätigt.',
    todo: 'Synchronisieren Sie den Posteingang in Kürze erneut.',
  }),
  RECIPIENT_CHANGED: (data) => ({
    what: 'Der Empfänger hat sich geändert.',
    means: `Die beantwortete E-Mail ist von ${of(data, 'to')}, angezeigt wurde ein anderer Empfänger. Es wurde nichts gesendet.`,
    todo: 'Prüfen Sie den Empfänger und senden Sie dann.',
  }),
  RECIPIENT_UNREADABLE: (data) => ({
    what: data.text ? `„${of(data, 'text')}“ ist keine E-Mail-Adresse.` : 'Es fehlt ein Empfänger.',
    means: 'Es wurde nichts gesendet.',
    todo: 'Korrigieren Sie die Empfänger, durch Kommas getrennt.',
  }),
  VARIABLES_OPEN: (data) => ({
    what: `Im Text steht noch ${of(data, 'names')}.`,
    means: 'Dafür gibt es keinen Wert. Es wurde nichts gesendet.',
    todo: 'Tragen Sie den Wert ein oder entfernen Sie die Variable.',
  }),
}
