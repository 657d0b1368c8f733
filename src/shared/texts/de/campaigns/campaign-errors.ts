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
    what: 'Instantly hat die Änderung nicht vollständig übernommen.',
    means: `Die gespeicherte Fassung weicht ab${data.fields ? ` in: ${String(data.fields)}` : ''}. Ihre Änderung bleibt hier erhalten.`,
    todo: 'Vergleichen Sie beide Fassungen auf der Seite der Kampagne und wählen Sie eine.',
  }),
  SUBSEQUENCE_GONE: () => ({
    what: 'Diese Subsequenz gibt es bei Instantly nicht mehr.',
    means: 'Sie oder ihre Kampagne wurde dort gelöscht. Synchronisierte Daten bleiben hier.',
    todo: 'Synchronisieren Sie die Subsequenzen der Kampagne und wählen Sie eine andere.',
  }),
  LEAD_NOT_IN_CAMPAIGN: () => ({
    what: 'Dieser Lead ist nicht mehr in der Kampagne.',
    means: 'Er wurde bei Instantly gelöscht oder in eine andere Kampagne verschoben. Es wurde nichts geändert.',
    todo: 'Es ist nichts zu tun. Prüfen Sie im Zweifel die Leads der Kampagne.',
  }),
  LEAD_OPTED_OUT: () => ({
    what: 'Diese Person hat sich abgemeldet.',
    means: 'Wer keine E-Mails mehr möchte, kommt in keine Kampagne und keine Subsequenz. Es wurde nichts geändert.',
    todo: 'Es ist nichts zu tun. War die Abmeldung ein Versehen, machen Sie sie auf der Seite „Abgemeldet“ rückgängig.',
  }),
  CAMPAIGN_NOT_DELETED: () => ({
    what: 'Die Kampagne wurde nicht gelöscht.',
    means: 'Instantly hat nicht geantwortet, und die Kampagne ist noch dort. Hier wurde nichts geändert.',
    todo: 'Löschen Sie sie bei Bedarf erneut.',
  }),
  ARCHIVE_NOT_SAFE: () => ({
    what: 'Diese Kampagne kann noch nicht sicher gelöscht werden.',
    means: 'Sie läuft noch, oder die Daten bei Instantly weichen von den archivierten ab. Es wurde nichts gelöscht.',
    todo: 'Halten Sie sie an, archivieren Sie sie erneut und vergleichen Sie die Zahlen.',
  }),
}
