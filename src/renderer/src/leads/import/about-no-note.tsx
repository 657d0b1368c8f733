import { hasOptOutColumn } from '#shared/domain/leads/import/opt-out-cells.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Note } from '../../core/ui/note.tsx'
import { RuleSwitch } from './gate-switches.tsx'
import type { ImportEdits } from './import-edits.ts'

/**
 * Note on a file whose name suggests people who must not be contacted: its rows are left out unless a column says who
 * opted out.
 */
export function AboutNoNote({ edits }: { edits: ImportEdits }) {
  const { draft, mapping } = edits
  const words = t.importing
  if (draft.aboutNo === null) return null
  return (
    <Note
      tone="warn"
      title={words.aboutNo(draft.aboutNo)}
      action={<Button label={words.toOptedOut} size="s" onClick={() => go('/opted-out')} />}
    >
      {words.aboutNoText}
      {!hasOptOutColumn(mapping) && (
        <>
          {` ${words.aboutNoHeld}`}
          <RuleSwitch edits={edits} name="holdAboutNo" named />
        </>
      )}
    </Note>
  )
}
