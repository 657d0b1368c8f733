import './campaign-edits.css'
import { useEffect, useState } from 'react'
import type { EditForm } from '#shared/contract/campaigns/campaign-edits.ts'
import {
  changedFields,
  type DraftChange,
  draftChanges,
  draftProblems,
  withTidyBodies,
} from '#shared/domain/campaigns/campaign-draft.ts'
import { findNewVariables } from '#shared/domain/campaigns/new-variables.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { type Action, call, useAction, useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button } from '../../core/ui/button.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { Note } from '../../core/ui/note.tsx'
import { PageHead, PageWithout } from '../../core/ui/page.tsx'
import { ChangeList } from './change-list.tsx'
import { DraftForm } from './draft-form.tsx'
import { dropDraft, keepDraft, useDraft } from './drafts.ts'

/** Edits a campaign at Instantly; the changes are shown before they are sent. */
export function EditPage({ campaignId }: { campaignId: CampaignId }) {
  const form = useQuery('campaignEdits.form', { campaignId })
  const detail = useQuery('campaigns.detail', { campaignId })
  const campaign = detail.data?.campaign
  const up = { label: t.campaigns.title, to: '/campaigns' }
  if (!form.data || !campaign) return <PageWithout queries={[form, detail]} goneTitle={t.campaigns.notFound} up={up} />
  return <Shown form={form.data} campaignId={campaignId} workspaceId={campaign.workspaceId} name={campaign.name} />
}

type Props = { form: EditForm; campaignId: CampaignId; workspaceId: WorkspaceId; name: string }

function Shown({ form, campaignId, workspaceId, name }: Props) {
  const words = t.campaignEdits
  const key = `campaign:${campaignId}`
  const kept = useDraft(key)
  // Values the form started from: a sync in the meantime must not change it while the operator edits.
  const [begun] = useState(() => kept ?? { draft: form.draft, opened: form.opened })
  const { draft, opened } = kept ?? begun
  const [reviewing, setReviewing] = useState(false)
  const [pressed, setPressed] = useState(false)
  const tidy = withTidyBodies(opened, draft)
  const changes = draftChanges(opened, tidy)
  const problems = draftProblems(tidy, changedFields(opened, tidy))
  useEffect(() => {
    if (problems.length === 0) setPressed(false)
  }, [problems.length])
  const page = `/campaigns/${campaignId}`
  const saving = useAction(async () => {
    const { outcome } = await call('campaignEdits.save', { campaignId, draft: tidy, opened })
    dropDraft(key)
    if (outcome === 'saved') showToast(words.saved(tidy.name))
    // If both sides changed, the campaign's page asks which one to keep.
    go(page)
  })
  const leave = () => {
    dropDraft(key)
    go(page)
  }
  return (
    <div className="page">
      <PageHead
        title={words.editTitle(name)}
        crumbs={[{ label: t.campaigns.title, to: '/campaigns' }, { label: name, to: page }, { label: words.edit }]}
      >
        <Button label={words.cancel} onClick={leave} />
        <Button
          label={words.review}
          variant="primary"
          shortcut="mod+enter"
          disabled={changes.length === 0}
          onClick={() => (problems.length > 0 ? setPressed(true) : setReviewing(true))}
        />
      </PageHead>
      <div className="page-body">
        <div className="stack">
          {begun.draft !== begun.opened && draftChanges(begun.opened, begun.draft).length > 0 && (
            <Note tone="info" title={words.waitingNote} />
          )}
          {pressed && problems.length > 0 && (
            <Note tone="bad" role="alert" title={problems.map((one) => words.problems[one]).join(' ')} />
          )}
          <DraftForm
            form={form}
            draft={draft}
            workspaceId={workspaceId}
            problems={pressed ? problems : []}
            onChange={(next) => keepDraft(key, { draft: next, opened })}
          />
        </div>
      </div>
      <ReviewDialog
        open={reviewing}
        title={words.reviewTitle}
        text={words.reviewText}
        act={words.send}
        changes={changes}
        added={findNewVariables(opened, tidy)}
        action={saving}
        onClose={() => {
          saving.clear()
          setReviewing(false)
        }}
      />
    </div>
  )
}

type ReviewProps = {
  open: boolean
  title: string
  text: string
  act: string
  changes: readonly DraftChange[]
  /** Variables the emails did not use before. */
  added?: ReturnType<typeof findNewVariables>
  action: Action<[]>
  onClose: () => void
}

/** Shows what is about to change, each field with both sides. */
function ReviewDialog({ open, title, text, act, changes, added = [], action, onClose }: ReviewProps) {
  const words = t.campaignEdits
  return (
    <FormDialog
      open={open}
      width={720}
      title={title}
      description={text}
      onClose={onClose}
      closeLabel={words.back}
      action={action}
      label={act}
      focused
    >
      {added.length > 0 && (
        <Note tone="warn" title={words.newVariables(added.map(({ name }) => name))}>
          {added.map(({ name, nearest }) => nearest && <p key={name}>{words.meant(name, nearest)}</p>)}
        </Note>
      )}
      <ChangeList changes={changes} />
    </FormDialog>
  )
}
