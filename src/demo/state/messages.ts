/** The mails of a workspace, sent and received. */
import { escapeTags } from '#shared/domain/core/escape-html.ts'
import { idOf, nextStamp, serialOf } from './ids.ts'
import type { AttachedFile, Message, StepCopy, Subsequence } from './life-types.ts'
import type { Campaign, Lead, Workspace } from './world-types.ts'

type NewMessage = Pick<Message, 'at' | 'kind' | 'lead' | 'campaign' | 'mailbox' | 'from' | 'to' | 'thread'> & {
  readonly step: number
  readonly variant: number
  readonly subsequence?: Subsequence | null
  readonly copy?: StepCopy | null
  readonly subject?: string
  readonly text?: string
  readonly html?: string | null
  readonly cc?: string | null
  readonly bcc?: string | null
  readonly automatic?: boolean
  readonly files?: readonly AttachedFile[]
  readonly interest?: number | null
}

export function addMessage(workspace: Workspace, given: NewMessage): Message {
  const message: Message = {
    serial: workspace.messages.length,
    stamp: nextStamp(workspace.ids, given.at),
    at: given.at,
    kind: given.kind,
    workspaceSalt: workspace.salt,
    lead: given.lead,
    leadEmail: given.lead?.email ?? '',
    campaign: given.campaign,
    subsequence: given.subsequence ?? null,
    mailbox: given.mailbox,
    thread: given.thread,
    step: given.step,
    variant: given.variant,
    copy: given.copy ?? null,
    subject: given.subject ?? '',
    text: given.text ?? '',
    html: given.html ?? null,
    from: given.from,
    to: given.to,
    cc: given.cc ?? null,
    bcc: given.bcc ?? null,
    automatic: given.automatic ?? false,
    ...(given.files && given.files.length > 0 ? { files: given.files } : {}),
    unread: given.kind === 2,
    interest: given.interest ?? null,
    reminder: null,
    assignedTo: null,
    gone: false,
  }
  workspace.messages.push(message)
  return message
}

export function messageId(message: Message): string {
  return idOf(message.stamp, message.serial, message.workspaceSalt)
}

/** Returns the thread's id, which is that of its first mail. */
export function threadId(message: Message): string {
  return messageId(message.thread ?? message)
}

export function findMessage(workspace: Workspace, id: string): Message | null {
  const message = workspace.messages[serialOf(id)]
  return message && !message.gone && messageId(message) === id ? message : null
}

/** Fills a template with the lead's own values; a missing variable is replaced by nothing. */
function fillIn(template: string, lead: Lead | null): string {
  if (!template.includes('{{')) return template
  return template.replaceAll(/\{\{\s*(?<name>[\w-]+)\s*(?:\|[^}]*)?\}\}/g, (_, name: string) => valueOf(lead, name))
}

const coreNames: Readonly<Record<string, string>> = {
  firstName: 'first_name',
  lastName: 'last_name',
  companyName: 'company_name',
  jobTitle: 'job_title',
}

function valueOf(lead: Lead | null, name: string): string {
  if (name === 'email') return lead?.email ?? ''
  const value = lead?.fields?.core[coreNames[name] ?? name] ?? lead?.fields?.custom[name]
  return value === undefined || value === null ? '' : String(value)
}

export function subjectOf(message: Message): string {
  if (!message.copy) return message.subject
  if (message.copy.subject !== '') return fillIn(message.copy.subject, message.lead)
  return message.thread ? `Re: ${subjectOf(message.thread)}` : ''
}

export function htmlOf(message: Message): string {
  if (message.copy) return fillIn(message.copy.body, message.lead)
  return message.html ?? `<div>${escapeTags(textOf(message)).replaceAll('\n', '<br/>')}</div>`
}

export function textOf(message: Message): string {
  if (message.copy) return plainText(fillIn(message.copy.body, message.lead))
  return message.text !== '' || message.html === null ? message.text : plainText(message.html)
}

function plainText(html: string): string {
  return html
    .replaceAll(/<br\s*\/?>|<\/p>|<\/div>/gi, '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim()
}

/** Returns the campaign a mail belongs to, or null if it was deleted. */
export function campaignOfMail(workspace: Workspace, message: Message): Campaign | null {
  return message.campaign && workspace.campaigns.has(message.campaign.id) ? message.campaign : null
}
