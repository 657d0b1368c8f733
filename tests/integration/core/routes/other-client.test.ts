/**
 * Calls every route that names a client, with the numbers of another client's rows: nothing of the other client may be
 * answered, changed, or referred to.
 */
import { createHash } from 'node:crypto'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, it } from 'vitest'
import { z } from 'zod'
import { references } from '#backend/app/client-data/references.ts'
import { type BackendRouteName, contract } from '#shared/contract/index.ts'
import type { Schema } from '../../../support/ask-everything.ts'
import { startBackend, type TestBackend } from '../../../support/backend.ts'
import { demoDir } from '../../../support/demo.ts'
import { createRandom } from '../../../support/instantly/fault-rules.ts'
import { times } from '../../../support/long.ts'

let app: TestBackend
afterEach(() => app.stop())

/** Inputs per route. */
const inputs = times(3, 40)

/** What is done for all clients or the whole app, and the change of a cost, which names the client it is given to. */
const ofAllClients = /^(?:demo|vault|lock|pauses|backups|clientData)\.|^money\.changeCost$/

/** Fields whose number is that of a row of these tables; any other number called an id may be of any table. */
const tablesOf: Readonly<Record<string, readonly string[]>> = {
  listId: ['lead_list'],
  leadIds: ['lead'],
  exportIds: ['export_run'],
  campaignIds: ['campaign', 'event_campaign'],
  campaignId: ['campaign', 'event_campaign'],
  eventId: ['event'],
  eventIds: ['event'],
  quotes: ['inbox_message'],
  importId: ['list_import'],
}

