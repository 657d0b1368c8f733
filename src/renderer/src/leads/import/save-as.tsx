import type { LeadList } from '#shared/contract/leads/lists.ts'
import { t } from '../../core/lib/texts.ts'
import { Checkbox, Segmented } from '../../core/ui/toggles.tsx'
import '../../core/ui/field.css'
import { TextInput } from '../../core/ui/field.tsx'
import { Select } from '../../core/ui/select.tsx'
import { editImport, type ImportEdits } from './import-edits.ts'
import { useMatchingFiles } from './matching-files.ts'

/** Returns the problem with the target list; null if there is none. */
export function saveAsProblem({ into, listName }: Pick<ImportEdits, 'into' | 'listName'>): string | null {
  const words = t.lists.import
  if (into.kind === 'existing') return into.listId === null ? words.existingMissing : null
  const name = listName.trim()
  if (name === '') return words.nameEmpty
  return name.length > 120 ? words.nameTooLong : null
}

const modes = ['add', 'update', 'both'] as const

type Props = { edits: ImportEdits; lists: readonly LeadList[]; problem: string | null }

/** Target of the rows: a new list by name, or an existing one. */
export function SaveAs({ edits, lists, problem }: Props) {
  const words = t.lists.import
  const { draft, into, listName, merge, joins } = edits
  const alike = useMatchingFiles(draft).length
  const edit = (change: Partial<ImportEdits>) => editImport(draft.importId, change)
  const same = lists.some((list) => list.name.trim().toLowerCase() === listName.trim().toLowerCase())
  const wrong = problem ?? (listName.trim() === '' && into.kind === 'new' ? words.nameEmpty : undefined)
  return (
    <div className="save-as" role="group" aria-label={words.into}>
      <Segmented
        label={words.into}
        value={into.kind}
        options={[
          { value: 'new', label: words.intoOptions.new },
          { value: 'existing', label: words.intoOptions.existing },
        ]}
        onChange={(kind) => edit({ into: kind === 'new' ? { kind } : { kind, listId: null } })}
      />
      <div className="grow">
        {into.kind === 'new' ? (
          <>
            <TextInput
              aria-label={words.listName}
              aria-invalid={wrong ? true : undefined}
              value={listName}
              onChange={(next) => edit({ listName: next })}
            />
            {(wrong ?? same) && (
              <p className={wrong ? 'field-note field-note-bad' : 'field-note'}>{wrong ?? words.nameExists}</p>
            )}
          </>
        ) : (
          <>
            <Select
              label={words.existing}
              value={into.listId}
              placeholder={words.existingChoose}
              disabled={lists.length === 0}
              options={lists.map((list) => ({
                value: list.id,
                label: list.name,
                hint: words.existingHint(list.rowCount),
              }))}
              onChange={(listId) => edit({ into: { kind: 'existing', listId } })}
            />
            {(problem ?? lists.length === 0) && (
              <p className={problem ? 'field-note field-note-bad' : 'field-note'}>{problem ?? words.existingNone}</p>
            )}
          </>
        )}
      </div>
      {into.kind === 'existing' && into.listId !== null && (
        <div className="save-as-mode">
          <Segmented
            label={t.reImport.mode}
            value={merge.mode}
            options={modes.map((value) => ({ value, label: t.reImport.modes[value] }))}
            onChange={(mode) => edit({ merge: { ...merge, mode } })}
          />
        </div>
      )}
      {alike > 0 && (
        <div className="save-as-mode">
          <Checkbox label={t.reImport.join(alike)} checked={joins} onChange={(next) => edit({ joins: next })} />
        </div>
      )}
    </div>
  )
}
