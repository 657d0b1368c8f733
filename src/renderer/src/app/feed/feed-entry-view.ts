import {
  Ban,
  CircleAlert,
  FileText,
  List,
  type LucideIcon,
  Mail,
  Pause,
  Pencil,
  Play,
  RefreshCw,
  Reply,
  Send,
  Trash2,
  Unplug,
} from 'lucide-react'
import type { FeedEntry, FeedEvent } from '#shared/contract/app/feed.ts'
import { isSwitchedOn } from '#shared/domain/campaigns/campaign-state.ts'
import { verdictOf } from '#shared/domain/exports/export-verdict.ts'
import { accountPath } from '#shared/domain/insights/accounts/account-path.ts'
import { formatDay, formatList, formatNumber, t } from '../../core/lib/texts.ts'

/** How an entry is shown: who did what, secondary details, and where it leads. */
export type FeedEntryView = {
  readonly icon: LucideIcon
  /** Colour class; empty for ordinary entries. */
  readonly tone: string
  readonly who: string
  readonly what: string
  readonly detail?: string | undefined
  readonly to?: string | undefined
  readonly act?: string | undefined
}

const tones = { ok: 'is-ok', warn: 'is-warn', bad: 'is-bad', info: 'is-info', quiet: 'text-2' } as const

type Entry = Pick<FeedEntry, 'workspaceId' | 'mine'>
type Looks = {
  readonly [Kind in FeedEvent['kind']]: (event: Extract<FeedEvent, { kind: Kind }>, entry: Entry) => FeedEntryView
}

/** Returns how an entry is shown in the operator's language. */
export function lookOf({ event, ...entry }: FeedEntry): FeedEntryView {
  const look = looks[event.kind] as (event: FeedEvent, entry: Entry) => FeedEntryView
  return look(event, entry)
}

