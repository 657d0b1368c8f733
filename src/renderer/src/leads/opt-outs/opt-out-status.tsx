import type { OptOutRow } from '#shared/contract/leads/opt-outs.ts'
import { t } from '../../core/lib/texts.ts'

type StatusLine = { readonly words: string; readonly tone: 'ok' | 'warn' | 'quiet' }

/**
 * Describes in one line what is known of the opt-out at Instantly, with the reason if something is missing. `short` is
 * for use under a heading that names Instantly.
 */
export function optOutStatus(
  { state, atInstantly: at }: Pick<OptOutRow, 'state' | 'atInstantly'>,
  short = false,
): StatusLine {
  const words = t.optOuts
  if (state === 'asked') return { words: at.tellAt === null ? words.askedLine : words.askedLaterLine, tone: 'warn' }
  switch (at.state) {
    case 'confirmed':
      return { words: lineOf(at, short), tone: 'ok' }
    case 'differs':
      return { words: at.differs ? words.differences[at.differs] : words.standings.differs, tone: 'warn' }
    case 'waiting':
      return { words: short ? words.notYet(reasonOf(at)) : words.reason(reasonOf(at)), tone: 'warn' }
    case 'undoing':
      return { words: `${words.standings.undoing}: ${reasonOf(at)}`, tone: 'warn' }
    case 'undone':
      return { words: undoneLineOf(at), tone: 'quiet' }
    default:
      return { words: words.standings.none, tone: 'quiet' }
  }
}

function lineOf(at: OptOutRow['atInstantly'], short: boolean): string {
  const { parts, standings } = t.optOuts
  const notes = [
    at.blocked > 0 && blockedWords(at, short),
    at.blockedBefore > 0 && at.blockedBefore === at.blocked && parts.before,
    at.stopped > 0 && parts.stopped(at.stopped),
    at.removed > 0 && parts.removed(at.removed),
    at.takenFromSubsequences > 0 && parts.subsequence,
  ]
  return notes.filter(Boolean).join(' · ') || standings.confirmed
}

function blockedWords({ blocked, clients }: OptOutRow['atInstantly'], short: boolean): string {
  const { parts } = t.optOuts
  if (clients > 1) return parts.blockedOf(blocked, clients)
  return short ? parts.blockedThere : parts.blocked
}

function undoneLineOf(at: OptOutRow['atInstantly']): string {
  const { parts, standings } = t.optOuts
  const notes = [at.blockedBefore > 0 && parts.stillBlocked, at.left > 0 && parts.left(at.left)]
  return notes.filter(Boolean).join(' · ') || standings.undone
}

function reasonOf({ held, problem }: OptOutRow['atInstantly']): string {
  const words = t.optOuts
  if (held) return words.held[held]
  if (!problem) return words.waits
  const { scope } = problem.data
  if (problem.code === 'INSTANTLY_SCOPE_MISSING' && typeof scope === 'string') return words.missingScope(scope)
  return t.errors[problem.code](problem.data).what.replace(/\.$/, '')
}

/** The standing as a line on the screen. */
export function OptOutStatus({ row }: { row: OptOutRow }) {
  const { words, tone } = optOutStatus(row, true)
  return (
    <span
      className={tone === 'warn' ? 'ellipsis is-warn' : tone === 'quiet' ? 'ellipsis text-3' : 'ellipsis'}
      title={words}
    >
      {words}
    </span>
  )
}
