import { lifeOf } from '../state/lead-life.ts'
import type { AttachedFile, Message } from '../state/life-types.ts'
import { addMessage, findMessage, htmlOf, threadId } from '../state/messages.ts'
import { optionalText, textsOf, valuesOf } from '../state/values.ts'
import type { Mailbox } from '../state/world-types.ts'
import type { Call, Operations } from './http-types.ts'
import { listMessages } from './list-messages.ts'
import { notFound, refuse } from './refusal.ts'
import { toApiMessage } from './show-message.ts'
import { closed, flag, numberOrNull, pageQuery, text, textOrNull } from './validate.ts'

const sortOrder = { type: 'string', enum: ['asc', 'desc'] }
const moment = { type: 'string', format: 'date-time' }
const mailBody = closed({ html: text, text })
const copies = { cc_address_email_list: text, bcc_address_email_list: text }

export const emailRoutes: Operations = {
  'GET /emails': {
    scope: 'emails:read',
    rate: 'emails',
    query: closed({
      ...pageQuery,
      search: text,
      campaign_id: text,
      list_id: text,
      i_status: numberOrNull,
      eaccount: text,
      is_unread: flag,
      has_reminder: flag,
      mode: { type: 'string', enum: ['emode_focused', 'emode_others', 'emode_all'] },
      preview_only: flag,
      sort_order: sortOrder,
      scheduled_only: flag,
      assigned_to: text,
      lead: text,
      company_domain: text,
      marked_as_done: flag,
      email_type: { type: 'string', enum: ['received', 'sent', 'manual'] },
      min_timestamp_created: text,
      max_timestamp_created: text,
      latest_of_thread: flag,
    }),
    run: listMessages,
  },
  'GET /emails/unread/count': {
    scope: 'emails:read',
    run: (call) => ({ count: call.workspace.messages.filter((message) => message.unread && !message.gone).length }),
  },
  'POST /emails/threads/:thread_id/mark-as-read': {
    scope: 'emails:update',
    run: (call) => {
      for (const message of call.workspace.messages) {
        if (message.unread && threadId(message) === call.params['thread_id']) message.unread = false
      }
      return { success: true }
    },
  },
  'POST /emails/reply': {
    scope: 'emails:create',
    body: closed(
      {
        eaccount: text,
        reply_to_uuid: text,
        subject: text,
        body: mailBody,
        additional_recipients: { type: 'array', items: { type: 'string', format: 'email' } },
        ...copies,
        reminder_ts: moment,
        assigned_to: text,
      },
      ['eaccount', 'reply_to_uuid', 'subject', 'body'],
    ),
    run: reply,
  },
  'POST /emails/forward': {
    scope: 'emails:create',
    body: {
      ...closed(
        {
          eaccount: text,
          reply_to_uuid: text,
          to_address_email_list: text,
          subject: text,
          body: mailBody,
          include_original_body: flag,
          ...copies,
          reply_to: { type: 'string', format: 'email' },
          forwarded_attachments: text,
          assigned_to: text,
        },
        ['eaccount', 'reply_to_uuid', 'to_address_email_list', 'subject'],
      ),
      anyOf: [{ required: ['body'] }, { required: ['include_original_body'] }],
    },
    run: forward,
  },
  'POST /emails/test': {
    scope: 'emails:create',
    rate: 'testMails',
    body: closed(
      { eaccount: text, to_address_email_list: text, subject: text, body: closed({ html: text }, ['html']) },
      ['eaccount', 'to_address_email_list', 'subject', 'body'],
    ),
    // Errors are also answered with 200.
    run: (call) => {
      const mailbox = call.workspace.mailboxes.find(({ email }) => email === call.body['eaccount'])
      if (!mailbox) return { error: 'ACC_NOT_FOUND' }
      return mailbox.status === -1 ? { error: 'ACC_AUTH_ERROR' } : { status: 'success' }
    },
  },
  'GET /emails/:id': { scope: 'emails:read', run: (call) => toApiMessage(call.workspace, messageOf(call)) },
  'PATCH /emails/:id': {
    scope: 'emails:update',
    body: closed({ is_unread: numberOrNull, reminder_ts: { ...textOrNull, format: 'date-time' } }),
    run: (call) => {
      const message = messageOf(call)
      // A number here, but a boolean in the query.
      if (call.body['is_unread'] !== undefined) message.unread = call.body['is_unread'] === 1
      if (call.body['reminder_ts'] !== undefined) message.reminder = optionalText(call.body['reminder_ts'])
      return toApiMessage(call.workspace, message)
    },
  },
  'DELETE /emails/:id': {
    scope: 'emails:delete',
    run: (call) => {
      const message = messageOf(call)
      message.gone = true
      message.unread = false
      return toApiMessage(call.workspace, message)
    },
  },
}

