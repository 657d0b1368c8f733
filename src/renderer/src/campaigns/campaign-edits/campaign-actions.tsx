import { Copy, Ellipsis, Pencil, Trash2, Unlink } from 'lucide-react'
import { useState } from 'react'
import type { CampaignRow } from '#shared/contract/campaigns/campaigns.ts'
import { isSwitchedOn } from '#shared/domain/campaigns/campaign-state.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { AskFirst } from '../../core/ui/ask-first.tsx'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { campaignEditCommands } from '../commands.ts'
import { DeleteDialog } from './delete-dialog.tsx'
import { DuplicateDialog } from './duplicate-dialog.tsx'

/** Actions for a campaign: edit, duplicate, unlink, delete. */
export function CampaignActions({ campaign }: { campaign: CampaignRow }) {
  const words = t.campaignEdits
  const [asking, setAsking] = useState<'duplicate' | 'unlink' | 'delete' | null>(null)
  const gone = campaign.state === 'gone'
  const close = () => setAsking(null)
  const unlinking = useAction(async () => {
    const localId = await call('localCampaigns.unlink', { campaignId: campaign.id })
    showToast(words.unlinked(campaign.name))
    go(`/campaigns/local/${localId}`)
  })
  return (
    <>
      {!gone && (
        <Button
          label={words.edit}
          icon={Pencil}
          command={campaignEditCommands.edit}
          onClick={() => go(`/campaigns/${campaign.id}/edit`)}
        />
      )}
      <Menu
        trigger={<IconButton icon={Ellipsis} label={words.more} />}
        items={[
          { label: words.duplicate, icon: Copy, onSelect: () => setAsking('duplicate') },
          { label: words.unlink, icon: Unlink, onSelect: () => setAsking('unlink') },
          ...(gone
            ? []
            : [
                'line' as const,
                { label: words.remove, icon: Trash2, danger: true, onSelect: () => setAsking('delete') },
              ]),
        ]}
      />
      {asking === 'duplicate' && (
        <DuplicateDialog
          from={{ campaignId: campaign.id }}
          name={campaign.name}
          workspaceId={campaign.workspaceId}
          onClose={close}
        />
      )}
      {asking === 'unlink' && (
        <AskFirst
          title={words.unlinkTitle}
          text={words.unlinkText}
          keep={words.cancel}
          act={words.unlinkAct}
          action={unlinking}
          onClose={close}
        />
      )}
      {asking === 'delete' && (
        <DeleteDialog campaignIds={[campaign.id]} running={isSwitchedOn(campaign.state) ? 1 : 0} onClose={close} />
      )}
    </>
  )
}
