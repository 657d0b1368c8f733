/** Errors of edited, deleted and archived campaigns, as shown to the operator. */
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
    what: 'Instantly did not save the change as sent.',
    means: `The saved campaign differs${data.fields ? ` in: ${String(data.fields)}` : ''}. Your change is kept here.`,
    todo: 'Compare both versions on the campaign’s page and choose one.',
  }),
  SUBSEQUENCE_GONE: () => ({
    what: 'This subsequence is no longer in Instantly.',
    means: 'It or its campaign was deleted there. Data synced before stays here.',
    todo: 'Sync the campaign’s subsequences again and choose another.',
  }),
  LEAD_NOT_IN_CAMPAIGN: () => ({
    what: 'This lead is no longer in the campaign.',
    means: 'It was deleted at Instantly or moved to another campaign. Nothing was changed.',
    todo: 'Nothing to do. Check the leads again if you are not sure.',
  }),
  LEAD_OPTED_OUT: () => ({
    what: 'This person opted out.',
    means: 'People who opted out are never added to a campaign or subsequence. Nothing was changed.',
    todo: 'Nothing to do. If the opt-out was a mistake, undo it on the page Opted out.',
  }),
  CAMPAIGN_NOT_DELETED: () => ({
    what: 'The campaign was not deleted.',
    means: 'The answer was lost, and the campaign is still at Instantly. Nothing was changed here.',
    todo: 'Delete it again if you still want to.',
  }),
  ARCHIVE_NOT_SAFE: () => ({
    what: 'It is not safe to delete this campaign yet.',
    means: 'It is running, or the data at Instantly differs from the archive here. Nothing was deleted.',
    todo: 'Pause it, archive it again and check the counts.',
  }),
}
