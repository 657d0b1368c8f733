import { useState } from 'react'
import type { LeadList } from '#shared/contract/leads/lists.ts'
import { namesIn, type WrittenName } from '#shared/domain/campaigns/copy/read-copy.ts'
import type { ListId } from '#shared/ids.ts'
import { useComposedQuery, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { useDebounced, usePreviousData } from '../../core/lib/use-debounced.ts'
import { clientsTogether, useCurrentWorkspaceId, useWorkspaces } from '../../core/stores/workspaces.ts'
import { Select } from '../../core/ui/select.tsx'
import { textsOfForms } from '../copy/step-form.ts'
import type { StepPlace } from '../copy/steps-editor.tsx'
import { TestMailButton } from '../copy/test-mail.tsx'
import type { SequenceForm } from './sequence-edits.ts'

/** Returns the list whose leads fill the preview: the selected one, else the newest with ready leads. */
export function usePreviewList(form: SequenceForm) {
  const workspaces = useWorkspaces() ?? []
  const current = useCurrentWorkspaceId()
  const whose = form.workspaceId ?? current
  const ids = (whose === null ? clientsTogether(workspaces) : workspaces.filter(({ id }) => id === whose)).map(
    ({ id }) => id,
  )
  const lists =
    useComposedQuery<readonly LeadList[]>(
      ids.length === 0 ? null : `lists to preview of ${ids.join(' ')}`,
      async (ask) => {
        const all = await Promise.all(ids.map((workspaceId) => ask('lists.all', { workspaceId })))
        return all
          .flat()
          .filter(({ gates }) => gates.ready > 0)
          .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
      },
    ).data ?? []
  const [chosen, setChosen] = useState<ListId | 'none' | null>(null)
  const list = chosen === 'none' ? null : (lists.find(({ id }) => id === chosen) ?? lists[0] ?? null)
  const written = useDebounced(JSON.stringify(namesIn(textsOfForms(form.steps))), 300)
  const coverage = usePreviousData(
    useQuery(
      'exports.coverage',
      list === null ? null : { listId: list.id, copy: { names: JSON.parse(written) as WrittenName[] } },
    ).data,
  )
  return {
    lists,
    list,
    names: list === null ? [] : coverage?.names,
    unknown: list === null ? [] : coverage?.variables.filter(({ unknown }) => unknown),
    worst: coverage && (coverage.worst?.leadId ?? null),
    choose: setChosen,
  }
}

type Props = { preview: ReturnType<typeof usePreviewList>; form: SequenceForm; place: StepPlace }

/** Chooses the list whose leads fill the preview, and sends the shown email as a test. */
export function PreviewActions({ preview, form, place }: Props) {
  const words = t.sequences
  return (
    <>
      {preview.lists.length > 0 && (
        <Select<ListId | 'none'>
          plain
          label={words.previewOf}
          before={<span className="text-3">{words.preview}:</span>}
          value={preview.list?.id ?? 'none'}
          options={[
            ...preview.lists.map(({ id, name }) => ({ value: id, label: name })),
            { value: 'none', label: words.example },
          ]}
          onChange={preview.choose}
        />
      )}
      {form.steps.length > 0 && (
        <TestMailButton
          workspaceId={form.workspaceId}
          listId={preview.list?.id ?? null}
          of={{ steps: form.steps, ...place }}
        />
      )}
    </>
  )
}
