/** Errors of edited, deleted and archived campaigns as the operator reads them. */
import type { ErrorCode, ErrorData } from '../../../errors.ts'
import type { ErrorSentence } from '../core/errors.ts'

type CampaignErrorCode = Extract<
  ErrorCode,
  | 'CAMPAIGN_EDIT_NOT_KEPT'
  | 'CAMPAIGN_NOT_DELETED'
  | 'ARCHIVE_NOT_SAFE'
  | 'SUBSEQUENCE_GONE'
  | 'LEAD_NOT_IN_CAMPAIGN'
  | 'LEAD_OPTED_OUT'
>

export const campaignErrorsEn: Readonly<Record<CampaignErrorCode, (data: ErrorData) => ErrorSentence>> = {
  CAMPAIGN_EDIT_NOT_KEPT: (data) => ({
    what: 'Instantly did not keep the change as it was sent.',
    means: `Read back, it is different${data.fields ? ` in: ${String(data.fields)}` : ''}. Your change is kept here and waits.`,
    todo: 'Compare both sides on the campaign’s page and choose one.',
  }),
  SUBSEQUENCE_GONE: () => ({
    what: 'This subsequence is no longer in Instantly.',
    means: 'It was deleted there, or its campaign was. What was read of it stays here.',
    todo: 'Read the subsequences of the campaign again and choose another.',
  }),
  LEAD_NOT_IN_CAMPAIGN: () => ({
    what: 'This lead is not in the campaign any more.',
    means: 'It was deleted at Instantly or moved to another campaign. Nothing was changed.',
    todo: 'Nothing. Look at the leads again if you are not sure.',
  }),
  LEAD_OPTED_OUT: () => ({
    what: 'This person opted out.',
    means: 'Nobody who opted out is put into a campaign or a subsequence. Nothing was changed.',
    todo: 'Nothing. If the opt-out was a mistake, undo it on the page Opted out.',
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
