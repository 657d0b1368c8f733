import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState } from 'react'
import type { LeadList, ListColumns } from '#shared/contract/leads/lists.ts'
import { builtInColumns, parseColumnKey } from '#shared/domain/leads/import/list-columns.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { IconButton } from '../../core/ui/button.tsx'
import { Cut } from '../../core/ui/cut.tsx'
import { SearchInput } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { Checkbox } from '../../core/ui/toggles.tsx'
import { columnName } from './lead-columns.tsx'

const MOST = 40

type Props = { list: LeadList; columns: ListColumns; onClose: () => void }

/** Chooses the columns of a list's table and their order. */
export function ColumnsDialog({ list, columns, onClose }: Props) {
  const words = t.listWork.columns
  const [shown, setShown] = useState<readonly string[]>(columns.shown)
  const [typed, setTyped] = useState('')
  const save = useAction(async () => {
    await call('lists.showColumns', { listId: list.id, shown: [...shown] as never })
    onClose()
  })
  const isWanted = (id: string) => columnName(id).toLowerCase().includes(typed.trim().toLowerCase())
  const groups = [
    {
      title: words.lead,
      ids: [...builtInColumns, ...columns.others.filter((id) => parseColumnKey(id)?.kind === 'field')],
    },
    {
      title: t.gates.consent,
      ids: columns.others.filter((id) => parseColumnKey(id)?.kind === 'consent'),
    },
    { title: words.variables, ids: columns.others.filter((id) => parseColumnKey(id)?.kind === 'variable') },
    { title: words.originals, ids: columns.others.filter((id) => parseColumnKey(id)?.kind === 'original') },
  ]
  const toggle = (id: string, on: boolean) => setShown(on ? [...shown, id] : shown.filter((other) => other !== id))
  const move = (at: number, by: number) => {
    const next = [...shown]
    const [moved] = next.splice(at, 1)
    if (moved !== undefined) next.splice(at + by, 0, moved)
    setShown(next)
  }
  return (
    <FormDialog
      onClose={onClose}
      title={words.title}
      width={680}
      action={save}
      label={words.save}
      ready={shown.length !== 0}
    >
      <div className="columns-choice">
        <div className="columns-all">
          <SearchInput label={t.ui.search} placeholder={words.find} value={typed} onChange={setTyped} />
          <div className="columns-groups">
            {groups.map(({ title, ids }) => {
              const found = ids.filter(isWanted)
              return (
                found.length > 0 && (
                  <fieldset key={title}>
                    <legend>{title}</legend>
                    {found.map((id) => (
                      <Checkbox
                        key={id}
                        label={columnName(id)}
                        checked={shown.includes(id)}
                        disabled={!shown.includes(id) && shown.length >= MOST}
                        onChange={(on) => toggle(id, on)}
                      />
                    ))}
                  </fieldset>
                )
              )
            })}
            {!groups.some(({ ids }) => ids.some(isWanted)) && <p className="text-3">{t.ui.nothingFound}</p>}
          </div>
        </div>
        <div className="columns-shown">
          <h3>{words.order}</h3>
          <ol>
            {shown.map((id, at) => (
              <li key={id}>
                <Cut text={columnName(id)} className="grow" />
                <IconButton
                  size="s"
                  icon={ArrowUp}
                  label={words.up(columnName(id))}
                  disabled={at === 0}
                  onClick={() => move(at, -1)}
                />
                <IconButton
                  size="s"
                  icon={ArrowDown}
                  label={words.down(columnName(id))}
                  disabled={at === shown.length - 1}
                  onClick={() => move(at, 1)}
                />
              </li>
            ))}
          </ol>
        </div>
      </div>
    </FormDialog>
  )
}
