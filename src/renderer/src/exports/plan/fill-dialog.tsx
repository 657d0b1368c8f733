import '../../campaigns/campaign-edits/campaign-edits.css'
import { useState } from 'react'
import type { CoveredVariable } from '#shared/contract/exports/exports.ts'
import { draftChanges, withTidyBodies } from '#shared/domain/campaigns/campaign-draft.ts'
import { addFallbackToDraft } from '#shared/domain/campaigns/draft-fallback.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { ChangeList } from '../../campaigns/campaign-edits/change-list.tsx'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { isFallback } from './coverage-fallback.tsx'

type Props = {
  variable: CoveredVariable
  value: string
  workspaceId: WorkspaceId
  /** Instantly's id of the campaign. */
  campaignId: string | null
  names: readonly string[]
  onFill: (value: string) => void
  onClose: () => void
}

const places = ['inLeads', 'inCampaign'] as const

/** Asks where a fallback goes: into the leads of this export, or into the campaign's emails at Instantly. */
export function FillDialog(props: Props) {
  const { variable, workspaceId, campaignId, names, onFill, onClose } = props
  const words = t.exportHistory.fill
  const { name } = variable
  const [typed, setTyped] = useState(props.value)
  const [place, setPlace] = useState<(typeof places)[number]>('inLeads')
  const value = typed.trim()
  const found = useQuery('campaigns.find', campaignId === null ? null : { workspaceId, remoteId: campaignId })
  const id = found.data?.id ?? null
  const change = useCampaignChange(place === 'inCampaign' ? id : null, { name, fallback: value }, new Set(names))
  const saving = useAction(async () => {
    if (id === null || !change) return
    const { outcome } = await call('campaignEdits.save', {
      campaignId: id,
      draft: change.wanted,
      opened: change.opened,
    })
    if (outcome === 'differs') {
      showToast(words.differs, { tone: 'bad' })
      go(`/campaigns/${id}`)
      return
    }
    showToast(words.changed(name))
    onClose()
  })
  const ready = isFallback(value)
  const canChange = ready && change !== null && !change.waits && change.changes.length > 0
  const run = () => (place === 'inLeads' ? onFill(value) : saving.run())
  return (
    <Dialog
      onClose={onClose}
      title={words.title(name)}
      description={words.text(variable.faults.blank)}
      width={place === 'inCampaign' ? 720 : 520}
      closeLabel={t.ui.cancel}
      actions={
        <Button
          label={place === 'inLeads' ? words.set : words.change}
          variant="primary"
          busy={saving.busy}
          disabled={place === 'inLeads' ? !ready : !canChange}
          onClick={run}
        />
      }
    >
      <div className="stack">
        <Field label={words.value}>
          <TextInput
            value={typed}
            onChange={setTyped}
            maxLength={200}
            onKeyDown={(event) => {
              // Ctrl+Enter is not used here, as a second press would send the plan below.
              if (event.key === 'Enter' && !event.repeat && place === 'inLeads' && ready) onFill(value)
            }}
          />
        </Field>
        <fieldset className="fill-places">
          <legend className="field-head">{words.where}</legend>
          {places.map((each) => (
            <label key={each} className="fill-place">
              <input type="radio" name="fill-place" checked={place === each} onChange={() => setPlace(each)} />
              <span>
                <b>{words[each]}</b>
                <span className="small text-2">{words.means[each]}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {saving.error && <ErrorNote error={saving.error} />}
        {place === 'inCampaign' && found.data === null && <Note tone="warn">{words.unread}</Note>}
        {place === 'inCampaign' && id !== null && change?.waits && (
          <Note
            tone="warn"
            action={<Button label={words.campaignPage} size="s" onClick={() => go(`/campaigns/${id}`)} />}
          >
            {words.waiting}
          </Note>
        )}
        {ready && change && !change.waits && change.changes.length === 0 && <Note tone="warn">{words.noPlace}</Note>}
        {canChange && <ChangeList changes={change.changes} />}
      </div>
    </Dialog>
  )
}

/** Returns the campaign's emails with the fallback inserted, as an edit that can be sent; null until they are read. */
function useCampaignChange(
  campaignId: CampaignId | null,
  variable: { readonly name: string; readonly fallback: string },
  own: ReadonlySet<string>,
) {
  const form = useQuery('campaignEdits.form', campaignId === null ? null : { campaignId }).data
  if (!form) return null
  const { opened, draft } = form
  const wanted = withTidyBodies(opened, addFallbackToDraft(opened, variable, own))
  return {
    opened,
    wanted,
    /** Whether the draft has other changes that have not reached Instantly; they must not be sent along. */
    waits: draftChanges(opened, draft).length > 0,
    changes: draftChanges(opened, wanted),
  }
}
