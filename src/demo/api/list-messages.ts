import { serialOf, stampTime } from '../state/ids.ts'
import { domainOf } from '../state/lead-life.ts'
import type { Message } from '../state/life-types.ts'
import { messageId } from '../state/messages.ts'
import type { Values } from '../state/values.ts'
import type { Call } from './http-types.ts'
import { finishPage } from './paging.ts'
import { toApiMessage } from './show-message.ts'

/** GET /emails: by creation, newest first by default. */
export function listMessages(call: Call): unknown {
  const { workspace, query } = call
  const { messages } = workspace
  const limit = Number(query['limit'] ?? 10)
  const rising = query['sort_order'] === 'asc'
  const matches = matcher(call)
  const found: Message[] = []
  const latest = query['latest_of_thread'] === true ? latestOfThreads(messages) : null
  let more = false
  for (let at = startAfter(call, rising); at >= 0 && at < messages.length; at += rising ? 1 : -1) {
    const message = messages[at]
    if (!message || message.gone || !matches(message)) continue
    if (latest && latest.get(message.thread ?? message) !== message) continue
    more = found.length === limit
    if (more) break
    found.push(message)
  }
  const preview = query['preview_only'] === true
  return finishPage(call, found, more, messageId, (message) => toApiMessage(workspace, message, preview))
}

function startAfter(call: Call, rising: boolean): number {
  const cursor = call.query['starting_after']
  const serial = typeof cursor === 'string' ? serialOf(cursor) : Number.NaN
  if (Number.isNaN(serial)) return rising ? 0 : call.workspace.messages.length - 1
  return serial + (rising ? 1 : -1)
}

function latestOfThreads(messages: readonly Message[]): Map<Message, Message> {
  const latest = new Map<Message, Message>()
  for (const message of messages) if (!message.gone) latest.set(message.thread ?? message, message)
  return latest
}

const kinds: Readonly<Record<string, number>> = { sent: 1, received: 2, manual: 3 }

function matcher(call: Call): (message: Message) => boolean {
  const { query } = call
  const tests: ((message: Message) => boolean)[] = [...searchTests(call), ...placeTests(query), ...timeTests(query)]
  const { email_type: type, is_unread: unread, i_status: interest, has_reminder: reminder, assigned_to: whom } = query
  if (typeof type === 'string') tests.push((message) => message.kind === kinds[type])
  if (typeof unread === 'boolean') tests.push((message) => message.unread === unread)
  if (typeof interest === 'number') tests.push((message) => message.interest === interest)
  if (typeof reminder === 'boolean') tests.push((message) => (message.reminder !== null) === reminder)
  if (typeof whom === 'string') tests.push((message) => message.assignedTo === whom)
  if (query['scheduled_only'] === true || query['marked_as_done'] === true) tests.push(() => false)
  const { mode } = query
  if (mode === 'emode_focused') tests.push((message) => message.kind === 2 && !message.automatic)
  if (mode === 'emode_others') tests.push((message) => message.kind !== 2 || message.automatic)
  return (message) => tests.every((test) => test(message))
}

/** The search is an address, or `thread:` and a thread's id. */
function searchTests(call: Call): ((message: Message) => boolean)[] {
  const { search } = call.query
  if (typeof search !== 'string' || search === '') return []
  if (!search.startsWith('thread:')) {
    const wanted = search.trim().toLowerCase()
    return [(message) => message.leadEmail === wanted]
  }
  const id = search.slice('thread:'.length)
  const first = call.workspace.messages[serialOf(id)]
  const thread = first && messageId(first) === id ? first : null
  return [(message) => thread !== null && (message.thread ?? message) === thread]
}

function placeTests(query: Values): ((message: Message) => boolean)[] {
  const tests: ((message: Message) => boolean)[] = []
  const { campaign_id: campaign, list_id: list, eaccount, lead, company_domain: domain } = query
  if (typeof campaign === 'string') tests.push((message) => message.campaign?.id === campaign)
  if (typeof list === 'string') tests.push((message) => message.lead?.holder.id === list)
  if (typeof eaccount === 'string') {
    const mailboxes = new Set(eaccount.split(',').map((one) => one.trim().toLowerCase()))
    tests.push((message) => mailboxes.has(message.mailbox))
  }
  if (typeof lead === 'string') tests.push((message) => message.leadEmail === lead.trim().toLowerCase())
  if (typeof domain === 'string') tests.push((message) => domainOf(message.leadEmail) === domain.toLowerCase())
  return tests
}

function timeTests(query: Values): ((message: Message) => boolean)[] {
  const tests: ((message: Message) => boolean)[] = []
  const from = Date.parse(String(query['min_timestamp_created']))
  const to = Date.parse(String(query['max_timestamp_created']))
  if (!Number.isNaN(from)) tests.push((message) => stampTime(message.stamp) >= from)
  if (!Number.isNaN(to)) tests.push((message) => stampTime(message.stamp) <= to)
  return tests
}
