import { TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { type ValueFlag, valueFlags } from '#shared/domain/leads/import/cell-value.ts'
import type { MappingFault } from '#shared/domain/leads/import/check-mapping.ts'
import type { GateTally } from '#shared/domain/leads/import/count-gates.ts'
import type { Gate } from '#shared/domain/leads/import/gates.ts'
import { t } from '../../core/lib/texts.ts'
import { usePreviousData } from '../../core/lib/use-debounced.ts'
import { Icon } from '../../core/ui/button.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'
import { SumTable } from '../../core/ui/sum-table.tsx'
import { capital, gateOrder } from './gate-parts.ts'
import { GateRowsDialog } from './gate-rows-dialog.tsx'
import { GateSwitches, type RuleName, RuleSwitch } from './gate-switches.tsx'
import type { ImportEdits } from './import-edits.ts'
import type { CheckState } from './use-import-check.ts'

const heldGates = gateOrder.filter((gate) => gate !== 'ready')
/** Gates shown even at zero, as operators look for them. */
const usual = new Set<Gate>(['no_address', 'bad_syntax', 'duplicate_in_file'])
/** Checks that are on by default, with their rules; the switch is shown beside the count. */
const switched: Readonly<Partial<Record<Gate, RuleName>>> = {
  disposable: 'holdDisposable',
  blocked: 'holdBlocked',
  contacted: 'holdContacted',
  other_client: 'holdOtherClients',
}
/** Checks that depend on a status column of the file. */
const switchedByStatus: typeof switched = { unverified: 'holdUnverified', risky: 'holdRisky' }

type Props = { edits: ImportEdits; check: CheckState; fault: MappingFault | null }

/** What is excluded and why: the rows of the file minus each gate's count are ready for export. */
export function GatesCard({ edits, check, fault }: Props) {
  const words = t.lists.import
  const { draft, mapping, into } = edits
  const kept = usePreviousData(check.result)
  const [opened, setOpened] = useState<Gate | ValueFlag | null>(null)
  const late = useLate(!check.result && !fault && !check.error)
  const hasStatus = mapping.some((target) => target.kind === 'verification')
  const gates = fault ? undefined : kept?.gates
  const rules = hasStatus ? { ...switched, ...switchedByStatus } : switched
  const shown = heldGates.filter(
    (gate) =>
      usual.has(gate) ||
      rules[gate] !== undefined ||
      (gates?.[gate] ?? 0) > 0 ||
      (hasStatus && gate === 'not_found') ||
      (gate === 'already_in_list' && into.kind === 'existing'),
  )
  return (
    <Card title={words.gatesTitle} pad={false}>
      <SumTable
        caption={words.gatesTable}
        from={{ label: words.rowsInFile, count: draft.rowCount }}
        {...(kept && kept.derived > 0
          ? { plus: { label: t.importing.gates.derived(kept.derived), count: kept.derived } }
          : {})}
        parts={fixedFirst(shown, rules).map((gate) => ({
          label: t.lists.gates[gate].word,
          title: t.lists.gates[gate].means,
          count: gates?.[gate] ?? 0,
          control: rules[gate] && <RuleSwitch edits={edits} name={rules[gate]} />,
          ...((gates?.[gate] ?? 0) > 0 && kept?.rowsAt[gate]
            ? { onOpen: () => setOpened(gate), openLabel: t.importing.gates.open(t.lists.gates[gate].word) }
            : {}),
        }))}
        left={{ label: words.savedReady, count: gates?.ready ?? 0 }}
        unknown={!gates}
        stale={!check.result}
      />
      <div className="gates-foot">
        {check.result && check.result.withAddress === 0 ? (
          <Note tone="bad" title={t.importing.gates.noneWithAddress}>
            {t.importing.gates.noneWithAddressText}
          </Note>
        ) : (
          check.result && check.result.gates.ready === 0 && <Note tone="warn">{words.noneReady}</Note>
        )}
        {kept && !fault && <FlagList tally={kept} onOpen={setOpened} />}
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
        {kept && !fault && kept.personsWithoutTexts > 0 && (
          <p className="small text-2">{t.importing.gates.withoutTexts(kept.personsWithoutTexts)}</p>
        )}
        <GateSwitches edits={edits} lookedAt={kept?.lookedAt ?? null} shown={new Set(Object.values(rules))} />
      </div>
      {opened && kept && (
        <GateRowsDialog
          edits={edits}
          what={capital(isFlag(opened) ? t.importing.flags[opened] : t.lists.gates[opened].word)}
          count={isFlag(opened) ? kept.flags[opened] : kept.gates[opened]}
          rowNumbers={kept.rowsAt[opened] ?? []}
          flag={isFlag(opened) ? opened : undefined}
          onClose={() => setOpened(null)}
        />
      )}
    </Card>
  )
}

/** Orders gates that always apply before those that can be switched off. */
const fixedFirst = (gates: readonly Gate[], rules: typeof switched): readonly Gate[] =>
  gates.toSorted((a, b) => Number(rules[a] !== undefined) - Number(rules[b] !== undefined))

const flagNames: readonly string[] = valueFlags
const isFlag = (name: Gate | ValueFlag): name is Exclude<ValueFlag, 'masked'> =>
  flagNames.includes(name) && name !== 'masked'

/** Values that would look wrong in an email: counted, with a link to their rows. */
function FlagList({ tally, onOpen }: { tally: GateTally; onOpen: (flag: ValueFlag) => void }) {
  const found = valueFlags.filter((flag) => flag !== 'masked' && tally.flags[flag] > 0)
  if (found.length === 0) return null
  return (
    <div className="gate-flags small">
      <b>{t.importing.gates.flagsTitle}</b>
      <ul>
        {found.map((flag) => (
          <li key={flag}>
            <button type="button" className="link" onClick={() => onOpen(flag)}>
              {t.importing.gates.flag(tally.flags[flag], t.importing.flags[flag])}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Returns true once `going` has lasted a second; quicker work needs no progress bar. */
function useLate(going: boolean): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!going) return setLate(false)
    const timer = setTimeout(() => setLate(true), 1000)
    return () => clearTimeout(timer)
  }, [going])
  return late && going
}
