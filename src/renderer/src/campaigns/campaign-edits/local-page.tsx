import './campaign-edits.css'
import { Copy, Ellipsis, Link as LinkIcon, Trash2, Upload } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { LocalCampaignDetail } from '#shared/contract/campaigns/campaign-edits.ts'
import { draftChanges, draftProblems, withTidyBodies } from '#shared/domain/campaigns/campaign-draft.ts'
import type { LocalCampaignId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button, IconButton, Link } from '../../core/ui/button.tsx'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card, PageHead, PageWithout } from '../../core/ui/page.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { DraftForm } from './draft-form.tsx'
import { dropDraft, keepDraft, useDraft } from './drafts.ts'
import { DuplicateDialog } from './duplicate-dialog.tsx'
import { LinkDialog } from './link-dialog.tsx'

/** Page of a campaign that exists only locally: edited directly, created at Instantly on request. */
export function LocalPage({ localId }: { localId: LocalCampaignId }) {
  const detail = useQuery('localCampaigns.detail', { localId })
  const up = { label: t.campaigns.title, to: '/campaigns' }
  if (!detail.data) return <PageWithout queries={[detail]} goneTitle={t.campaignEdits.local.notFound} up={up} />
  return <Shown detail={detail.data} />
}

function Shown({ detail }: { detail: LocalCampaignDetail }) {
  const words = t.campaignEdits
  const { id: localId, form, name, workspaceId } = detail
  const key = `local:${localId}`
  const kept = useDraft(key)
  const draft = kept?.draft ?? form.draft
  const [asking, setAsking] = useState<'create' | 'link' | 'duplicate' | null>(null)
  const [pressed, setPressed] = useState(false)
  const tidy = withTidyBodies(form.opened, draft)
  const changed = draftChanges(form.opened, tidy).length > 0
  const problems = draftProblems(tidy)
  useEffect(() => {
    if (problems.length === 0) setPressed(false)
  }, [problems.length])
  const saving = useAction(async () => {
    await call('localCampaigns.save', { localId, draft: tidy })
    dropDraft(key)
    showToast(words.saved(tidy.name))
  })
  const setRemoved = (removed: boolean) => call('localCampaigns.setRemoved', { localId, removed })
  const removing = useAction(async () => {
    await setRemoved(true)
    pushUndo({
      words: () => t.campaignEdits.local.removing(name),
      undo: async () => setRemoved(false),
      redo: async () => setRemoved(true),
      path: '/campaigns',
      toast: words.local.removed(name),
    })
    go('/campaigns')
  })
  const error = saving.error ?? removing.error
  return (
    <div className="page">
      <PageHead
        title={name}
        crumbs={[{ label: t.campaigns.title, to: '/campaigns' }, { label: words.local.crumb }]}
        meta={<Meta workspaceId={workspaceId} />}
      >
        <Menu
          trigger={<IconButton icon={Ellipsis} label={words.more} />}
          items={[
            { label: words.duplicate, icon: Copy, onSelect: () => setAsking('duplicate') },
            { label: words.local.link, icon: LinkIcon, disabled: changed, onSelect: () => setAsking('link') },
            'line',
            { label: words.local.remove, icon: Trash2, danger: true, onSelect: removing.run },
          ]}
        />
        <Button
          label={words.local.create}
          icon={Upload}
          disabled={changed}
          {...(changed ? { title: words.local.unsaved } : {})}
          onClick={() => (problems.length > 0 ? setPressed(true) : setAsking('create'))}
        />
        <Button
          label={words.save}
          variant="primary"
          shortcut="mod+enter"
          disabled={!changed || tidy.name.trim() === ''}
          action={saving}
        />
      </PageHead>
      <div className="page-body">
        <div className="stack">
          {error && <ErrorNote error={error} />}
          {detail.making && <Note tone="warn" title={words.local.making} />}
          {pressed && problems.length > 0 && (
            <Note tone="bad" role="alert" title={problems.map((one) => words.problems[one]).join(' ')} />
          )}
          {detail.figures && <Figures figures={detail.figures} />}
          <DraftForm
            form={form}
            draft={draft}
            workspaceId={workspaceId}
            problems={pressed ? problems : []}
            onChange={(next) => keepDraft(key, { draft: next, opened: form.opened })}
          />
        </div>
      </div>
      {asking === 'duplicate' && (
        <DuplicateDialog from={{ localId }} name={name} workspaceId={workspaceId} onClose={() => setAsking(null)} />
      )}
      {asking === 'link' && <LinkDialog local={detail} onClose={() => setAsking(null)} />}
      <CreateDialog local={detail} open={asking === 'create'} onClose={() => setAsking(null)} />
    </div>
  )
}

function Meta({ workspaceId }: Pick<LocalCampaignDetail, 'workspaceId'>) {
  const workspace = useWorkspaces()?.find((each) => each.id === workspaceId)
  return (
    <>
      <Badge tone="quiet">{t.campaignEdits.local.badge}</Badge>
      {workspace && (
        <>
          <WorkspaceSquare colour={workspace.colour} />
          <span className="ellipsis">{workspace.name}</span>
        </>
      )}
    </>
  )
}

type CreateProps = { local: LocalCampaignDetail; open: boolean; onClose: () => void }

function CreateDialog({ local: { id: localId, name }, open, onClose }: CreateProps) {
  const words = t.campaignEdits
  const creating = useAction(async () => {
    const campaignId = await call('localCampaigns.create', { localId })
    showToast(words.local.created(name))
    go(`/campaigns/${campaignId}`)
  })
  return (
    <Dialog
      open={open}
      title={words.local.createTitle}
      description={words.local.createText}
      onClose={() => {
        creating.clear()
        onClose()
      }}
      actions={
        <>
          <Button label={words.cancel} onClick={onClose} />
          <Button label={words.local.create} variant="primary" action={creating} autoFocus />
        </>
      }
    >
      {creating.error && <ErrorNote error={creating.error} />}
    </Dialog>
  )
}

function Figures({ figures }: { figures: NonNullable<LocalCampaignDetail['figures']> }) {
  const { totals } = figures
  return (
    <Card title={t.campaignEdits.local.figures}>
      <DefinitionList
        rows={[
          { term: t.campaigns.metrics.sent, value: formatNumber(totals.sent) },
          { term: t.campaigns.metrics.opened, value: formatNumber(totals.openedUnique) },
          { term: t.campaigns.metrics.clicked, value: formatNumber(totals.clickedUnique) },
          { term: t.campaigns.metrics.replied, value: formatNumber(totals.repliedUnique) },
          { term: t.campaigns.metrics.bounced, value: formatNumber(totals.bounced) },
          {
            term: t.campaignEdits.local.figuresOf,
            value: <Link to={`/campaigns/${figures.campaignId}`}>{figures.name}</Link>,
          },
        ]}
      />
    </Card>
  )
}
