/** Looks up a thread's lead in the lists: where it came from and what is known about it. */
import type { Database } from 'better-sqlite3'
import type { InboxThread, LeadContext } from '#shared/contract/inbox/inbox.ts'
import { fieldNames } from '#shared/domain/campaigns/copy/copy-names.ts'
import { optOutOf } from '../../leads/opt-outs/covered-by-opt-out.ts'
import { otherClientsOf } from './other-clients.ts'
import { parseStepNumber } from './thread-messages.ts'

type LeadRow = {
  readonly payload: string
  readonly jobTitle: string | null
  readonly rowNumber: number
  readonly listId: number
  readonly listName: string
  readonly file: string
}

/** Column names that lists use for a place, in order of preference. */
const placeNames = ['city', 'location', 'place', 'town', 'stadt', 'ort', 'plaats', 'stad', 'country', 'land']
export function leadContext(
  db: Database,
  thread: Pick<InboxThread, 'id' | 'workspaceId' | 'leadEmail' | 'campaignId'>,
): LeadContext {
  const email = thread.leadEmail
  const lead =
    email === null
      ? undefined
      : (db
          .prepare(
            `select l.payload, l.job_title as jobTitle, l.row_number as rowNumber, l.list_id as listId,
               li.name as listName, i.file_name as file
             from lead l join lead_list li on li.id = l.list_id join list_import i on i.id = l.import_id
             where l.email = ? and l.gate = 0 and l.removed = 0 and l.workspace_id = ? order by l.id desc limit 1`,
          )
          .get(email, thread.workspaceId) as LeadRow | undefined)
  const variables: Record<string, string> = {
    ...(email === null ? {} : { email }),
    ...(lead ? variablesOf(lead.payload) : {}),
  }
  const step = db
    .prepare(`select step from inbox_message where thread_id = ? and step is not null order by at desc limit 1`)
    .pluck()
    .get(thread.id) as string | undefined
  return {
    jobTitle: lead?.jobTitle ?? null,
    place: placeOf(variables),
    website: variables['website'] ?? null,
    list: lead ? { id: lead.listId, name: lead.listName, file: lead.file, row: lead.rowNumber } : null,
    variables,
    step: parseStepNumber(step ?? null),
    optedOut: email !== null && optOutOf({ raw: db }, thread.workspaceId, email)?.state === 'on',
    otherClients: otherClientsOf(db, thread, email),
  }
}

function placeOf(variables: Readonly<Record<string, string>>): string | null {
  const byName = new Map(Object.entries(variables).map(([name, value]) => [name.toLowerCase(), value]))
  return placeNames.map((name) => byName.get(name)).find((value) => value !== undefined) ?? null
}

/** Returns the lead's values by the variable names that templates use. */
function variablesOf(payload: string): Record<string, string> {
  const fields = JSON.parse(payload) as Record<string, unknown>
  const own = (fields['custom_variables'] ?? {}) as Record<string, unknown>
  const core = Object.entries(fieldNames).map(([name, key]) => [key, fields[name]] as const)
  const all = [...core, ...Object.entries(own)].flatMap(([name, value]) =>
    ['string', 'number', 'boolean'].includes(typeof value) && value !== '' ? [[name, String(value)] as const] : [],
  )
  return Object.fromEntries(all)
}
