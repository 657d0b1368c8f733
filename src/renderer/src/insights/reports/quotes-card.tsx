import { useMemo } from 'react'
import type { Input } from '#shared/contract/index.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { formatDate, t } from '../../core/lib/texts.ts'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Checkbox } from '../../core/ui/toggles.tsx'
import { useFolded } from '../../core/ui/use-folded.tsx'
import type { ReportOptions } from './make-card.tsx'

/** Maximum accepted by a report. */
const maxQuotes = 20
/** Further quotes are collapsed so that schedule and branding below stay visible. */
const maxShown = 3

type Props = {
  asked: Input<'reports.quotable'>
  wish: ReportOptions
  /** Whether this client's reports contain quotes at all. */
  allowed: boolean
}

/** Replies of the period, with a checkbox for those that may be quoted. */
export function QuotesCard({ asked, wish, allowed }: Props) {
  const words = t.reports
  const replies = useQuery('reports.quotable', allowed ? asked : null)
  const listed = useMemo(() => new Set(replies.data?.map(({ id }) => id)), [replies.data])
  const [shown, more] = useFolded(replies.data ?? [], maxShown)
  const chosen = wish.quotes.filter((id) => listed.has(id)).length
  return (
    <Card title={words.quotes} meta={chosen > 0 ? words.quotesChosen(chosen) : undefined}>
      {replies.error && <ErrorNote error={replies.error} onAction={replies.refetch} />}
      {!allowed && <p className="text-3">{words.quotesOff}</p>}
      {replies.data?.length === 0 && <p className="text-3">{words.quotesNone}</p>}
      {replies.data && replies.data.length > 0 && (
        <>
          <p className="text-3 small reports-hint">{words.quotesHint}</p>
          <ul className="stack-3" aria-label={words.quotes}>
            {shown.map(({ id, name, company, campaignName, at, text }) => (
              <li key={id}>
                <Checkbox
                  label={words.quoteBy(
                    [name, company].filter(Boolean).join(', ') || campaignName || '–',
                    formatDate(at),
                  )}
                  hint={<span className="reports-quote">{text}</span>}
                  checked={wish.quotes.includes(id)}
                  disabled={!wish.quotes.includes(id) && chosen >= maxQuotes}
                  onChange={(on) =>
                    wish.setQuotes(on ? [...wish.quotes, id] : wish.quotes.filter((other) => other !== id))
                  }
                />
              </li>
            ))}
          </ul>
          {more}
        </>
      )}
    </Card>
  )
}
