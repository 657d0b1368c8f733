import { TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { MappingFault } from '#shared/domain/check-mapping.ts'
import { t } from '../../lib/texts.ts'
import { useKept } from '../../lib/use-settled.ts'
import { Card } from '../../ui/card.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Note } from '../../ui/note.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { SumTable } from '../../ui/sum-table.tsx'
import { Switch } from '../../ui/switch.tsx'
import { gateOrder } from './gate-parts.ts'
import { editImport, type ImportEdits } from './import-edits.ts'
import type { CheckState } from './use-import-check.ts'

const words = t.lists.import
const heldGates = gateOrder.filter((gate) => gate !== 'ready')
/** Always shown, also at nought: these are what an operator looks for. */
const usual = new Set(['no_address', 'bad_syntax', 'duplicate_in_file'])

/** What stays behind and why: the rows of the file minus each gate is what can go out. */
export function GatesCard({
  edits,
  check,
  fault,
}: {
  edits: ImportEdits
  check: CheckState
  fault: MappingFault | null
}) {
  const { draft, mapping, settings, into } = edits
  const kept = useKept(check.result)
  const late = useLate(!check.result && !fault && !check.error)
  const hasStatus = mapping.some((target) => target.kind === 'verification')
  const gates = fault ? undefined : kept?.gates
  const shown = heldGates.filter(
    (gate) =>
      usual.has(gate) ||
      (gates?.[gate] ?? 0) > 0 ||
      (hasStatus && (gate === 'not_found' || gate === 'unverified')) ||
      (gate === 'already_in_list' && into.kind === 'existing'),
  )
  return (
    <Card title={words.gatesTitle} pad={false}>
      <SumTable
        caption={words.gatesTable}
        from={{ label: words.rowsInFile, count: draft.rowCount }}
        parts={shown.map((gate) => ({
          label: t.lists.gates[gate].word,
          title: t.lists.gates[gate].means,
          count: gates?.[gate] ?? 0,
        }))}
        left={{ label: words.savedReady, count: gates?.ready ?? 0 }}
        unknown={!gates}
        stale={!check.result}
      />
      <div className="gates-foot">
        {check.result && check.result.gates.ready === 0 && <Note tone="warn">{words.noneReady}</Note>}
        {check.error && <ErrorNote error={check.error} />}
        {kept && !fault && kept.unknownVerification > 0 && (
          <p className="row small is-warn gates-unknown">
            <Icon of={TriangleAlert} size={14} />
            <span>{words.unknownVerification(kept.unknownVerification, kept.gates.ready)}</span>
          </p>
        )}
        <div className="gates-progress">
          {late ? (
            <>
              <ProgressBar share={check.counted?.share ?? null} label={words.checking} />
              <span className="text-3 small tabular">
                {check.counted ? words.checkingShare(check.counted.rows) : words.checking}
              </span>
            </>
          ) : (
            <span className="text-3 small">{words.heldKept}</span>
          )}
        </div>
        <Switch
          label={words.holdUnverified}
          hint={hasStatus ? `${words.holdUnverifiedHint} ${words.unknownPass}` : words.holdUnverifiedNone}
          checked={settings.holdUnverified}
          disabled={!hasStatus}
          onChange={(holdUnverified) => editImport(draft.importId, { settings: { holdUnverified } })}
        />
      </div>
    </Card>
  )
}

/** True once something has lasted a second: what is quicker needs no progress. */
function useLate(going: boolean): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!going) return setLate(false)
    const timer = setTimeout(() => setLate(true), 1000)
    return () => clearTimeout(timer)
  }, [going])
  return late && going
}
