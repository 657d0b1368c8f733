import { FileText, TriangleAlert } from 'lucide-react'
import type { ImportDraft } from '#shared/contract/lists.ts'
import { formatBytes } from '../../lib/format.ts'
import { go } from '../../lib/router.ts'
import { t } from '../../lib/texts.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Note } from '../../ui/note.tsx'

const words = t.lists.import

/** The file as it was read, and what is odd about it. */
export function FileCard({ draft }: { draft: ImportDraft }) {
  const facts = [
    words.fileFacts(draft.rowCount, draft.columns.length),
    words.delimiter(words.delimiters[draft.delimiter] ?? draft.delimiter),
    encodingName(draft.encoding),
    formatBytes(draft.sizeBytes),
  ]
  const before = draft.importedBefore[0]
  return (
    <section className="card file-card" aria-label={words.file}>
      <div className="row">
        <span className="file-mark">
          <Icon of={FileText} />
        </span>
        <div className="grow">
          <b className="ellipsis file-name" title={draft.fileName}>
            {draft.fileName}
          </b>
          <p className="text-2 small">{facts.join(' · ')}</p>
        </div>
      </div>
      {draft.raggedRows > 0 && (
        <p className="row small is-warn file-ragged">
          <Icon of={TriangleAlert} size={14} />
          {words.ragged(draft.raggedRows)}
        </p>
      )}
      {before && (
        <Note
          tone="warn"
          title={words.before(draft.importedBefore.map((list) => list.name))}
          action={
            <Button size="s" onClick={() => go(`/lists/${before.listId}`)}>
              {words.openBefore}
            </Button>
          }
        >
          {words.beforeText}
        </Note>
      )}
    </section>
  )
}

/** `UTF-8`, `Windows-1252`: as people write them. */
const encodingName = (encoding: string): string =>
  /^(utf|iso)/i.test(encoding) ? encoding.toUpperCase() : encoding.charAt(0).toUpperCase() + encoding.slice(1)
