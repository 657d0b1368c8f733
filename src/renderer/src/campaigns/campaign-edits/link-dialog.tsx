import { useState } from 'react'
import type { LocalCampaignRow } from '#shared/contract/campaigns/campaign-edits.ts'
import type { CampaignId } from '#shared/ids.ts'
import { call, useAction, useEveryRow, useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field } from '../../core/ui/field.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Select } from '../../core/ui/select.tsx'
import { ChangeList } from './change-list.tsx'

/** Links a local campaign to one at Instantly: shows the differences first and asks which side to keep. */
export function LinkDialog({ local, onClose }: { local: LocalCampaignRow; onClose: () => void }) {
  const words = t.campaignEdits
  const { workspaceId } = local
  const campaigns = useEveryRow(`every-campaign:${workspaceId}`, (ask, page) =>
    ask('campaigns.list', { workspaceId, sort: 'name', descending: false, page }),
  ).data
  const [chosen, setChosen] = useState<CampaignId | null>(null)
  const changes = useQuery(
    'localCampaigns.compare',
    chosen === null ? null : { localId: local.id, campaignId: chosen },
  ).data
  const linking = useAction(async (side: 'ours' | 'theirs') => {
    if (chosen === null) return
    await call('localCampaigns.link', { localId: local.id, campaignId: chosen, side })
    showToast(words.local.linked)
    go(`/campaigns/${chosen}`)
  })
  const ready = chosen !== null && changes !== undefined
  return (
    <Dialog
      width={720}
      title={words.local.linkTitle}
      description={words.local.linkText}
      onClose={onClose}
      closeLabel={words.cancel}
      actions={
        <>
          <Button
            label={words.local.linkTheirs}
            disabled={!ready}
            busy={linking.busy}
            onClick={() => linking.run('theirs')}
          />
          <Button
            label={words.local.linkOurs}
            variant="primary"
            disabled={!ready}
            busy={linking.busy}
            onClick={() => linking.run('ours')}
          />
        </>
      }
    >
      <div className="stack">
        {linking.error && <ErrorNote error={linking.error} />}
        <Field label={words.local.linkWith}>
          <Select
            searchable
            value={chosen}
            options={(campaigns ?? [])
              .filter(({ state }) => state !== 'gone')
              .map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setChosen}
          />
        </Field>
        {ready && changes.length === 0 && <p className="text-2">{words.local.linkSame}</p>}
        {ready && changes.length > 0 && (
          <ChangeList changes={changes} heads={{ from: words.atInstantly, to: words.here }} />
        )}
      </div>
    </Dialog>
  )
}
