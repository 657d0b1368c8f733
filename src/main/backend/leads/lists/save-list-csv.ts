/** Saves a list as a file: its leads with what is sent of them, or the columns its table shows. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { LeadChoice } from '#shared/contract/leads/lists.ts'
import { gateOfCode } from '#shared/domain/leads/import/gates.ts'
import { isBuiltIn, parseColumnKey } from '#shared/domain/leads/import/list-columns.ts'
import { leadFields } from '#shared/domain/leads/import/mapping.ts'
import type { ListId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { csvBom, csvLine, verbatimCsvLine } from '../../core/lib/csv-write.ts'
import { writeFileAtomically } from '../../core/lib/write-atomically.ts'
import type { ListIndex } from '../list-index/list-index.ts'
import { valuesAt } from './column-values.ts'
import { exportedAt } from './exported-leads.ts'
import { engagementOf } from './lead-engagement.ts'
import { chosenPositions, listStateOf, readPayload } from './queries.ts'
import { tagNames } from './tags.ts'

const STEP_LEADS = 500

export type CsvOptions = {
  readonly listId: ListId
  readonly choice: LeadChoice
  readonly path: string
  /** Whether to keep cells from running as formulas and mark the file as UTF-8; otherwise they are unchanged. */
  readonly safe: boolean
  /** Ids of the columns; null for all. */
  readonly columns: readonly string[] | null
}

type Stored = {
  readonly position: number
  readonly gate: number
  readonly email: string | null
  readonly payload: string
  readonly fileName: string
  readonly tags: string | null
}

/** The state as the table shows it: why a lead is excluded, that it is ready, or that it was exported. */
type StateNow = (lead: Stored) => string

/** Writes the chosen leads; the file gets its name only once it is complete. Returns how many leads there are. */
export async function saveListCsv(
  deps: Deps,
  index: ListIndex,
  wish: CsvOptions,
  { signal, onStep = () => undefined }: { signal?: AbortSignal; onStep?: (rows: number) => void } = {},
): Promise<number> {
  const { store } = deps
  const list = listStateOf(store, wish.listId)
  const positions = await chosenPositions(store, index, list, wish.choice)
  const names = wish.columns ?? [...leadFields, ...(await variablesOf(deps, wish.listId, list.rowCount))]
  const line = wish.safe ? csvLine : verbatimCsvLine
  const write = wish.columns
    ? createTableLines(deps, wish.listId, wish.columns)
    : createFullLines(deps, wish.listId, names)
  const read = store.raw.prepare(
    `select position, gate, email, payload,
       (select file_name from list_import where id = import_id) as fileName,
       (select json_group_array(tag_id) from lead_tag t
         where t.list_id = l.list_id and t.position = l.position and t.removed_by = 0) as tags
     from lead l where list_id = ? and position in (select value from json_each(?)) order by position`,
  )
  await writeFileAtomically(wish.path, async (file) => {
    await file.write((wish.safe ? csvBom : '') + line(write.header))
    for (let from = 0; from < positions.length; from += STEP_LEADS) {
      signal?.throwIfAborted()
      const some = read.all(wish.listId, JSON.stringify([...positions.subarray(from, from + STEP_LEADS)])) as Stored[]
      const places = some.map(({ position }) => position)
      const exported = exportedAt(store.raw, wish.listId, places)
      const stateNow: StateNow = ({ position, gate }) => (exported.has(position) ? 'exported' : gateOfCode(gate))
      await file.write(write.lines(some, stateNow).map(line).join(''))
      onStep(from + some.length)
      await nextTurn()
    }
    signal?.throwIfAborted()
  })
  return positions.length
}

type Lines = {
  readonly header: readonly string[]
  readonly lines: (leads: readonly Stored[], stateNow: StateNow) => readonly (readonly string[])[]
}

const tagsNamed = ({ store }: Deps, listId: ListId) => {
  const names = new Map(tagNames(store, listId).map(({ id, name }) => [id, name]))
  return (tags: string | null) => (JSON.parse(tags ?? '[]') as number[]).flatMap((id) => names.get(id) ?? []).join('; ')
}

/** Writes every field and variable, tags, file and state. */
function createFullLines(deps: Deps, listId: ListId, names: readonly string[]): Lines {
  const tagsOf = tagsNamed(deps, listId)
  const variableNames = names.slice(leadFields.length)
  return {
    header: [...names, 'tags', 'file', 'state'],
    lines: (leads, stateNow) =>
      leads.map((lead) => {
        const { email, payload, tags, fileName } = lead
        const { fields, variables } = readPayload(payload)
        return [
          ...leadFields.map((field) => (field === 'email' ? (email ?? '') : (fields[field] ?? ''))),
          // A variable may be called `constructor`, which a lead without one inherits.
          ...variableNames.map((name) => (Object.hasOwn(variables, name) ? String(variables[name] ?? '') : '')),
          tagsOf(tags),
          fileName,
          stateNow(lead),
        ]
      }),
  }
}

function headerOf(id: string): string {
  if (id === 'source') return 'file'
  const column = parseColumnKey(id)
  return column?.kind === 'consent' ? `consent_${column.name}` : (column?.name ?? id)
}

/** Writes the columns of the table; the name as its two fields. */
function createTableLines(deps: Deps, listId: ListId, columns: readonly string[]): Lines {
  const tagsOf = tagsNamed(deps, listId)
  const ids = [
    ...new Set(columns.flatMap((id) => (id === 'last_name' ? ['field:first_name', 'field:last_name'] : [id]))),
  ]
  const others = ids.filter((id) => !isBuiltIn(id))
  return {
    header: ids.map(headerOf),
    lines(leads, stateNow) {
      const values = valuesAt(
        deps.store.raw,
        listId,
        leads.map(({ position }) => position),
        others,
      )
      const did = ids.includes('engagement')
        ? engagementOf(
            deps.store.raw,
            listId,
            leads.flatMap(({ email }) => email ?? []),
          )
        : null
      return leads.map((lead) => {
        const { fields } = readPayload(lead.payload)
        const engagement = did?.get(lead.email ?? '')
        const own: Readonly<Record<string, string>> = {
          email: lead.email ?? '',
          company_name: fields['company_name'] ?? '',
          job_title: fields['job_title'] ?? '',
          tags: tagsOf(lead.tags),
          source: lead.fileName,
          engagement: engagement ? [engagement.what, engagement.at ?? ''].join(' ').trim() : '',
          state: stateNow(lead),
        }
        return ids.map((id) => own[id] ?? values.get(lead.position)?.[others.indexOf(id)] ?? '')
      })
    },
  }
}

/** Returns the names of all variables of the list's leads: those of its mappings, and those entered by hand. */
async function variablesOf({ store }: Deps, listId: ListId, rowCount: number): Promise<readonly string[]> {
  const names = new Set<string>()
  const find = store.raw
    .prepare(
      `select distinct e.key from lead l, json_each(l.payload, '$.custom_variables') e
       where l.list_id = ? and l.position between ? and ?`,
    )
    .pluck()
  for (let from = 1; from <= rowCount; from += 2000) {
    for (const name of find.all(listId, from, from + 1999) as string[]) names.add(name)
    await nextTurn()
  }
  return [...names]
}
