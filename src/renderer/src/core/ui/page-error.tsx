import type { AppError } from '#shared/errors.ts'
import { go } from '../lib/router.ts'
import { t } from '../lib/texts.ts'
import { ErrorNote } from './error-note.tsx'
import { PageHead } from './page-head.tsx'

type Props = {
  error: AppError
  /** Title if what the page is about does not exist any more; any other failure does not claim that. */
  goneTitle: string
  /** The screen above this page. */
  up: { readonly label: string; readonly to: string }
  onTryAgain: () => void
}

/** A page that could not be loaded: one whose subject is gone leads back, any other is tried again. */
export function PageError({ error, goneTitle, up, onTryAgain }: Props) {
  const isGone = error.code === 'NOT_FOUND'
  return (
    <div className="page">
      <PageHead title={isGone ? goneTitle : t.ui.notLoaded} crumbs={[up]} />
      <div className="page-body">
        <ErrorNote
          error={error}
          onAction={isGone ? () => go(up.to) : onTryAgain}
          actionLabel={isGone ? up.label : t.ui.tryAgain}
        />
      </div>
    </div>
  )
}
