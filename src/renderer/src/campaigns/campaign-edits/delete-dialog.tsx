import type { CampaignId } from '#shared/ids.ts'
import { useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { AskFirst } from '../../core/ui/ask-first.tsx'
import { deleteCampaigns } from './deletions.ts'

type Props = {
  campaignIds: readonly CampaignId[]
  running: number
  onClose: () => void
  onDone?: (() => void) | undefined
}

/** Asks before campaigns are deleted at Instantly. */
export function DeleteDialog({ campaignIds, running, onClose, onDone }: Props) {
  const words = t.campaignEdits
  const action = useAction(async () => {
    await deleteCampaigns(campaignIds)
    onClose()
    onDone?.()
  })
  return (
    <AskFirst
      title={words.removeTitle(campaignIds.length)}
      text={
        <>
          {words.removeText} {running > 0 && <b>{words.removeRunning(running)} </b>}
          {words.removeNotArchived}
        </>
      }
      keep={words.cancel}
      act={words.removeAct}
      action={action}
      onClose={onClose}
    />
  )
}
