import { useState } from 'react'
import type { TagChoice } from '#shared/contract/campaigns/campaign-tags.ts'
import type { CampaignRow } from '#shared/contract/campaigns/campaigns.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { Button } from '../../core/ui/button.tsx'
import { Cut } from '../../core/ui/cut.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { TagPicker } from './tag-picker.tsx'

/** Instantly documents no limit; nobody would read more. */
const maxTags = 50

/** Adds and removes the tags of a campaign at Instantly. */
export function TagsCard({ campaign }: { campaign: CampaignRow }) {
  const words = t.exportTargets.tags
  const [editing, setEditing] = useState(false)
  const { id: campaignId, tags } = campaign
  const canEdit = campaign.state !== 'gone'
  return (
    <Card
      title={t.campaigns.tags}
      actions={
        canEdit ? (
          <Button
            label={editing ? words.done : words.edit}
            size="s"
            variant="quiet"
            onClick={() => setEditing(!editing)}
          />
        ) : undefined
      }
    >
      {editing && canEdit ? (
        <Editing key={campaignId} campaign={campaign} />
      ) : tags === null ? (
        <p className="text-3">{words.neverRead}</p>
      ) : tags.length === 0 ? (
        <p className="text-3">{words.none}</p>
      ) : (
        <ul className="tag-chips" aria-label={t.campaigns.tags}>
          {tags.map((name) => (
            <li key={name} className="tag-chip tag-chip-plain">
              <Cut text={name} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Editing({ campaign }: { campaign: CampaignRow }) {
  const words = t.exportTargets.tags
  const { id: campaignId, workspaceId, tags } = campaign
  const known = useQuery('campaignTags.list', { workspaceId })
  const set = (tag: TagChoice, on: boolean) => call('campaignTags.set', { campaignId, tag, on })
  const work = useAction(async (tag: TagChoice, on: boolean) => {
    await set(tag, on)
    pushUndo({
      path: `/campaigns/${campaignId}`,
      words: () => (on ? words.on(tag.name) : words.off(tag.name)),
      undo: () => set(tag, !on),
      redo: () => set(tag, on),
    })
    // A newly created tag has an id from now on.
    if (tag.id === null) known.refetch()
  })
  const idOf = (name: string) => known.data?.find((tag) => tag.name === name)?.id ?? null
  const error = work.error ?? known.error
  return (
    <div className="stack">
      <TagPicker
        label={t.campaigns.tags}
        chosen={(tags ?? []).map((name) => ({ id: idOf(name) ?? '-', name }))}
        known={known.data}
        most={maxTags}
        busy={work.busy}
        onAdd={(tag) => work.run(tag, true)}
        onRemove={({ name }) => work.run({ id: idOf(name), name }, false)}
      />
      {error && <ErrorNote error={error} />}
    </div>
  )
}
