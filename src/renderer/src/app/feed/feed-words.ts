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
import type { FeedEntry } from '#shared/contract/app/feed.ts'
import { isOn } from '#shared/domain/campaigns/campaign-state.ts'
import { verdictOf } from '#shared/domain/exports/export-verdict.ts'
import { accountPath } from '#shared/domain/insights/accounts/account-path.ts'
import { formatDay, formatList, formatNumber } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'

/** How an entry reads: who did what, quietly what more, and where it leads. */
export type FeedLook = {
  readonly icon: LucideIcon
  /** Class of its colour; none where it is nothing special. */
  readonly tone: string
  readonly who: string
  readonly what: string
  readonly detail?: string | undefined
  readonly to?: string | undefined
  readonly act?: string | undefined
}

const tones = { ok: 'is-ok', warn: 'is-warn', bad: 'is-bad', info: 'is-info', quiet: 'text-2' } as const

/** Everything of an entry in the operator's language. */
export function lookOf({ event, workspaceId, mine }: FeedEntry): FeedLook {
  const words = t.feed
  switch (event.kind) {
    case 'export': {
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
    }
    case 'import':
      return {
        icon: List,
        tone: 'text-2',
        who: words.you,
        what: words.imported(event.list),
        detail: words.rows(event.rows),
        to: `/lists/${event.listId}`,
        act: words.acts.open,
      }
    case 'reply': {
      const out = event.sorted === 'out_of_office' || event.sorted === 'auto_reply'
      const unsubscribed = event.sorted === 'unsubscribe'
      return {
        icon: unsubscribed ? Ban : Reply,
        tone: unsubscribed ? 'is-bad' : 'text-2',
        who: event.name,
        what: unsubscribed ? words.askedOut : out ? words.isOut : words.replied,
        detail:
          out && event.returnDate !== null
            ? words.until(formatDay(event.returnDate))
            : event.words === ''
              ? undefined
              : words.quoted(event.words),
        to: `/inbox/${event.threadId}`,
        act: out || unsubscribed ? words.acts.open : words.acts.answer,
      }
    }
    case 'answer':
      return {
        icon: Reply,
        tone: 'text-2',
        who: words.you,
        what: words.answered(event.name),
        detail: event.subject || undefined,
        to: `/inbox/${event.threadId}`,
        act: words.acts.open,
      }
    case 'campaign': {
      const on = isOn(event.state)
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
    }
    case 'edit':
      return {
        icon: Pencil,
        tone: 'text-2',
        who: words.you,
        what: words.edited(event.name),
        to: `/campaigns/${event.campaignId}`,
        act: words.acts.open,
      }
    case 'deletion':
      return {
        icon: Trash2,
        tone: 'text-2',
        who: words.you,
        what: words.deleted(event.name),
        to: `/campaigns/${event.campaignId}`,
        act: words.acts.open,
      }
    case 'accounts': {
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
    }
    case 'account_error':
      return {
        icon: Unplug,
        tone: 'is-bad',
        who: event.email || words.anAccount,
        what: words.accountError,
        to: workspaceId === null || event.email === '' ? '/accounts' : accountPath(workspaceId, event.email),
        act: words.acts.open,
      }
    case 'opt_out':
      return {
        icon: Ban,
        tone: 'is-bad',
        who: event.byHand ? words.you : event.value,
        what: event.byHand ? words.optedOutByHand(event.value) : words.optedOut,
        to: '/opted-out',
        act: words.acts.open,
      }
    case 'job':
      return {
        icon: event.job === 'backup' ? CircleAlert : RefreshCw,
        tone: 'is-warn',
        who: t.health.jobs.names[event.job],
        what: words.failed(event.runs),
        detail: event.problem ? t.errors[event.problem.code](event.problem.data).what : undefined,
        to: '/settings/diagnostics/jobs',
        act: words.acts.open,
      }
    case 'retention':
      return {
        icon: Trash2,
        tone: 'text-2',
        who: words.sendoff,
        what: words.retention,
        detail: formatList(
          (['emails', 'payloads', 'archives', 'calls'] as const).flatMap((kind) =>
            event[kind] === 0 ? [] : [t.retention.amounts[kind](event[kind])],
          ),
        ),
        to: workspaceId === null ? undefined : `/settings/workspaces/${workspaceId}`,
        act: words.acts.open,
      }
    case 'report':
      return {
        icon: FileText,
        tone: 'text-2',
        who: event.scheduled ? words.sendoff : words.you,
        what: (event.scheduled ? words.sendoffReport : words.report)(formatDay(event.from), formatDay(event.to)),
        to: '/analytics/reports',
        act: words.acts.open,
      }
  }
}
