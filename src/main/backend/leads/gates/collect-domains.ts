/** Stores the domains of every batch that was sent. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Statement } from 'better-sqlite3'
import { domainOfAddress, isFreeMail } from '#shared/domain/leads/import/free-mail.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { chunk } from '../../core/lib/chunk.ts'
import { inZoneOfExportSql } from '../lists/zone-sql.ts'
import type { CompanyContact } from './mailed-domains.ts'

/** Batches read before their domains are written: sorted, the domains of some ten thousand leads touch few pages. */
const batchesAtOnce = 30

/** Rows written in one transaction, which takes about 10 ms. */
const rowsPerStep = 3_000

export type OtherRun = CompanyContact & { readonly workspaceId: WorkspaceId; readonly remoteId: string | null }

type Row = { readonly exportId: number; readonly domain: string }

export type Found = OtherRun & { readonly id: number; readonly lastDay: number | null }

export type DomainCollection = {
  readonly open: Statement<[number], { id: number; exportId: number; listId: number; first: number; last: number }>
  readonly emails: Statement<[object], string>
  readonly putRows: ReturnType<Store['raw']['transaction']>
  readonly putDone: ReturnType<Store['raw']['transaction']>
  readonly raw: Store['raw']
}

/** Prepares everything that collecting reads and writes. */
export function prepareDomainCollection({ raw }: Store): DomainCollection {
  const open = raw.prepare<[number], { id: number; exportId: number; listId: number; first: number; last: number }>(
    `select b.id, b.export_id as exportId, r.list_id as listId, b.first_position as first, b.last_position as last
     from export_batch b indexed by export_batch_domains join export_run r on r.id = b.export_id
     where b.state = 'done' and b.domains = 0 and b.id > ? order by b.id limit ${batchesAtOnce}`,
  )
  const emails = raw
    .prepare<[object], string>(
      `select email from lead where list_id = @listId and position between @first and @last and gate = 0
         and email is not null and ${inZoneOfExportSql('@exportId', 'lead.position')}
         and not exists (select 1 from export_problem p where p.export_id = @exportId and p.position = lead.position)`,
    )
    .pluck()
  // Its export may be gone by now if a demo is being removed.
  const put = raw.prepare(
    `insert or ignore into mailed_domain (export_id, domain, workspace_id)
     select id, ?, workspace_id from export_run where id = ?`,
  )
  const done = raw.prepare('update export_batch set domains = 1 where id = ?')

  const putRows = raw.transaction((rows: readonly Row[]) => {
    for (const { exportId, domain } of rows) put.run(domain, exportId)
  })
  const putDone = raw.transaction((ids: readonly number[]) => {
    for (const id of ids) done.run(id)
  })
  return { open, emails, putRows, putDone, raw }
}

/** Stores the domains before marking their batches: if the app stops in between, batches are processed again. */
export async function collectDomains(collecting: DomainCollection): Promise<void> {
  const { open, emails, putRows, putDone } = collecting
  for (let after = 0; ; ) {
    const batches = open.all(after)
    const last = batches.at(-1)
    if (!last) return
    const found = new Map<string, Row>()
    for (const batch of batches) {
      const { exportId } = batch
      for (const email of emails.all(batch)) {
        const domain = domainOfAddress(email)
        if (!isFreeMail(domain)) found.set(`${exportId} ${domain}`, { exportId, domain })
      }
      await nextTurn()
    }
    const sorted = [...found.values()].toSorted((a, b) => a.exportId - b.exportId || (a.domain < b.domain ? -1 : 1))
    for (const rows of chunk(sorted, rowsPerStep)) {
      putRows(rows)
      await nextTurn()
    }
    putDone(batches.map(({ id }) => id))
    after = last.id
  }
}
