/** Errors of edited, deleted and archived campaigns as the operator reads them. */
import type { ErrorCode, ErrorData } from '../../errors.ts'
import type { ErrorSentence } from '../en/errors.ts'

type CampaignErrorCode = Extract<ErrorCode, 'CAMPAIGN_EDIT_NOT_KEPT' | 'CAMPAIGN_NOT_DELETED' | 'ARCHIVE_NOT_SAFE'>

export const campaignErrorsEn: Readonly<Record<CampaignErrorCode, (data: ErrorData) => ErrorSentence>> = {
  CAMPAIGN_EDIT_NOT_KEPT: (data) => ({
    what: 'Instantly did not keep the change as it was sent.',
    means: `Read back, it is different${data.fields ? ` in: ${String(data.fields)}` : ''}. Your change is kept here and waits.`,
    todo: 'Compare both sides on the campaign’s page and choose one.',
  }),
  CAMPAIGN_NOT_DELETED: () => ({
    what: 'The campaign was not deleted.',
    means: 'The answer was lost, and the campaign is still at Instantly. Nothing was changed here.',
    todo: 'Delete it again if you still want to.',
  }),
  ARCHIVE_NOT_SAFE: () => ({
    what: 'It is not safe to delete this campaign yet.',
    means: 'It is running, or what is at Instantly is not the same as what is on this disk. Nothing was deleted.',
    todo: 'Pause it, archive it again and look at the counts.',
  }),
}