const looks: Looks = {
  export: (event) => {
    const words = t.feed
    const { tone } = verdictOf({ ...event, alreadyThere: 0, totals: { uploaded: event.uploaded } })
    return {
      icon: Send,
      tone: tones[tone],
      who: words.exports[event.state],
      what: `${event.list} → ${event.campaign}`,
      detail: words.of(formatNumber(event.uploaded), formatNumber(event.promised)),
      to: `/exports/${event.exportId}`,
      act: words.acts.report,
    }
  },
  import: (event) => ({
    icon: List,
    tone: 'text-2',
    who: t.feed.you,
    what: t.feed.imported(event.list),
    detail: t.feed.rows(event.rows),
    to: `/lists/${event.listId}`,
    act: t.feed.acts.open,
  }),
  reply: (event) => {
    const words = t.feed
    const isAutoReply = event.sorted === 'auto_reply'
    const out = event.sorted === 'out_of_office' || isAutoReply
    const unsubscribed = event.sorted === 'unsubscribe'
    return {
      icon: unsubscribed ? Ban : Reply,
      tone: unsubscribed ? 'is-bad' : 'text-2',
      who: event.name,
      what: unsubscribed ? words.askedOut : isAutoReply ? words.autoReplied : out ? words.isOut : words.replied,
      detail:
        out && event.returnDate !== null
          ? words.until(formatDay(event.returnDate))
          : event.words === ''
            ? undefined
            : words.quoted(event.words),
      to: `/inbox/${event.threadId}`,
      act: out || unsubscribed ? words.acts.open : words.acts.answer,
    }
  },
  answer: (event) => ({
    icon: Reply,
    tone: 'text-2',
    who: t.feed.you,
    what: t.feed.answered(event.name),
    detail: event.subject || undefined,
    to: `/inbox/${event.threadId}`,
    act: t.feed.acts.open,
  }),
  campaign: (event, { mine }) => {
    const words = t.feed
    const on = isSwitchedOn(event.state)
    const state = on
      ? 'started'
      : event.state === 'paused'
        ? 'paused'
        : event.state === 'completed'
          ? 'completed'
          : null
    return {
      icon: on ? Play : Pause,
      tone: on ? 'is-ok' : event.by === 'instantly' && event.state !== 'completed' ? 'is-warn' : 'text-2',
      who: mine ? words.you : event.by === 'blackout' ? words.sendoff : event.name,
      what:
        mine || event.by === 'blackout'
          ? state === null
            ? (mine ? words.changed : words.sendoffChanged)(event.name)
            : (mine ? words.switched : words.sendoffSwitched)[state](event.name)
          : words.becameOf(t.campaigns.states[event.state]),
      detail: mine ? undefined : event.by === 'blackout' ? words.blackout : words.atInstantly,
      to: `/campaigns/${event.campaignId}`,
      act: words.acts.open,
    }
  },
  edit: (event) => ({
    icon: Pencil,
    tone: 'text-2',
    who: t.feed.you,
    what: t.feed.edited(event.name),
    to: `/campaigns/${event.campaignId}`,
    act: t.feed.acts.open,
  }),
  deletion: (event) => ({
    icon: Trash2,
    tone: 'text-2',
    who: t.feed.you,
    what: t.feed.deleted(event.name),
    to: `/campaigns/${event.campaignId}`,
    act: t.feed.acts.open,
  }),
  accounts: (event, { workspaceId }) => {
    const words = t.feed
    const [first = ''] = event.emails
    const named = event.emails.length > 3 ? words.accounts(event.emails.length) : formatList(event.emails)
    return {
      icon: Mail,
      tone: event.failed > 0 ? 'is-bad' : 'text-2',
      who: words.you,
      what: words.accountActs[event.action](named, event.value ?? ''),
      detail: event.failed > 0 ? words.failedOf(event.failed) : undefined,
      to: workspaceId === null || event.emails.length !== 1 ? '/accounts' : accountPath(workspaceId, first),
      act: words.acts.open,
    }
  },
  account_error: (event, { workspaceId }) => ({
    icon: Unplug,
    tone: 'is-bad',
    who: event.email || t.feed.anAccount,
    what: t.feed.accountError,
    to: workspaceId === null || event.email === '' ? '/accounts' : accountPath(workspaceId, event.email),
    act: t.feed.acts.open,
  }),
  opt_out: (event) => ({
    icon: Ban,
    tone: 'is-bad',
    who: event.byHand ? t.feed.you : event.value,
    what: event.byHand ? t.feed.optedOutByHand(event.value) : t.feed.optedOut,
    to: '/opted-out',
    act: t.feed.acts.open,
  }),
  job: (event) => ({
    icon: event.job === 'backup' ? CircleAlert : RefreshCw,
    tone: 'is-warn',
    who: t.health.jobs.names[event.job],
    what: t.feed.failed(event.runs),
    detail: event.problem ? t.errors[event.problem.code](event.problem.data).what : undefined,
    to: '/settings/diagnostics/jobs',
    act: t.feed.acts.open,
  }),
  retention: (event, { workspaceId }) => ({
    icon: Trash2,
    tone: 'text-2',
    who: t.feed.sendoff,
    what: t.feed.retention,
    detail: formatList(
      (['emails', 'payloads', 'archives', 'calls'] as const).flatMap((kind) =>
        event[kind] === 0 ? [] : [t.retention.amounts[kind](event[kind])],
      ),
    ),
    to: workspaceId === null ? undefined : `/settings/workspaces/${workspaceId}`,
    act: t.feed.acts.open,
  }),
  report: (event) => ({
    icon: FileText,
    tone: 'text-2',
    who: event.scheduled ? t.feed.sendoff : t.feed.you,
    what: (event.scheduled ? t.feed.sendoffReport : t.feed.report)(formatDay(event.from), formatDay(event.to)),
    to: '/analytics/reports',
    act: t.feed.acts.open,
  }),
}
