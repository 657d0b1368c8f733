import { RefreshCw, Send, X } from 'lucide-react'
import type { ExportCheck, ExportSettings, ExportSummary } from '#shared/contract/exports/exports.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { formatNumber, type t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Time } from '../../core/ui/time.tsx'
import type { Comparing } from './comparing.ts'
import { ledgerTexts } from './ledger-texts.ts'

type Props = { summary: ExportSummary; settings: ExportSettings; comparing: Comparing }

/** Returns the campaign or lead list of an export as an existing target; null if there is none. */
function sameTarget(campaignId: string | null, leadListId: string | null): ExportSettings['target'] | null {
  if (leadListId !== null) return { kind: 'existing_list', leadListId }
  return campaignId === null ? null : { kind: 'existing', campaignId }
}

/**
 * Checks, on request, whether the uploaded leads of a report are still in the campaign or lead list, and offers to
 * export the missing ones again.
 */
export function CompareCard({ summary, settings, comparing }: Props) {
  const { id: exportId, listId, target, campaignId, leadListId } = summary
  const words = ledgerTexts(target).check
  const { reading, last } = comparing
  const sendAgain = useAction(async () => {
    const again = sameTarget(campaignId, leadListId)
    if (again === null) return
    const sent = await call('exports.start', {
      listId,
      // If the list was exported to one campaign per time zone, this covers only the rows of this export.
      settings: { ...settings, ofExport: exportId, target: again, activateWhenDone: false },
      idempotencyKey: `again-${exportId}-${last?.at ?? ''}`,
    })
    go(`/exports/${sent.id}`)
  })
  const error = comparing.error ?? sendAgain.error
  return (
    <Card
      title={words.title}
      meta={
        last ? (
          <>
            {words.asOf} <Time iso={last.at} />
          </>
        ) : undefined
      }
      actions={
        reading === null ? (
          <Button label={last ? words.again : words.compare} size="s" icon={RefreshCw} onClick={comparing.run} />
        ) : (
          <>
            <span className="text-3 small tabular" role="status">
              {words.reading(reading)}
            </span>
            <Button
              label={words.stop}
              size="s"
              icon={X}
              onClick={() => void call('exports.stopCompare', { exportId })}
            />
          </>
        )
      }
    >
      <div className="stack">
        {error && <ErrorNote error={error} />}
        {last ? <Found check={last} words={words} /> : <p className="text-3">{words.never}</p>}
        {last && last.missing > 0 && last.mayBeEarly && <Note>{words.early}</Note>}
        {last && last.missing > 0 && !last.mayBeEarly && (
          <Note
            tone="warn"
            action={<Button label={words.send(last.missing)} size="s" icon={Send} action={sendAgain} />}
          >
            {words.missingMeans} {words.sent}
          </Note>
        )}
      </div>
    </Card>
  )
}

function Found({ check, words }: { check: ExportCheck; words: typeof t.exports.ledger.check }) {
  const parts = [
    { label: words.agreed, count: check.agreed, means: undefined },
    { label: words.missing, count: check.missing, means: words.missingMeans },
    { label: words.uncounted, count: check.uncounted, means: words.uncountedMeans },
    { label: words.others, count: check.there - check.agreed - check.uncounted, means: words.othersMeans },
  ]
  return (
    <dl className="ledger-check">
      {parts.map(({ label, count, means }) => (
        <div key={label} title={means}>
          <dt className="text-3 small">{label}</dt>
          <dd className={count === 0 ? 'num zero' : 'num'}>{formatNumber(count)}</dd>
        </div>
      ))}
    </dl>
  )
}