function messageOf(call: Call, id: unknown = call.params['id']): Message {
  const message = typeof id === 'string' ? findMessage(call.workspace, id) : null
  if (!message) throw notFound()
  return message
}

function mailboxOf(call: Call): Mailbox {
  const mailbox = call.workspace.mailboxes.find(({ email }) => email === call.body['eaccount'])
  if (!mailbox) throw refuse(400, 'eaccount is not an account of this workspace')
  return mailbox
}

/**
 * Sends to the sender of the mail replied to: a reply to our own mail goes to ourselves. Other recipients are added,
 * never replaced. Limits on campaign mails do not apply.
 */
function reply(call: Call): unknown {
  const answered = messageOf(call, call.body['reply_to_uuid'])
  const mailbox = mailboxOf(call)
  const to = [answered.from, ...(textsOf(call.body['additional_recipients']) ?? [])]
  const { html, text: plain } = valuesOf(call.body['body'])
  if (typeof html !== 'string' && typeof plain !== 'string') throw refuse(400, 'body must have html or text')
  const sent = send(call, answered, mailbox, to.join(','), optionalText(html), optionalText(plain) ?? '')
  sent.reminder = optionalText(call.body['reminder_ts'])
  return toApiMessage(call.workspace, sent)
}

function forward(call: Call): unknown {
  const original = messageOf(call, call.body['reply_to_uuid'])
  const { html, text: plain } = valuesOf(call.body['body'])
  const own = optionalText(html) ?? optionalText(plain) ?? ''
  const quoted = `<blockquote>${htmlOf(original)}</blockquote>`
  const whole = call.body['include_original_body'] === true ? `${own}<br/>${quoted}` : own
  const to = String(call.body['to_address_email_list'])
  const files = forwardedFiles(original, optionalText(call.body['forwarded_attachments']))
  return toApiMessage(call.workspace, send(call, original, mailboxOf(call), to, whole, '', files))
}

/** Returns the named attachments of the original, by name and address; refuses a file that is not attached to it. */
function forwardedFiles(original: Message, named: string | null): readonly AttachedFile[] {
  if (named === null) return []
  const wanted = parseFiles(named)
  if (wanted === null) throw refuse(400, 'forwarded_attachments must be a JSON array of files with filename and url')
  return wanted.map(({ filename, url }) => {
    const found = original.files?.find((file) => file.filename === filename && file.url === url)
    if (!found) throw refuse(400, `forwarded_attachments: ${filename} is no attachment of this email`)
    return found
  })
}

function parseFiles(named: string): readonly { readonly filename: string; readonly url: string }[] | null {
  try {
    const files: unknown = JSON.parse(named)
    const whole = (file: unknown) => {
      const { filename, url } = valuesOf(file)
      return typeof filename === 'string' && typeof url === 'string' ? { filename, url } : null
    }
    const read = Array.isArray(files) ? files.map(whole) : []
    const known = read.filter((file) => file !== null)
    return known.length > 0 && known.length === read.length ? known : null
  } catch {
    return null
  }
}

function send(
  call: Call,
  about: Message,
  mailbox: Mailbox,
  to: string,
  html: string | null,
  plain: string,
  files: readonly AttachedFile[] = [],
): Message {
  const { lead, campaign, subsequence, step, variant } = about
  const message = addMessage(call.workspace, {
    at: call.nowMs,
    kind: 3,
    lead,
    campaign,
    subsequence,
    mailbox: mailbox.email,
    thread: about.thread ?? about,
    step,
    variant,
    subject: String(call.body['subject']),
    text: plain,
    html,
    from: mailbox.email,
    to,
    cc: optionalText(call.body['cc_address_email_list']),
    bcc: optionalText(call.body['bcc_address_email_list']),
    files,
  })
  message.assignedTo = optionalText(call.body['assigned_to'])
  if (lead) lifeOf(lead).messages.push(message)
  return message
}
