import type { Asked } from '../lib/backend.ts'
import { go } from '../lib/router.ts'
import { t } from '../lib/texts.ts'
import { ErrorNote } from './error-note.tsx'
import { PageHead } from './page-head.tsx'

type Props = {
  /** What the page shows. */
  queries: readonly Pick<Asked<unknown>, 'data' | 'error' | 'refetch'>[]
  /** Title if what the page is about does not exist any more; any other failure does not claim that. */
  goneTitle: string
  /** The screen above this page. */
  up: { readonly label: string; readonly to: string }
}

/**
 * A page without its data: empty while it is read. If that failed, one whose subject is gone leads back, and any other
 * is tried again.
 */
export function PageWithout({ queries, goneTitle, up }: Props) {
  const failed = queries.find(({ data, error }) => error && !data)
  if (!failed?.error) return <div className="page" />
  const isGone = failed.error.code === 'NOT_FOUND'
  return (
    <div className="page">
      <PageHead title={isGone ? goneTitle : t.ui.notLoaded} crumbs={[up]} />
      <div className="page-body">
        <ErrorNote
          error={failed.error}
          onAction={isGone ? () => go(up.to) : failed.refetch}
          actionLabel={isGone ? up.label : t.ui.tryAgain}
        />
      </div>
    </div>
  )
}
