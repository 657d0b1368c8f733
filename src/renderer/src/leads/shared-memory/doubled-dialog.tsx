import { useState } from 'react'
import type { SharedMemory } from '#shared/contract/leads/shared-memory.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { column } from '../../core/ui/column.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { PlacePager } from '../../core/ui/place-pager.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'

const rowsAtOnce = 100

/** People whom an export included while the database did not respond, and whom another computer has claimed too. */
export function DoubledDialog({ memory, onClose }: { memory: SharedMemory; onClose: () => void }) {
  const words = t.sharedMemory
  const [offset, setOffset] = useState(0)
  const { data, error, refetch } = useQuery('sharedMemory.doubled', {
    id: memory.id,
    page: { offset, limit: rowsAtOnce },
  })
  return (
    <Dialog
      onClose={onClose}
      title={words.doubledTitle}
      description={words.doubledText}
      width={680}
      closeLabel={t.ui.close}
    >
      {error && <ErrorNote error={error} onAction={refetch} />}
      {data && (
        <PlainTable<(typeof data.rows)[number]>
          label={words.doubledTitle}
          rows={data.rows}
          rowId={(row) => `${row.exportId}/${row.position}`}
          columns={[
            column('lead', words.lead, {}, (row) => (
              <div className="shared-doubled">
                {row.email || words.listDeleted}
                <div className="small text-2">{row.name}</div>
              </div>
            )),
            column('export', words.export, {}, (row) => (
              <Button
                label={row.campaignName}
                size="s"
                variant="quiet"
                onClick={() => go(`/exports/${row.exportId}`)}
              />
            )),
          ]}
        />
      )}
      {data && data.total > rowsAtOnce && (
        <div className="row">
          <PlacePager
            words={{ newer: words.previous, older: words.next }}
            pages={{
              newer: offset === 0 ? null : () => setOffset(offset - rowsAtOnce),
              older: offset + rowsAtOnce < data.total ? () => setOffset(offset + rowsAtOnce) : null,
            }}
          />
        </div>
      )}
    </Dialog>
  )
}
