import type { DraftChange, DraftSchedule } from '#shared/domain/campaigns/campaign-draft.ts'
import { bodyToPlain, isPlainBody } from '#shared/domain/campaigns/campaign-draft.ts'
import { formatDay, formatList, formatNumber, t } from '../../core/lib/texts.ts'
import { Scrolls } from '../../core/ui/scrolls.tsx'

type Props = {
  changes: readonly DraftChange[]
  /** Headings of the two sides; by default now and new. */
  heads?: { readonly from: string; readonly to: string } | undefined
}

/** Each change with both sides. Text written by others is shown as text, never rendered as HTML. */
export function ChangeList({ changes, heads }: Props) {
  const words = t.campaignEdits
  return (
    <Scrolls className="change-list" role="region" aria-label={words.changes}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.field}</th>
            <th scope="col">{heads?.from ?? words.before}</th>
            <th scope="col">{heads?.to ?? words.after}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={keyOf(change)}>
              <th scope="row">{fieldOf(change)}</th>
              <td className="change-from">{sideOf(change, 'from')}</td>
              <td className="change-to">{sideOf(change, 'to')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  )
}

const keyOf = (change: DraftChange): string =>
  [
    change.part,
    'name' in change ? change.name : '',
    'at' in change ? change.at : '',
    'step' in change ? change.step : '',
    'variant' in change ? change.variant : '',
  ].join(' ')

/** Returns A, B, … for a variant, if there are several. */
export const letterOf = (variant: number): string => String.fromCodePoint(65 + (variant % 26))

function fieldOf(change: DraftChange): string {
  const words = t.campaignEdits
  const letter = 'variant' in change && change.variant > 0 ? letterOf(change.variant) : null
  switch (change.part) {
    case 'name':
      return words.name
    case 'startDate':
      return words.startDate
    case 'endDate':
      return words.endDate
    case 'number':
      return t.campaigns.numbers[change.name]
    case 'switch':
      return t.campaigns.switches[change.name]
    case 'schedule':
      return words.scheduleName(change.at)
    case 'senders':
      return words.senders
    case 'wait':
      return words.wait(change.step)
    case 'subject':
      return words.subjectOf(change.step, letter)
    case 'body':
      return words.bodyOf(change.step, letter)
    case 'off':
      return words.offOf(change.step, letter)
  }
}

function sideOf(change: DraftChange, side: 'from' | 'to') {
  const words = t.campaignEdits
  const none = <span className="text-3">{words.nothing}</span>
  switch (change.part) {
    case 'startDate':
    case 'endDate': {
      const value = change[side]
      return value === null ? none : formatDay(value)
    }
    case 'number': {
      const value = change[side]
      return value === null ? <span className="text-3">{words.notSet}</span> : formatNumber(value)
    }
    case 'switch': {
      const value = change[side]
      return value === null ? <span className="text-3">{words.notSet}</span> : value ? t.campaigns.yes : t.campaigns.no
    }
    case 'schedule': {
      const value = change[side]
      return value === null ? none : scheduleWords(value)
    }
    case 'senders':
      return <Senders change={change} side={side} />
    case 'wait': {
      const value = change[side]
      return value === null ? none : `${formatNumber(value.delay)} ${words.units[value.unit]}`
    }
    case 'off':
      return change[side] ? words.notUsed : words.used
    case 'subject': {
      const value = change[side]
      return value === null ? none : value || <span className="text-3">{words.subjectKeeps}</span>
    }
    case 'body': {
      const value = change[side]
      if (value === null) return none
      return <span className="change-text">{isPlainBody(value) ? bodyToPlain(value) : value}</span>
    }
    case 'name': {
      const value = change[side]
      return value ?? none
    }
  }
}

const scheduleWords = ({ days, from, to, timezone }: DraftSchedule): string =>
  `${formatList(days.toSorted((a, b) => a - b).map((day) => t.exports.daysShort[day] ?? ''))}, ${t.campaigns.hours(from, to, timezone)}`

/** The number of senders, and which were added or removed: a long list must not hide the one that matters. */
function Senders({ change, side }: { change: Extract<DraftChange, { part: 'senders' }>; side: 'from' | 'to' }) {
  const words = t.campaignEdits
  const own = new Set(change[side].map((each) => each.toLowerCase()))
  const other = new Set(change[side === 'from' ? 'to' : 'from'].map((each) => each.toLowerCase()))
  const only = [...own].filter((each) => !other.has(each))
  return (
    <>
      {t.campaigns.senderCount(own.size)}
      {only.length > 0 && (
        <ul className="text-2 small">
          {only.slice(0, 8).map((each) => (
            <li key={each} className="ellipsis" title={each}>
              {side === 'from' ? '− ' : '+ '}
              {each}
            </li>
          ))}
          {only.length > 8 && <li>… {side === 'from' ? words.taken(only.length) : words.added(only.length)}</li>}
        </ul>
      )}
    </>
  )
}
