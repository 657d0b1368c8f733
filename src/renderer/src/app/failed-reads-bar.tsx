import { useFailedReads } from '../core/stores/failed-reads.ts'
import { ErrorNote } from '../core/ui/error-note.tsx'

/** Bar over every screen while a part of it could not be read and does not say so: no screen just stays empty. */
export function FailedReadsBar() {
  const { reads } = useFailedReads()
  const [first] = reads
  if (!first) return null
  const tryAgain = () => {
    for (const { refetch } of reads) refetch()
  }
  return <ErrorNote error={first.error} onAction={tryAgain} />
}
