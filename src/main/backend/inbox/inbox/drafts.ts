/** Helps to write in a conversation, with variables, the signature and a suggested text. */
import {
  type InboxProposal,
  type InboxThreadView,
  type LeadContext,
  type Proposable,
  proposable,
} from '#shared/contract/inbox/inbox.ts'
import { dayMs, localDate } from '#shared/domain/core/days.ts'
import { fillTemplate } from '#shared/domain/inbox/fill-template.ts'
import { findOpenReply } from '#shared/domain/inbox/open-reply.ts'
import { splitQuotedText } from '#shared/domain/inbox/own-words.ts'
import type { ReplyLanguage } from '#shared/domain/inbox/replies/reply-labels.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { inboxSetting, signatureSetting } from '../../clients/settings/inbox-settings.ts'
import { getSetting } from '../../clients/settings/settings-store.ts'
import { createClientNames } from '../../clients/workspaces/client-names.ts'
import type { Store } from '../../core/deps.ts'
import { classifyReply } from '../replies/classify-reply.ts'
import { likelyLanguage } from '../replies/guess-languages.ts'
import { findLaterDay } from '../replies/proposals/find-later-day.ts'
import { offersTime } from '../replies/proposals/offers-time.ts'
import { type ProposedText, proposeReply } from '../replies/proposals/propose-reply.ts'
import { splitIntoWords } from '../replies/words.ts'
import type { createTemplates } from './templates.ts'

type View = Pick<InboxThreadView, 'thread' | 'messages' | 'context'>
/** Nothing is suggested for automatic mail and opt-outs. */
const answerable = proposable.filter((label) => label !== 'quiet')
const labelsWithoutDraft: ReadonlySet<string> = new Set(['unsubscribe', 'bounce', 'auto_reply'])

export function createDraftProposals(store: Store, templates: ReturnType<typeof createTemplates>) {
  const senderName = store.raw
    .prepare<[number, string], string>(
      `select from_name from inbox_message where workspace_id = ? and account = ? and direction = 'sent'
         and from_name <> '' order by at desc limit 1`,
    )
    .pluck()
  const clientName = createClientNames(store.raw)

  const ownSignature = (workspaceId: WorkspaceId) => getSetting(store, workspaceId, signatureSetting)
  const usedSignature = (workspaceId: WorkspaceId) =>
    ownSignature(workspaceId) ?? getSetting(store, 'app', inboxSetting).signature

  /** Returns variables beside the lead's own: the sending account's name and the client. */
  function ownVariables(workspaceId: WorkspaceId, account: string | null): Record<string, string> {
    const name = account === null ? undefined : senderName.get(workspaceId, account)
    return {
      ...(account === null ? {} : { accountEmail: account }),
      ...(name === undefined ? {} : { accountName: name }),
      clientName: clientName(workspaceId),
    }
  }

  return {
    ownSignature,
    usedSignature,
    /** Returns the variables templates can use, and the signature filled with them. */
    forWriting(thread: View['thread'], messages: View['messages'], { variables: lead }: LeadContext) {
      const account = messages.findLast((message) => message.account !== null)?.account ?? null
      const variables = { ...ownVariables(thread.workspaceId, account), ...lead }
      return { variables, signature: fillTemplate(usedSignature(thread.workspaceId), variables).text }
    },
    /** Returns a suggested text for this conversation, for now or a later day; null if nothing should be written. */
    propose(view: View & Pick<InboxThreadView, 'variables'>, now: number): InboxProposal | null {
      const { thread, messages, context } = view
      const reply = findOpenReply(messages, thread)
      if (!reply || context.optedOut || thread.modelWish || labelsWithoutDraft.has(thread.sorted ?? '')) return null
      // Until the rules, a model or the operator have sorted the reply, a positive label at Instantly decides.
      const labelled = thread.interest === 1 || thread.interest === 2
      const sorted = (thread.sorted === null || thread.sorted === 'other') && labelled ? 'interested' : thread.sorted
      const what = answerable.find((label) => label === sorted) ?? 'other'
      const language = languageOf(messages)
      const said = splitQuotedText(reply.text).own
      const { firstName = null, lastName = null } = context.variables as { firstName?: string; lastName?: string }
      const settings = getSetting(store, 'app', inboxSetting)
      const found = proposeReply({
        for: what,
        language,
        today: localDate(now),
        firstName,
        lastName,
        day:
          what === 'out_of_office'
            ? thread.returnDate
            : what === 'not_now'
              ? findLaterDay(said, reply.at, language)
              : null,
        timeOffered: offersTime(said, reply.at, language),
        theirTurn: thread.theirTurn,
        quietDays: Math.floor((now - Date.parse(thread.lastAt)) / dayMs),
        followUpDays: settings.followUpDays,
      })
      const own = (of: Proposable) => templates.proposedFor(thread.workspaceId, of, language)
      const template = { now: own(thread.theirTurn ? what : 'quiet'), later: own('quiet') }
      const fill = (text: ProposedText, instead: string | null) =>
        fillTemplate(instead ?? text.template, { ...view.variables, ...text.values }).text
      // If we have nothing to suggest, a template of the operator's may fit.
      const answer = found.now ?? (thread.theirTurn && template.now ? { template: '', values: found.values } : null)
      const nowText = answer === null ? null : fill(answer, template.now?.text ?? null)
      const later =
        found.later === null
          ? null
          : {
              on: found.later.on,
              why: found.later.why,
              text: fill(found.later, found.later.why === 'quiet' ? (template.later?.text ?? null) : null),
            }
      if (nowText === null && later === null) return null
      return { language, template: nowText === null ? null : (template.now?.name ?? null), now: nowText, later }
    },
  }
}

/** Returns the language of a conversation: that of the lead's mails, else of all mails, else English. */
function languageOf(messages: View['messages']): ReplyLanguage {
  const theirs = messages.filter(({ direction }) => direction !== 'sent')
  const wordsOf = (some: View['messages']) =>
    splitIntoWords(
      some
        .slice(-4)
        .map(({ text }) => splitQuotedText(text).own.slice(0, 4_000))
        .join('\n'),
    ).words
  return (
    likelyLanguage(wordsOf(theirs)) ??
    phraseLanguage(theirs.at(-1)) ??
    likelyLanguage(wordsOf(messages)) ??
    likelyLanguage(wordsOf(theirs), 1) ??
    'en'
  )
}

/** A short reply has few function words, but may match a phrase of the rules, such as "Klingt gut". */
function phraseLanguage(reply: View['messages'][number] | undefined): ReplyLanguage | null {
  if (!reply) return null
  const { reasons } = classifyReply({
    subject: '',
    from: reply.fromAddress,
    text: reply.text.slice(0, 20_000),
    receivedAt: reply.at,
  })
  return reasons.find(({ language }) => language !== null)?.language ?? null
}
