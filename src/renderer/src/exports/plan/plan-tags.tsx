import type { TagChoice } from '#shared/contract/campaigns/campaign-tags.ts'
import type { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { TagPicker } from '../../campaigns/campaign-tags/tag-picker.tsx'
import { useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Card } from '../../core/ui/page.tsx'
import type { PlanForm } from './plan-form.ts'

type Props = {
  form: PlanForm
  edit: (change: Partial<PlanForm>) => void
  workspaceId: WorkspaceId
  hasKey: boolean
}

/** If the key lacks the scope, names can still be typed. */
const unreadWords = (error: AppError | undefined): string =>
  error?.code === 'INSTANTLY_SCOPE_MISSING' ? t.errors[error.code](error.data).what : t.exportTargets.tags.unread

/** Maximum accepted by the contract. */
const maxTags = 20

/** Tags the new campaign gets once it is created. */
export function PlanTags({ form, edit, workspaceId, hasKey }: Props) {
  const asked = useQuery('campaignTags.list', hasKey ? { workspaceId } : null)
  const known = asked.data
  /** A remembered tag that no longer exists is created again. */
  const asThere = ({ name }: TagChoice): TagChoice => {
    const there = known?.find((tag) => tag.name.toLowerCase() === name.toLowerCase())
    return { id: there?.id ?? null, name: there?.name ?? name }
  }
  const chosen = known ? form.tags.map(asThere) : form.tags
  return (
    <Card title={t.campaigns.tags} className="plan-tags">
      <TagPicker
        label={t.campaigns.tags}
        chosen={chosen}
        known={known}
        most={maxTags}
        onAdd={(tag) => edit({ tags: [...chosen, tag] })}
        onRemove={({ name }) => edit({ tags: chosen.filter((tag) => tag.name !== name) })}
      />
      <p className="field-note">{known || !hasKey ? t.exportTargets.tags.hint : unreadWords(asked.error)}</p>
    </Card>
  )
}
