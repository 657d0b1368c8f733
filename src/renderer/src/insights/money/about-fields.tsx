import type { WorkspaceId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Field } from '../../core/ui/field.tsx'
import { Select } from '../../core/ui/select.tsx'
import type { CostForm } from './cost-form.ts'

type Props = {
  form: CostForm
  workspaceId: WorkspaceId
  edit: (change: Partial<CostForm>) => void
  error: string | undefined
}

const client = 'client'

/** Selects what a cost is for: the whole client, a list, one of its files or a campaign. */
export function AboutFields({ form, workspaceId, edit, error }: Props) {
  const words = t.money.dialog
  const targets = useQuery('money.targets', { workspaceId }).data
  if (form.kind !== 'list' && form.kind !== 'own') return null
  const lists = targets?.lists ?? []
  const files = lists.find(({ id }) => id === form.listId)?.files ?? []
  const value = form.campaignId !== null ? `c${form.campaignId}` : form.listId !== null ? `l${form.listId}` : client
  const kinds = t.money.costs.kinds
  return (
    <div className="money-fields">
      <Field label={form.kind === 'list' ? words.list : words.about} error={error}>
        <Select
          value={form.kind === 'list' && form.listId === null ? null : value}
          searchable={lists.length > 8}
          options={[
            ...(form.kind === 'own' ? [{ value: client, label: words.wholeClient }] : []),
            ...lists.map(({ id, name }) => ({ value: `l${id}`, label: name, group: kinds.list })),
            ...(form.kind === 'own'
              ? (targets?.campaigns ?? []).map(({ id, name }) => ({
                  value: `c${id}`,
                  label: name,
                  group: t.money.columns.campaign,
                }))
              : []),
          ]}
          onChange={(chosen) =>
            edit({
              listId: lists.find(({ id }) => `l${id}` === chosen)?.id ?? null,
              campaignId: targets?.campaigns.find(({ id }) => `c${id}` === chosen)?.id ?? null,
              importId: null,
            })
          }
        />
      </Field>
      {form.listId !== null && files.length > 1 && (
        <Field label={words.file}>
          <Select
            value={form.importId}
            options={[
              { value: null, label: words.wholeList },
              ...files.map(({ importId, fileName }) => ({ value: importId, label: fileName })),
            ]}
            onChange={(importId) => edit({ importId })}
          />
        </Field>
      )}
    </div>
  )
}
