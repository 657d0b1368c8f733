import type { Quirk, QuirkCode } from '#shared/domain/leads/import/quirks.ts'
import { t } from '../../core/lib/texts.ts'
import { Switch } from '../../core/ui/toggles.tsx'
import { columnName, withoutIcons } from './column-name.ts'
import { editImport, type ImportEdits } from './import-edits.ts'

/** Quirks that are left as they are or whose repair is only offered; all others were cleaned up. */
const onlyNoted = new Set<QuirkCode>([
  'mojibake',
  'cut_numbers',
  'duplicate_header',
  'empty_header',
  'long_cells',
  'hidden_rows',
  'open_quotes',
])

/** Peculiarities of the file, each with an example cell; optional repairs have a switch. */
export function QuirksNote({ edits }: { edits: ImportEdits }) {
  const { draft, settings } = edits
  if (draft.quirks.length === 0) return null
  const words = t.importing
  return (
    // Open by default for an unclosed quote, as it can exclude rows.
    <details className="quirks" open={draft.quirks.some(({ code }) => code === 'open_quotes')}>
      <summary className="small">
        <span className="ellipsis">
          {[
            words.cleanedUp(titles(draft.quirks.filter(({ code }) => !onlyNoted.has(code)))),
            words.noted(titles(draft.quirks.filter(({ code }) => onlyNoted.has(code)))),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </summary>
      <ul>
        {draft.quirks.map((quirk) => (
          <li key={quirk.code}>
            <b>{words.quirks[quirk.code].title}</b>{' '}
            <span className="text-2 small">{words.quirks[quirk.code].text}</span>
            {quirk.code === 'long_cells' && (
              <p className="small text-3 ellipsis">
                {quirk.columns.map((at) => columnName(draft.columns[at] ?? { header: '', position: at })).join(', ')}
              </p>
            )}
            {quirk.code === 'hidden_rows' && <p className="small text-3">{words.hiddenRows(quirk.cells)}</p>}
            <Example quirk={quirk} />
            {quirk.code === 'mojibake' && (
              <Switch
                label={words.switches.repairMojibake.label}
                hint={words.switches.repairMojibake.hint}
                checked={settings.repairMojibake ?? false}
                onChange={(repairMojibake) => editImport(draft.importId, { settings: { ...settings, repairMojibake } })}
              />
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}

const titles = (quirks: readonly Quirk[]) => quirks.map(({ code }) => t.importing.quirks[code].title)

function Example({ quirk }: { quirk: Quirk }) {
  const words = t.importing
  if (!quirk.example) return null
  // The repair may be off; then the cell is used as it is in the file.
  const isOffered = quirk.code === 'mojibake'
  return (
    <p className="small quirk-example">
      <span className="text-3">{words.before}</span>{' '}
      <code dir="auto">{withoutIcons(quirk.example.before) || words.iconOnly}</code>
      <span className="text-3">{isOffered ? words.repaired : words.after}</span>{' '}
      {quirk.example.after === '' ? (
        <span className="text-3">{words.nothing}</span>
      ) : (
        <code dir="auto">{quirk.example.after}</code>
      )}
    </p>
  )
}
