import { t } from '../../core/lib/texts.ts'
import { Time } from '../../core/ui/time.tsx'
import type { Comparing } from './comparing.ts'

/** At the end of a report's sum: when it was last compared with Instantly, or a button to compare it. */
export function LedgerChecked({ comparing: { run, reading, last } }: { comparing: Comparing }) {
  const words = t.exports.ledger.check
  if (reading !== null) return <span role="status">{words.reading(reading)}</span>
  return last ? (
    <>
      {words.checked} <Time iso={last.at} />
      {last.missing > 0 && <span className="is-warn">{`, ${words.missingCount(last.missing)}`}</span>}
    </>
  ) : (
    <>
      {words.unchecked}{' '}
      <button type="button" className="link" onClick={run}>
        {words.checkNow}
      </button>
    </>
  )
}
