import { useEffect } from 'react'
import type { NotWritten, WriteBack } from '#shared/contract/insights/write-back.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { column } from '../../core/ui/column.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { PlacePager, usePlacePages } from '../../core/ui/place-pager.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { Scrolls } from '../../core/ui/scrolls.tsx'

/** Leads that were not written, page by page, each with the reason. */
export function NotWrittenDialog({ target, onClose }: { target: WriteBack; onClose: () => void }) {
  const words = t.writeBack
  const pages = usePlacePages<number>()
  const { data, error, refetch } = useQuery('writeBack.notWritten', {
    id: target.id,
    after: pages.before ?? 0,
  })
  const { ended } = pages
  useEffect(() => ended(data?.next ?? null), [data, ended])
  const again = useAction(async () => {
    await call('writeBack.again', { id: target.id })
    onClose()
  })
  return (
    <Dialog
      onClose={onClose}
      title={words.notWrittenTitle}
      description={words.notWrittenText}
      width={860}
      closeLabel={t.ui.close}
      actions={<Button label={words.again} variant="primary" action={again} />}
    >
      {error && <ErrorNote error={error} onAction={refetch} />}
      {again.error && <ErrorNote error={again.error} />}
      {data && (
        <Scrolls className="write-back-rows">
          <PlainTable<(typeof data.rows)[number]>
            label={words.notWrittenTitle}
            rows={data.rows}
            rowId={(row) => row.id}
            columns={[
              column('lead', words.lead, { width: 240 }, (row) => (
                <>
                  {row.email}
                  <div className="small text-2">{row.campaignName}</div>
                </>
              )),
              column('state', words.state, { width: 130 }, (row) => words.states[row.state]),
              column('reason', words.reason, {}, reasonOf),
            ]}
          />
        </Scrolls>
      )}
      {(pages.newer ?? pages.older) && (
        <div className="row">
          <PlacePager pages={pages} words={{ newer: words.previous, older: words.next }} />
        </div>
      )}
    </Dialog>
  )
}

function reasonOf({ state, detail }: NotWritten): string {
  const { reasons } = t.writeBack
  if (state === 'several') return reasons.several(detail)
  if (state === 'none') return reasons.none
  return detail === 'hidden' ? reasons.hidden : detail
}
