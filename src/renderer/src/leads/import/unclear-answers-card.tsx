import { useState } from 'react'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import type { UnclearAnswer } from '#shared/domain/leads/import/opt-out-cells.ts'
import { t } from '../../core/lib/texts.ts'
import { usePreviousData } from '../../core/lib/use-debounced.ts'
import { Button } from '../../core/ui/button.tsx'
import { Segmented } from '../../core/ui/toggles.tsx'
import { columnName } from './column-name.ts'
import { editImportUndoably, type ImportEdits } from './import-edits.ts'

/** Number of values shown initially, most frequent first. */
const SHOWN = 4

const allowedIn = (mapping: Mapping, { column, word }: UnclearAnswer): boolean => {
  const target = mapping[column]
  return target?.kind === 'opt_out' && (target.allow?.includes(word) ?? false)
}

/** Includes the people with this value, or leaves them out again. */
function answer(mapping: Mapping, { column, word }: UnclearAnswer, isAllowed: boolean): Mapping {
  return mapping.map((target, at) => {
    if (at !== column || target.kind !== 'opt_out') return target
    const { allow = [], ...rest } = target
    const words = isAllowed ? [...new Set([...allow, word])] : allow.filter((each) => each !== word)
    return words.length === 0 ? rest : { ...rest, allow: words }
  })
}

/** Values that exclude rows but may be allowed, as only the operator knows what they mean. */
export function UnclearAnswersCard({
  edits,
  asked,
}: {
  edits: ImportEdits
  asked: readonly UnclearAnswer[] | undefined
}) {
  const words = t.importing.askedWords
  const { draft, mapping, chosen } = edits
  const [all, setAll] = useState(false)
  const kept = usePreviousData(asked)?.filter(({ column }) => mapping[column]?.kind === 'opt_out') ?? []
  if (kept.length === 0) return null
  const shown = all ? kept : kept.slice(0, SHOWN)
  const choose = (one: UnclearAnswer, isAllowed: boolean) =>
    editImportUndoably(
      edits,
      { mapping: answer(mapping, one, isAllowed), chosen: new Set(chosen).add(one.column) },
      () => words.act(one.cell),
    )
  return (
    <section className="card asked-words" aria-labelledby="asked-words-title">
      <header className="card-head">
        <h2 id="asked-words-title">{words.title}</h2>
        <span className="text-3 small ellipsis" title={words.remembered}>
          {words.text}
        </span>
      </header>
      <ul>
        {shown.map((one) => {
          const column = draft.columns[one.column]
          return (
            <li key={`${one.column} ${one.word}`} className="row">
              <span className="grow asked-word">
                <span className="ellipsis" title={one.cell}>
                  {column && <span className="text-3">{columnName(column)}: </span>}
                  <b dir="auto">{one.cell}</b>
                </span>
                <span className="text-3 small ellipsis">
                  {words.why[one.why]} · {words.example(one.row, one.email)}
                </span>
              </span>
              <span className="tabular text-2">{words.rows(one.count)}</span>
              <Segmented
                label={words.choice(one.cell)}
                value={allowedIn(mapping, one) ? 'in' : 'out'}
                options={[
                  { value: 'out', label: words.leaveOut },
                  { value: 'in', label: words.contact },
                ]}
                onChange={(value) => choose(one, value === 'in')}
              />
            </li>
          )
        })}
      </ul>
      {shown.length < kept.length && (
        <div className="asked-words-more">
          <Button
            label={words.more(kept.length - shown.length)}
            size="s"
            variant="quiet"
            onClick={() => setAll(true)}
          />
        </div>
      )}
    </section>
  )
}
