import { ChevronDown, Pencil } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import type { ExportChoices, LeadListChoice } from '#shared/contract/exports/exports.ts'
import type { ListId } from '#shared/ids.ts'
import { t } from '../../core/lib/texts.ts'
import { useSmallWindow } from '../../core/lib/use-small-window.ts'
import { DemoBadge } from '../../core/ui/badge.tsx'
import { Icon, IconButton } from '../../core/ui/button.tsx'
import { Cut } from '../../core/ui/cut.tsx'
import { TextInput } from '../../core/ui/field.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { PageHead } from '../../core/ui/page.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import type { PlanForm } from './plan-form.ts'

type Props = {
  form: PlanForm
  edit: (change: Partial<PlanForm>) => void
  list: { readonly id: ListId; readonly name: string }
  workspace: Workspace | undefined
  choices: ExportChoices | undefined
  lists: readonly LeadListChoice[] | undefined
  /** Buttons on the right. */
  children: ReactNode
}

const kinds = ['new', 'existing', 'list'] as const

/** The target as the title of the review, editable in place, with its kind beside it. */
export function PlanHead({ form, edit, list, workspace, choices, lists, children }: Props) {
  const words = t.exports.plan
  const small = useSmallWindow()
  // The name before editing; an emptied field restores it.
  const [before, setBefore] = useState<string | null>(null)
  const kindWords = { new: words.targetNew, existing: words.targetExisting, list: t.exportTargets.plan.targetList }
  const title = titleOf(form, choices, lists)
  const done = () => {
    if (before !== null && form.name.trim() === '') edit({ name: before })
    setBefore(null)
  }
  return (
    <PageHead
      title={title}
      field={
        form.kind === 'new' &&
        before !== null && (
          <TextInput
            aria-label={words.name}
            autoFocus
            maxLength={200}
            value={form.name}
            onChange={(name) => edit({ name })}
            onFocus={(event) => event.currentTarget.select()}
            onBlur={done}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) done()
              if (event.key !== 'Escape') return
              event.stopPropagation()
              edit({ name: before })
              setBefore(null)
            }}
          />
        )
      }
      after={
        <>
          {form.kind === 'new' && before === null && (
            <IconButton size="s" icon={Pencil} label={t.review.rename} onClick={() => setBefore(form.name)} />
          )}
          <Menu
            align="start"
            trigger={
              <button
                type="button"
                className="button button-quiet button-s"
                aria-label={`${words.targetKind}: ${kindWords[form.kind]}`}
              >
                {kindWords[form.kind]}
                <Icon of={ChevronDown} size={14} />
              </button>
            }
            items={kinds.map((kind) => ({
              label: kindWords[kind],
              chosen: kind === form.kind,
              onSelect: () => edit({ kind }),
            }))}
          />
        </>
      }
      // In a small window the name of the campaign gets a line to itself.
      crumbs={[
        { label: t.lists.title, to: '/lists' },
        ...(small && workspace ? [{ label: workspace.name }] : []),
        { label: list.name, to: `/lists/${list.id}` },
        { label: words.crumb },
      ]}
      meta={
        workspace && (
          <>
            <WorkspaceSquare colour={workspace.colour} /> {!small && <Cut text={workspace.name} />}
            {workspace.demo && <DemoBadge />}
          </>
        )
      }
    >
      {children}
    </PageHead>
  )
}

function titleOf(
  { kind, name, campaignId, listKind, leadListId }: PlanForm,
  choices: ExportChoices | undefined,
  lists: readonly LeadListChoice[] | undefined,
): string {
  if (kind === 'existing') return choices?.campaigns.find(({ id }) => id === campaignId)?.name ?? t.exports.plan.target
  if (kind === 'list' && listKind === 'existing')
    return lists?.find(({ id }) => id === leadListId)?.name ?? t.exportTargets.plan.target
  return name.trim() || (kind === 'list' ? t.exportTargets.plan.target : t.exports.plan.target)
}
