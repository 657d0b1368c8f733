import '../campaigns/campaigns.css'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Scrolls } from '../../core/ui/scrolls.tsx'
import { forgetFailedDeletions, useFailedDeletions } from './deletions.ts'

/** Campaigns that could not be deleted, each with the reason; shown on any screen. */
export function FailedDeletions() {
  const words = t.campaignEdits
  const failed = useFailedDeletions()
  if (failed.length === 0) return null
  return (
    <Dialog
      width={560}
      title={words.notRemovedTitle(failed.length)}
      description={words.notRemovedText}
      onClose={forgetFailedDeletions}
      actions={<Button label={words.close} variant="primary" onClick={forgetFailedDeletions} autoFocus />}
    >
      <Scrolls as="ul" className="switch-results">
        {failed.map(({ id, name, problem }) => (
          <li key={id}>
            <b>{name}</b>
            {problem && (
              <span className="text-2">
                {t.errors[problem.code](problem.data).what} {t.errors[problem.code](problem.data).means}
              </span>
            )}
          </li>
        ))}
      </Scrolls>
    </Dialog>
  )
}
