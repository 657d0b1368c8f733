import { useState } from 'react'
import type { MergePreview } from '#shared/contract/leads/imports.ts'
import type { Target } from '#shared/domain/leads/import/mapping.ts'
import { valueKeyOf } from '#shared/domain/leads/import/re-import.ts'
import { t } from '../../core/lib/texts.ts'
import { usePreviousData } from '../../core/lib/use-debounced.ts'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'
import { SumTable, type SumTablePart } from '../../core/ui/sum-table.tsx'
import { Checkbox, Switch } from '../../core/ui/toggles.tsx'
import { capital, gateOrder } from './gate-parts.ts'
import { GateRowsDialog } from './gate-rows-dialog.tsx'
import { GateSwitches } from './gate-switches.tsx'
import { editImport, type ImportEdits } from './import-edits.ts'
import { MergeChangesDialog } from './merge-changes-dialog.tsx'
import type { DraftState } from './use-draft-query.ts'

type Opened = keyof MergePreview['rowsAt'] | 'changes'

/** Returns how many leads of the list a newer file adds or changes. */
export const touchedBy = ({ added, changed, nowHeld }: MergePreview): number => added + changed + nowHeld

/** Effect of a newer file on its list: a count for every kind of row, each linked to its rows. */
export function MergeCard({ edits, merge }: { edits: ImportEdits; merge: DraftState<MergePreview> }) {
  const words = t.reImport
  const { draft } = edits
  const kept = usePreviousData(merge.result)
  const [opened, setOpened] = useState<Opened | null>(null)
  const part = (what: Exclude<Opened, 'changes'>, label: string, count: number): SumTablePart => ({
    label,
    count,
    ...(count > 0 ? { onOpen: () => setOpened(what), openLabel: words.open(label) } : {}),
  })
  const parts = kept
    ? [
        ...gateOrder
          .filter((gate) => gate !== 'ready' && kept.heldAt[gate] > 0)
          .map((gate) => ({
            ...part(gate, t.lists.gates[gate].word, kept.heldAt[gate]),
            title: t.lists.gates[gate].means,
          })),
        part('same', words.same, kept.same),
        ...(edits.merge.mode === 'update' ? [part('leftOut', words.leftOut, kept.leftOut)] : []),
      ]
    : []
  return (
    <Card title={words.title} pad={false}>
      <SumTable
        caption={words.table}
        from={{ label: t.lists.import.rowsInFile, count: draft.rowCount }}
        {...(kept && kept.derived > 0
          ? { plus: { label: t.importing.gates.derived(kept.derived), count: kept.derived } }
          : {})}
        parts={parts}
        left={{ label: words.left, count: kept ? touchedBy(kept) : 0 }}
        unknown={!kept}
        stale={!merge.result}
      />
      <div className="gates-foot">
        {kept && touchedBy(kept) > 0 && (
          <ul className="merge-kinds">
            {kept.added > 0 && (
              <Kind text={words.added(kept.added)} onOpen={() => setOpened('added')} tone="merge-added" />
            )}
            {kept.changed > 0 && (
              <Kind text={words.changed(kept.changed)} onOpen={() => setOpened('changes')} tone="merge-changed" />
            )}
            {kept.nowHeld > 0 && (
              <Kind text={words.nowHeld(kept.nowHeld)} onOpen={() => setOpened('changes')} tone="merge-held" />
            )}
          </ul>
        )}
        {kept && kept.nowHeld > 0 && <p className="small text-2">{words.nowHeldText}</p>}
        {merge.result && touchedBy(merge.result) === 0 && <Note tone="info">{words.nothing}</Note>}
        {merge.error && <ErrorNote error={merge.error} />}
        {!merge.result && !merge.error && <ProgressBar share={null} label={words.comparing} />}
        <MergeRules edits={edits} />
        <GateSwitches edits={edits} lookedAt={null} />
      </div>
      {opened === 'changes' && kept && <MergeChangesDialog preview={kept} onClose={() => setOpened(null)} />}
      {opened && opened !== 'changes' && kept && (
        <GateRowsDialog
          edits={edits}
          what={rowsName(opened)}
          count={countOf(kept, opened)}
          rowNumbers={kept.rowsAt[opened] ?? []}
          onClose={() => setOpened(null)}
        />
      )}
    </Card>
  )
}

type Rows = Exclude<Opened, 'changes'>

function rowsName(what: Rows): string {
  const words = t.reImport
  switch (what) {
    case 'added':
      return words.addedRows
    case 'same':
      return words.sameRows
    case 'leftOut':
      return words.leftOutRows
    default:
      return capital(t.lists.gates[what].word)
  }
}

const countOf = (preview: MergePreview, what: Rows): number =>
  what === 'added' || what === 'same' || what === 'leftOut' ? preview[what] : preview.heldAt[what]

function Kind({ text, tone, onOpen }: { text: string; tone: string; onOpen: () => void }) {
  return (
    <li className={tone}>
      <button type="button" className="link" aria-label={t.reImport.open(text)} onClick={onOpen}>
        {text}
      </button>
    </li>
  )
}

/** What may be overwritten, and what an empty cell means. */
function MergeRules({ edits }: { edits: ImportEdits }) {
  const words = t.reImport
  const { draft, mapping, merge, settings } = edits
  const composed = settings.composed ?? []
  const values = [...mapping, ...composed.map(({ name }): Target => ({ kind: 'variable', name }))].flatMap((target) =>
    target.kind === 'field' && target.field !== 'email'
      ? [{ key: valueKeyOf('field', target.field), label: t.lists.fields[target.field] }]
      : target.kind === 'variable'
        ? [{ key: valueKeyOf('variable', target.name.trim()), label: target.name }]
        : [],
  )
  const set = (change: Partial<ImportEdits['merge']>) => editImport(draft.importId, { merge: { ...merge, ...change } })
  const protectedNow = values.filter(({ key }) => merge.keep.has(key)).length
  return (
    <>
      {values.length > 0 && (
        <details className="gate-rules">
          <summary className="small">
            {words.keep}
            {protectedNow > 0 && <span className="text-3 push">{words.keepSome(protectedNow)}</span>}
          </summary>
          <p className="text-3 small">{words.keepHint}</p>
          {values.map(({ key, label }) => (
            <Checkbox
              key={key}
              label={label}
              checked={merge.keep.has(key)}
              onChange={(on) => {
                const keep = new Set(merge.keep)
                if (on) keep.add(key)
                else keep.delete(key)
                set({ keep })
              }}
            />
          ))}
        </details>
      )}
      <Switch
        label={words.clearEmpty}
        hint={words.clearEmptyHint}
        checked={merge.clearEmpty}
        onChange={(clearEmpty) => set({ clearEmpty })}
      />
    </>
  )
}
