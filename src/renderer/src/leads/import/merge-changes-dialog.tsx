import type { MergePreview, MergeSample } from '#shared/contract/leads/imports.ts'
import type { LeadField } from '#shared/domain/leads/import/mapping.ts'
import { t } from '../../core/lib/texts.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { capital } from './gate-parts.ts'

/** Changed leads, value by value, before and after. */
export function MergeChangesDialog({ preview, onClose }: { preview: MergePreview; onClose: () => void }) {
  const words = t.reImport
  const count = preview.changed + preview.nowHeld
  const { samples } = preview
  return (
    <Dialog
      onClose={onClose}
      title={words.changesTitle(count)}
      description={samples.length < count ? words.changesFirst(samples.length, count) : undefined}
      width={760}
      closeLabel={t.ui.close}
    >
      <div className="gate-rows">
        <table className="plain-table merge-changes">
          <caption className="sr-only">{words.changesTitle(count)}</caption>
          <thead>
            <tr>
              <th scope="col">{words.value}</th>
              <th scope="col">{words.before}</th>
              <th scope="col">{words.after}</th>
            </tr>
          </thead>
          {samples.map((sample) => (
            <Lead key={sample.leadId} sample={sample} />
          ))}
        </table>
      </div>
    </Dialog>
  )
}

const gateWord = (gate: NonNullable<MergeSample['gate']>['before']) => capital(t.lists.gates[gate].word)

function Lead({ sample }: { sample: MergeSample }) {
  return (
    <tbody>
      <tr className="merge-lead">
        <th scope="rowgroup" colSpan={3}>
          <b>{sample.email}</b> <span className="text-3 small">{t.reImport.row(sample.rowNumber)}</span>
        </th>
      </tr>
      {sample.gate && (
        <tr>
          <td>{t.reImport.gate}</td>
          <td className="text-2">{gateWord(sample.gate.before)}</td>
          <td>{gateWord(sample.gate.after)}</td>
        </tr>
      )}
      {sample.changes.map(({ kind, name, before, after }) => (
        <tr key={`${kind} ${name}`}>
          <td className="ellipsis">{kind === 'field' ? (t.lists.fields[name as LeadField] ?? name) : name}</td>
          <Value text={before} className="text-2" />
          <Value text={after} className="" />
        </tr>
      ))}
    </tbody>
  )
}

const Value = ({ text, className }: { text: string | null; className: string }) => (
  <td className={text === null ? 'text-3' : className}>
    <span className="merge-value" title={text ?? undefined}>
      {text ?? t.reImport.nothingThere}
    </span>
  </td>
)
