/** Errors of edited, deleted and archived campaigns as the operator reads them. */
import type { ErrorCode, ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../../en/core/errors.ts'

type CampaignErrorCode = Extract<
  ErrorCode,
  | 'CAMPAIGN_EDIT_NOT_KEPT'
  | 'CAMPAIGN_NOT_DELETED'
  | 'ARCHIVE_NOT_SAFE'
  | 'SUBSEQUENCE_GONE'
  | 'LEAD_NOT_IN_CAMPAIGN'
  | 'LEAD_OPTED_OUT'
>

export const campaignErrorsDe: Readonly<Record<CampaignErrorCode, (data: ErrorData) => ErrorSentence>> = {
  CAMPAIGN_EDIT_NOT_KEPT: (data) => ({
    what: 'Instantly hat die Änderung nicht so behalten, wie sie gesendet wurde.',
    means: `Beim Nachlesen ist sie anders${data.fields ? ` in: ${String(data.fields)}` : ''}. Ihre Änderung bleibt hier und wartet.`,
    todo: 'Vergleichen Sie beide Seiten auf der Seite der Kampagne und wählen Sie eine.',
  }),
  SUBSEQUENCE_GONE: () => ({
    what: 'Diese Subsequenz gibt es bei Instantly nicht mehr.',
    means: 'Sie wurde dort gelöscht, oder ihre Kampagne. Was von ihr gelesen wurde, bleibt hier.',
    todo: 'Lesen Sie die Subsequenzen der Kampagne noch einmal und wählen Sie eine andere.',
  }),
  LEAD_NOT_IN_CAMPAIGN: () => ({
    what: 'Dieser Lead ist nicht mehr in der Kampagne.',
    means: 'Er wurde bei Instantly gelöscht oder in eine andere Kampagne verschoben. Nichts wurde geändert.',
    todo: 'Nichts. Sehen Sie die Leads noch einmal an, wenn Sie nicht sicher sind.',
  }),
  LEAD_OPTED_OUT: () => ({
    what: 'Diese Person hat sich abgemeldet.',
    means: 'Wer keine E-Mails mehr möchte, kommt in keine Kampagne und keine Subsequenz. Es wurde nichts geändert.',
    todo: 'Nichts. War die Abmeldung ein Versehen, machen Sie sie auf der Seite „Abgemeldet“ rückgängig.',
  }),
  CAMPAIGN_NOT_DELETED: () => ({
    what: 'Die Kampagne wurde nicht gelöscht.',
    means: 'Die Antwort ging verloren, und die Kampagne ist noch bei Instantly. Hier wurde nichts geändert.',
    todo: 'Löschen Sie sie noch einmal, wenn Sie das noch wollen.',
  }),
  ARCHIVE_NOT_SAFE: () => ({
    what: 'Diese Kampagne kann noch nicht sicher gelöscht werden.',
    means: 'Sie läuft, oder bei Instantly ist nicht dasselbe wie auf dieser Platte. Nichts wurde gelöscht.',
    todo: 'Halten Sie sie an, archivieren Sie sie noch einmal und sehen Sie die Zahlen an.',
  }),
}