it('A route that names a client answers, changes and refers to nothing of another, whatever numbers it is given', async () => {
  app = startBackend({ instantlyUrl: 'http://127.0.0.1:9', keyProtection: 'plain', dir: await demoDir('small') })
  const [own, other] = (await app.call('workspaces.list', {})).map(({ id }) => id)
  const raw = new Database(path.join(app.dir, 'sendoff.db'), { readonly: true })
  const all = <T>(sql: string, ...values: unknown[]) =>
    raw
      .prepare(sql)
      .pluck()
      .all(...values) as T[]
  const has = (table: string, column: string) =>
    all('select 1 from pragma_table_info(?) where name = ?', table, column).length > 0
  const tables = all<string>("select name from sqlite_schema where type = 'table' and name not like '%search%'").filter(
    (table) => has(table, 'workspace_id'),
  )
  const withNumbers = tables.filter((table) => has(table, 'id'))
  const numbers = new Map(
    withNumbers.map((table) => [table, all<number>(`select id from "${table}" where workspace_id = ? limit 3`, other)]),
  )
  const emails = (of: unknown) =>
    all<string>('select distinct email from lead where workspace_id = ? and email <> ?', of, '')
  const ownEmails = new Set(emails(own))
  const otherEmails = emails(other).filter((email) => !ownEmails.has(email))
  /** Those the inputs name; the client then has them too, for example as an opt-out. */
  const given = otherEmails.splice(0, 10)
  const otherCampaigns = all<string>('select remote_id from event_campaign where workspace_id = ? limit 3', other)
  expect(otherEmails.length).toBeGreaterThan(50)

  const random = createRandom(11)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  function numberFor(field: string): number {
    const from = (tablesOf[field] ?? withNumbers).filter((table) => (numbers.get(table) ?? []).length > 0)
    return from.length === 0 ? 1 : pick(numbers.get(pick(from)) ?? [1])
  }
  function inputFor(schema: Schema, field: string): unknown {
    if (field === 'workspaceId') return own
    if (schema.const !== undefined) return schema.const
    if (schema.enum) return pick(schema.enum)
    const choices = (schema.anyOf ?? schema.oneOf)?.filter(({ type }) => type !== 'null')
    if (choices) return inputFor(pick(choices), field)
    switch (schema.type) {
      case 'object':
        return Object.fromEntries(
          Object.entries(schema.properties ?? {})
            .filter(([name]) => name === 'workspaceId' || schema.required?.includes(name) || random() < 0.5)
            .map(([name, inner]) => [name, inputFor(inner, name)]),
        )
      case 'array':
        return Array.from({ length: Math.max(schema.minItems ?? 0, 1) }, () => inputFor(schema.items ?? {}, field))
      case 'boolean':
        return random() < 0.5
      case 'integer':
      case 'number':
        if (/id$|ids$|^quotes$/i.test(field)) return numberFor(field)
        return Math.min(schema.maximum ?? 50, Math.max(schema.minimum ?? 1, pick([0, 1, 10])))
      case 'null':
        return null
      default:
        if (/id$/i.test(field)) return pick(otherCampaigns)
        if (/mail|search|text|value/i.test(field)) return pick(given)
        return pick(['x'.repeat(schema.minLength ?? 1), 'EUR', '2026-01-01', '2026-11-22', '2026-11-22T08:00:00.000Z'])
    }
  }

  /** Only what a route takes reaches the code that looks for the rows. */
  function validInput(shape: z.ZodType, schema: Schema): unknown {
    let input = inputFor(schema, '')
    for (let no = 0; no < 200 && !shape.safeParse(input).success; no += 1) input = inputFor(schema, '')
    return input
  }

  /** The other client's rows. What the app notes of its own work is no one's data. */
  const ownWork = new Set(['job', 'job_run', 'service_call', 'service_event'])
  const looked = () =>
    new Map(
      tables
        .filter((table) => !ownWork.has(table))
        .map((table) => {
          const rows = raw.prepare(`select * from "${table}" where workspace_id = ?`).raw().all(other)
          return [table, createHash('sha1').update(JSON.stringify(rows)).digest('hex')]
        }),
    )
  /** How many events the other client's simulated Instantly has sent; as time passes, it sends more by itself. */
  const sent = () => all("select value from setting where workspace_id = ? and key = 'demoEventsFed'", other)[0]
  const sentEvents = /^(?:event|setting)/
  const pointers = tables.flatMap((table) =>
    [
      ...(raw.prepare('select "from" as name, "table" as parent from pragma_foreign_key_list(?)').all(table) as {
        name: string
        parent: string
      }[]),
      ...Object.entries(references[table] ?? {}).map(([name, parent]) => ({ name, parent })),
    ]
      .filter(({ parent }) => withNumbers.includes(parent))
      .map(({ name, parent }) => ({ table, name, parent })),
  )
  const crossed = () =>
    pointers.filter(
      ({ table, name, parent }) =>
        raw
          .prepare(
            `select 1 from "${table}" x join "${parent}" y on y.id = x."${name}"
             where x.workspace_id <> y.workspace_id and x.workspace_id <> 0 and y.workspace_id <> 0`,
          )
          .get() !== undefined,
    )

  const faults: string[] = []
  let [before, accepted, version] = [looked(), 0, raw.pragma('data_version', { simple: true })]
  let sentBefore = sent()
  // The keys of the contract.
  for (const name of Object.keys(contract) as BackendRouteName[]) {
    const schema = z.toJSONSchema(contract[name].input, { unrepresentable: 'any', io: 'input' })
    if (ofAllClients.test(name) || !JSON.stringify(schema).includes('"workspaceId"')) continue
    for (let no = 0; no < inputs; no += 1) {
      const input = validInput(contract[name].input, schema as Schema)
      const asked = JSON.stringify(input)
      // What holds for all clients is meant for the other one as well.
      if (!asked.includes('"workspaceId"') || asked.includes('"scope":"all"')) continue
      const reply = await app.backend.call(name, input)
      if (reply.ok) accepted += 1
      const answer = JSON.stringify(reply)
      const leaked = otherEmails.find((email) => answer.includes(email))
      if (leaked !== undefined) faults.push(`${name} answers ${leaked}: ${asked.slice(0, 300)}`)
      const written = raw.pragma('data_version', { simple: true })
      if (contract[name].kind === 'query' || written === version) continue
      version = written
      const after = looked()
      const sentNow = sent()
      for (const [table, rows] of after) {
        if (sentNow !== sentBefore && sentEvents.test(table)) continue
        if (before.get(table) !== rows) faults.push(`${name} changes ${table}: ${asked.slice(0, 300)}`)
      }
      before = after
      sentBefore = sentNow
    }
  }
  expect(faults).toEqual([])
  expect(crossed()).toEqual([])
  // Most inputs are complete, so that the routes really look for the rows.
  expect(accepted).toBeGreaterThan(times(60, 1_000))
  raw.close()
}, 14_400_000)
