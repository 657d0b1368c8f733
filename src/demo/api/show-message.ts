import { stampTime } from '../state/ids.ts'
import type { Message } from '../state/life-types.ts'
import { campaignOfMail, htmlOf, messageId, subjectOf, textOf, threadId } from '../state/messages.ts'
import { type Values, withoutNulls } from '../state/values.ts'
import type { Workspace } from '../state/world-types.ts'
import { isoTime } from '../time/clock.ts'

/**
 * A mail as returned by the API. The real API never returns `is_auto_reply` or `lead_id`, although they are documented;
 * a received mail has the step it replies to.
 */
export function toApiMessage(workspace: Workspace, message: Message, previewOnly = false): Values {
  const id = messageId(message)
  const text = textOf(message)
  const hasStep = message.campaign !== null && message.kind !== 3
  return withoutNulls({
    id,
    timestamp_created: isoTime(stampTime(message.stamp)),
    timestamp_email: isoTime(message.at),
    message_id: `<${id}@mail.example>`,
    subject: subjectOf(message),
    from_address_email: message.from,
    to_address_email_list: message.to,
    cc_address_email_list: message.cc,
    bcc_address_email_list: message.bcc,
    body: previewOnly ? {} : { text, html: htmlOf(message) },
    organization_id: workspace.id,
    campaign_id: campaignOfMail(workspace, message)?.id,
    subsequence_id: message.subsequence?.id,
    list_id: message.lead?.holder.kind === 'list' ? message.lead.holder.id : null,
    lead: message.leadEmail === '' ? null : message.leadEmail,
    eaccount: message.mailbox,
    ue_type: message.kind,
    step: hasStep ? `${message.subsequence ? 1 : 0}_${message.step}_${message.variant}` : null,
    is_unread: message.kind === 2 ? Number(message.unread) : 0,
    reminder_ts: message.reminder,
    i_status: message.interest,
    thread_id: threadId(message),
    content_preview: text.slice(0, 140),
    attachment_json: message.files ? { files: message.files } : null,
    is_focused: message.kind === 2 && !message.automatic ? 1 : 0,
    from_address_json: [{ address: message.from, name: '' }],
    to_address_json: message.to.split(',').map((address) => ({ address: address.trim(), name: '' })),
  })
}
