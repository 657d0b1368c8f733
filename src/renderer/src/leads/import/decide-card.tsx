import { useState } from 'react'
import type { Mapping, Target } from '#shared/domain/leads/import/mapping.ts'
import type { ValueToDecide } from '#shared/domain/leads/import/opt-out-cells.ts'
import { t } from '../../core/lib/texts.ts'
import { usePreviousData } from '../../core/lib/use-debounced.ts'
import { Button } from '../../core/ui/button.tsx'
import { Cut } from '../../core/ui/cut.tsx'
import { Segmented } from '../../core/ui/toggles.tsx'
import { columnName } from './column-name.ts'
import { editImportUndoably, type ImportEdits } from './import-edits.ts'

/** Number of values shown initially, most frequent first. */
const SHOWN = 4

type OptOutTarget = Extract<Target, { kind: 'opt_out' }>

/** Values that exclude nobody may be in columns with any target until one of them is left out. */
const isPassing = ({ why }: ValueToDecide): boolean => why === 'personal' || why === 'fine'

function isIncluded(mapping: Mapping, value: ValueToDecide): boolean {
  const target = mapping[value.column]
  if (target?.kind !== 'opt_out') return isPassing(value)
  return isPassing(value) ? !target.leaveOut?.includes(value.word) : (target.allow?.includes(value.word) ?? false)
}

const withWord = (words: readonly string[] = [], word: string, isIn: boolean): readonly string[] | undefined => {
  const others = words.filter((each) => each !== word)
  if (isIn) return [...others, word]
  return others.length === 0 ? undefined : others
}

/** Includes the people with this value, or leaves them out. */
function decide(mapping: Mapping, value: ValueToDecide, include: boolean): Mapping {
  return mapping.map((target, at) => {
    if (at !== value.column) return target
    const column: OptOutTarget = target.kind === 'opt_out' ? target : { kind: 'opt_out', read: 'words_stop' }
    const { allow, leaveOut, ...rest } = column
    const words = isPassing(value)
      ? { allow, leaveOut: withWord(leaveOut, value.word, !include) }
      : { allow: withWord(allow, value.word, include), leaveOut }
    return {
      ...rest,
      ...(words.allow ? { allow: words.allow } : {}),
      ...(words.leaveOut ? { leaveOut: words.leaveOut } : {}),
    }
  })
}

/** Values about whose people only the operator can decide: those left out until allowed, and remarks that pass. */
export function DecideCards({ edits, found }: { edits: ImportEdits; found: readonly ValueToDecide[] | undefined }) {
  const { askedWords, remarks } = t.importing
  const values = usePreviousData(found) ?? []
  const asked = values.filter((value) => {
    const target = edits.mapping[value.column]
    return !isPassing(value) && (value.ofLegend ? !isOtherUse(target) : target?.kind === 'opt_out')
  })
  const passing = values.filter((value) => isPassing(value) && !isOtherUse(edits.mapping[value.column]))
  const personal = passing.filter(({ why }) => why === 'personal').length
  return (
    <>
      <ValuesCard edits={edits} title={askedWords.title} text={askedWords.text} values={asked} shownFirst={SHOWN} />
      <ValuesCard
        edits={edits}
        title={remarks.title}
        text={remarks.text}
        values={passing}
        shownFirst={Math.min(SHOWN, personal)}
      />
    </>
  )
}

/** The operator has since chosen another use for the column. */
const isOtherUse = (target: Target | undefined): boolean =>
  target?.kind !== 'opt_out' && target?.kind !== 'variable' && target?.kind !== 'left_out'

function ValuesCard(props: {
  edits: ImportEdits
  title: string
  text: string
  values: readonly ValueToDecide[]
  shownFirst: number
}) {
  const words = t.importing.askedWords
  const { edits, title, values, shownFirst } = props
  const { draft, mapping, chosen } = edits
  const [all, setAll] = useState(false)
  if (values.length === 0) return null
  const shown = all ? values : values.slice(0, shownFirst)
  const choose = (one: ValueToDecide, include: boolean) =>
    editImportUndoably(edits, { mapping: decide(mapping, one, include), chosen: new Set(chosen).add(one.column) }, () =>
      words.act(one.cell),
    )
  return (
    <section className="card asked-words" aria-label={title}>
      <header className="card-head">
        <h2>{title}</h2>
        <span className="text-3 small ellipsis" title={words.remembered}>
          {props.text}
        </span>
      </header>
      <ul>
        {shown.map((one) => {
          const column = draft.columns[one.column]
          return (
            <li key={`${one.column} ${one.word}`} className="row">
              <span className="grow asked-word">
                {/* A bare “yes” would read like an answer to the question. */}
                <b dir="auto" className="asked-text" title={one.cell}>
                  {column && <span className="text-2 asked-column">{columnName(column)}: </span>}
                  {one.cell}
                </b>
                <Cut
                  className="text-3 small"
                  text={[words.why[one.why], one.count > 1 && words.rows(one.count), words.example(one.row, one.email)]
                    .filter(Boolean)
                    .join(' · ')}
                />
              </span>
              <Segmented
                label={words.choice(one.cell)}
                value={isIncluded(mapping, one) ? 'in' : 'out'}
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
      {shown.length < values.length && (
        <div className="asked-words-more">
          <Button
            label={shown.length === 0 ? words.all(values.length) : words.more(values.length - shown.length)}
            size="s"
            variant="quiet"
            onClick={() => setAll(true)}
          />
        </div>
      )}
    </section>
  )
}
