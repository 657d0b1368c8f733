import type { PaletteMatch } from '#shared/contract/app/palette.ts'
import { foldText, searchWords } from '#shared/domain/core/fuzzy.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { leadNameSql } from '../../leads/lists/lead-name-sql.ts'

type PeopleQuery = { readonly text: string; readonly workspaceId: WorkspaceId | null; readonly demo: boolean }
type Person = Extract<PaletteMatch, { kind: 'person' }>
type Conversation = Extract<PaletteMatch, { kind: 'conversation' }>
type Thread = Omit<Conversation, 'kind'> & { readonly company: string; readonly fromName: string }
type Values = { readonly workspaceId: WorkspaceId | null; readonly demo: 0 | 1 }

const maxPeople = 8
const maxConversations = 6
/** Most addresses and emails examined per query, as the palette answers while the operator types. */
const maxAddresses = 200
const maxEmails = 120
/** Newest conversations without a name that are examined. */
const maxNameless = 500
/** Shortest prefix the full-text index supports. */
const prefixFrom = 3

/** Clients to include: demo or real, not archived, and the requested one only. */
const shownWorkspacesCondition = `w.archived_at is null and (w.demo is not null) = @demo and (@workspaceId is null or w.id = @workspaceId)`

/** Finds people and conversations through indexes only: of addresses, and of words in emails. */
export function createPeopleSearch({ raw }: Store): (asked: PeopleQuery) => readonly PaletteMatch[] {
  const leads = raw.prepare<Values & { from: string; to: string }, Omit<Person, 'kind'>>(
    `select l.workspace_id as workspaceId, l.email, ${leadNameSql('l.')} as name,
       coalesce(l.job_title, '') as title, coalesce(l.company_name, '') as company
     from (select id from lead where gate = 0 and email >= @from and email < @to order by email limit ${maxAddresses}) f
       join lead l on l.id = f.id join workspace w on w.id = l.workspace_id
     where ${shownWorkspacesCondition} and l.removed = 0 order by l.email, l.id desc`,
  )
  // Named as in the inbox: the lead's name first.
  const threadsOf = (ids: string) => `select t.workspace_id as workspaceId, t.id, coalesce(t.lead_email, '') as email,
       coalesce(nullif(${leadNameSql('l.')}, ''), t.from_name) as name,
       t.from_name as fromName, t.subject, t.last_at as lastAt,
       coalesce(l.company_name, '') as company
     from (${ids}) f join inbox_thread t on t.id = f.id join workspace w on w.id = t.workspace_id
       left join lead l on l.id = (select id from lead where email = t.lead_email and gate = 0 and removed = 0
         and workspace_id = t.workspace_id order by id desc limit 1)
     where ${shownWorkspacesCondition} order by t.last_at desc`
  const threads = raw.prepare<Values & { match: string }, Thread>(
    threadsOf(`select distinct m.thread_id as id from (select rowid from inbox_search where inbox_search match @match
       order by rowid desc limit ${maxEmails}) s join inbox_message m on m.id = s.rowid`),
  )
  // If no email names its sender, only the lead has a name.
  const nameless = raw.prepare<Values, Thread>(
    threadsOf(`select id from inbox_thread indexed by inbox_thread_nameless where from_name = '' and lead_email is not null
       order by last_at desc limit ${maxNameless}`),
  )
  return ({ text, workspaceId, demo }) => {
    const words = searchWords(text)
    if (words.length === 0) return []
    const values: Values = { workspaceId, demo: demo ? 1 : 0 }
    const fits = (...parts: readonly string[]) => {
      const name = foldText(parts.join(' '))
      return words.every((word) => name.includes(word))
    }
    const match = fullTextQuery(words)
    const fitting = (some: readonly Thread[]) =>
      some.filter(({ name, fromName, email, company, subject }) => fits(name, fromName, email, company, subject))
    const byWords = match === null ? [] : fitting(threads.all({ ...values, match }))
    const byLead = byWords.length < maxConversations ? fitting(nameless.all(values)) : []
    const conversations = [...new Map([...byWords, ...byLead].map((thread) => [thread.id, thread])).values()].toSorted(
      (a, b) => b.lastAt - a.lastAt,
    )
    const people = new Map<string, Person>()
    const add = (person: Omit<Person, 'kind'>) => {
      if (!people.has(person.email)) people.set(person.email, { kind: 'person', ...person })
    }
    for (const from of addressPrefixes(text, words)) {
      const rows = leads.all({ ...values, from, to: `${from}\uffff` })
      for (const row of rows) if (fits(row.email, row.name, row.title, row.company)) add(row)
    }
    for (const { workspaceId: of, email, name, fromName, company } of conversations)
      if (email !== '' && fits(name, fromName, email, company))
        add({ workspaceId: of, email, name, title: '', company })
    return [
      ...[...people.values()].slice(0, maxPeople),
      ...conversations
        .slice(0, maxConversations)
        .map(({ workspaceId: of, id, email, company, name, subject, lastAt }) => ({
          kind: 'conversation' as const,
          workspaceId: of,
          id,
          email,
          subject,
          lastAt,
          // As in the inbox, a lead without a name is shown with the company's.
          name: name || company,
        })),
    ]
  }
}

/** Possible beginnings of this person's address: as typed, by either name, and both combined as companies do. */
function addressPrefixes(text: string, words: readonly string[]): readonly string[] {
  const typed = text.trim().toLowerCase()
  const [first = '', second = ''] = words
  const starts = typed.includes(' ') ? [] : [typed]
  if (first.length > 1) starts.push(first)
  if (second.length > 1) {
    const initial = first.slice(0, 1)
    starts.push(second, `${first}${second}`, `${initial}.${second}`, `${initial}${second}`)
  }
  // A beginning that extends another is found with the shorter one, as long as not too many match.
  return [...new Set(starts)].toSorted((a, b) => b.length - a.length)
}

/**
 * Searches names, addresses and subjects, with the last word as a prefix. Every word is quoted, so nothing typed is
 * interpreted as query syntax.
 */
function fullTextQuery(words: readonly string[]): string | null {
  const last = words.at(-1) ?? ''
  if (last.length < prefixFrom) return null
  const quoted = words.slice(0, 12).map((word) => `"${word}"`)
  return `{from_name from_address subject} : (${quoted.join(' AND ')} *)`
}
