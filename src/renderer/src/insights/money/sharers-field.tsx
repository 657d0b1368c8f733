import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { t } from '../../core/lib/texts.ts'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { Checkbox, Segmented } from '../../core/ui/toggles.tsx'
import type { CostForm } from './cost-form.ts'

type Props = {
  form: CostForm
  workspaces: readonly Workspace[]
  edit: (change: Partial<CostForm>) => void
  error: string | undefined
}

/** Selects which clients share a cost, and by which key. */
export function SharersField({ form, workspaces, edit, error }: Props) {
  const words = t.money.dialog
  const { shares, shareBy } = form
  const set = (id: WorkspaceId, typed: string | null) => {
    const next = new Map(shares)
    if (typed === null) next.delete(id)
    else next.set(id, typed)
    edit({ shares: next })
  }
  return (
    <fieldset className="money-sharers">
      <legend>{words.sharers}</legend>
      <Field label={words.shareBy}>
        <Segmented
          label={words.shareBy}
          value={shareBy}
          options={(['sends', 'contacts', 'hand'] as const).map((by) => ({ value: by, label: words.shares[by] }))}
          onChange={(by) => edit({ shareBy: by })}
        />
      </Field>
      <ul>
        {workspaces.map(({ id, name }) => (
          <li key={id}>
            <Checkbox checked={shares.has(id)} onChange={(on) => set(id, on ? '1' : null)} label={name} />
            {shareBy === 'hand' && shares.has(id) && (
              <TextInput
                aria-label={words.part(name)}
                value={shares.get(id) ?? ''}
                onChange={(typed) => set(id, typed)}
                inputMode="numeric"
              />
            )}
          </li>
        ))}
      </ul>
      {error && (
        <p role="alert" className="is-bad small">
          {error}
        </p>
      )}
    </fieldset>
  )
}
