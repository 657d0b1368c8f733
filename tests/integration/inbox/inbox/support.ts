import type { AttachedFile, Message } from '#demo/state/life-types.ts'
import { addMessage } from '#demo/state/messages.ts'
import type { InboxThread, Writing } from '#shared/contract/inbox/inbox.ts'
import { findOpenReply } from '#shared/domain/inbox/open-reply.ts'
import { fromWire } from '#shared/errors.ts'
import { type Bench, startBench } from '../../../support/export-bench.ts'
import { hastyClock } from '../../../support/hasty-clock.ts'

export const remoteWorkspace = ({ fake }: Pick<Bench, 'fake'>) => {
  const [workspace] = fake.world.workspaces
  if (!workspace) throw new Error('no workspace')
  return workspace
}

type Mail = {
  readonly lead: string
  /** Writer of the mail instead of the lead. */
  readonly writer?: string
  readonly text: string
  readonly html?: string
  readonly subject?: string
  readonly kind?: 1 | 2 | 3
  readonly after?: Message
  readonly at?: number
  readonly automatic?: boolean
  readonly files?: readonly AttachedFile[]
}

/** Makes a mail arrive at (or leave) the simulated Instantly, without any campaign. */
export function mail(
  bench: Pick<Bench, 'fake'>,
  { lead, writer = lead, text, html, subject = 'Re: Stock counts', kind = 2, after, at, automatic, files }: Mail,
): Message {
  // Two mails never have the same time unless that is tested.
  bench.fake.clock.advance(1_000)
  const workspace = remoteWorkspace(bench)
  const mailbox = workspace.mailboxes[0]?.email ?? ''
  const [from, to] = kind === 2 ? [writer, mailbox] : [mailbox, lead]
  const message = addMessage(workspace, {
    at: at ?? bench.fake.clock.now(),
    kind,
    lead: null,
    campaign: null,
    mailbox,
    from,
    to,
    thread: after ? (after.thread ?? after) : null,
    step: 0,
    variant: 0,
    subject,
    text,
    ...(html === undefined ? {} : { html }),
    automatic: automatic ?? false,
    ...(files ? { files } : {}),
  })
  return Object.assign(message, { leadEmail: lead })
}

/** GET /emails has a slow rate limit of its own, so the app's time runs faster, and the simulator sets no limits. */
export async function startInbox(options: Parameters<typeof startBench>[0] = {}): Promise<Bench> {
  const bench = await startBench({ limits: null, ...options, backend: { clock: hastyClock(40), ...options.backend } })
  await sendAtOnce(bench)
  return bench
}

/** Makes mails leave with the click, because the undo period is not tested here. */
export const sendAtOnce = ({ app }: Pick<Bench, 'app'>): Promise<unknown> =>
  app.call('inbox.saveSettings', { undoSeconds: 0 })

export async function synced(bench: Bench): Promise<readonly InboxThread[]> {
  await bench.app.call('inbox.sync', { workspaceId: null })
  return threads(bench)
}

export async function threads({ app }: Bench, search = ''): Promise<readonly InboxThread[]> {
  return (await app.call('inbox.threads', { workspaceId: null, box: 'all', search, page: { limit: 100 } })).rows
}

/** Labels a conversation's lead as the screen would. */
export async function label(
  { call }: Pick<Bench['app'], 'call'>,
  threadId: number,
  interest: number | null,
): Promise<void> {
  const { problem } = await call('inbox.bulk', {
    selection: { threadIds: [threadId] },
    act: { kind: 'label', interest },
  })
  if (problem) throw fromWire(problem)
}

/** Returns an answer as the screen would send it. */
export async function answerFor({ app }: Bench, threadId: number, text = 'Gladly. Tuesday at two?'): Promise<Writing> {
  const { messages, thread } = await app.call('inbox.thread', { threadId })
  const withAnswer = messages.filter((message) => message.answer !== null)
  const answered = findOpenReply(withAnswer, thread)
  if (!answered?.answer) throw new Error('nothing to answer')
  return {
    threadId,
    messageId: answered.id,
    kind: 'reply',
    account: answered.answer.account,
    to: answered.answer.to,
    cc: '',
    bcc: '',
    subject: thread.subject,
    text,
    includeOriginal: false,
    withAttachments: false,
  }
}
