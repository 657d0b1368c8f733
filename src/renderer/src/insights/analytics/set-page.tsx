import { Bookmark, ChartColumn, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { CampaignSet } from '#shared/contract/insights/breakdowns.ts'
import type { CampaignId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { go, replace } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useCurrentWorkspaceId } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { Field, Form, TextInput } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { EmptyState } from '../../core/ui/page.tsx'
import { AnalyticsView } from './analytics-page.tsx'

const crumbs = () => [{ label: t.analytics.title, to: '/analytics' }, { label: t.breakdowns.sets.sets }]

type Props = { campaignIds: readonly CampaignId[]; fromExports: boolean }

/**
 * Totals of campaigns selected in a list; the selection can be saved under a name. `fromExports`: the figures also
 * include leads of other exports.
 */
export function ChosenSetPage({ campaignIds, fromExports }: Props) {
  const words = t.breakdowns.sets
  const workspaceId = useCurrentWorkspaceId()
  const [naming, setNaming] = useState(false)
  if (campaignIds.length === 0) return <NotHere />
  return (
    <>
      <AnalyticsView
        title={words.title}
        crumbs={crumbs()}
        client={{ workspaceId, partId: null }}
        campaignIds={campaignIds}
        note={fromExports && <Note tone="info" title={words.whole} />}
        actions={<Button label={words.keep} icon={Bookmark} onClick={() => setNaming(true)} />}
      />
      {naming && <NameDialog set={{ id: null, workspaceId, name: '', campaignIds }} onClose={() => setNaming(false)} />}
    </>
  )
}

export function SavedSetPage({ setId }: { setId: number }) {
  const words = t.breakdowns.sets
  const workspaceId = useCurrentWorkspaceId()
  const [naming, setNaming] = useState(false)
  const sets = useQuery('sets.list', { workspaceId }).data
  const set = sets?.find(({ id }) => id === setId)
  const remove = useAction(async (one: CampaignSet) => {
    await call('sets.remove', { id: one.id })
    replace('/analytics')
    showToast(words.removed(one.name), {
      undo: () => {
        call('sets.save', { ...one, id: null, campaignIds: [...one.campaignIds] })
          .then(({ id }) => go(`/analytics/kept/${id}`))
          .catch(() => undefined)
      },
    })
  })
  if (!sets) return <div className="page" />
  if (!set || set.campaignIds.length === 0) return <NotHere />
  return (
    <>
      <AnalyticsView
        key={set.id}
        title={set.name}
        crumbs={crumbs()}
        client={{ workspaceId, partId: null }}
        campaignIds={set.campaignIds}
        note={remove.error && <ErrorNote error={remove.error} />}
        actions={
          <>
            <Button label={words.rename} icon={Pencil} onClick={() => setNaming(true)} />
            <Button label={words.remove} icon={Trash2} busy={remove.busy} onClick={() => remove.run(set)} />
          </>
        }
      />
      {naming && <NameDialog set={set} onClose={() => setNaming(false)} />}
    </>
  )
}

function NotHere() {
  return (
    <div className="page">
      <EmptyState icon={ChartColumn} title={t.breakdowns.sets.gone} text={t.breakdowns.sets.goneText}>
        <Button label={t.analytics.title} onClick={() => replace('/analytics')} />
      </EmptyState>
    </div>
  )
}

/** A set, or what is to become one. */
type Named = Omit<CampaignSet, 'id'> & { readonly id: number | null }

function NameDialog({ set, onClose }: { set: Named; onClose: () => void }) {
  const words = t.breakdowns.sets
  const [name, setName] = useState(set.name)
  const save = useAction(async () => {
    const kept = await call('sets.save', { ...set, name, campaignIds: [...set.campaignIds] })
    showToast(words.kept(kept.name))
    onClose()
    if (set.id === null) replace(`/analytics/kept/${kept.id}`)
  })
  return (
    <FormDialog
      title={set.id === null ? words.keep : words.rename}
      description={words.keepText}
      onClose={onClose}
      action={save}
      label={words.save}
      ready={name.trim() !== ''}
    >
      <Form onSubmit={() => name.trim() !== '' && save.run()}>
        <Field label={words.name}>
          <TextInput value={name} onChange={setName} maxLength={120} autoFocus />
        </Field>
      </Form>
    </FormDialog>
  )
}
