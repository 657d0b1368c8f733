import { listOf, valuesOf } from '../state/values.ts'

/**
 * Records requests as they arrive: written by the transport, from the request's own bytes, before and after the API
 * code handles it. The counts here never depend on what the API code believes it stored.
 */
export type JournalEntry = {
  readonly seq: number
  readonly at: number
  /** The bearer token as sent. */
  readonly token: string | null
  readonly workspaceId: string | null
  readonly method: string
  readonly path: string
  readonly query: string
  /** The body's text; null if only facts about it are kept. */
  readonly bodyText: string | null
  /** Id of the campaign or list to which a body adds leads. */
  readonly target: string | null
  /** Addresses of a body that adds leads, in order. */
  readonly emails: readonly string[]
  /** Name of the campaign a body creates. */
  readonly campaignName: string | null
  /** Whether the API code ran the request and answered with success. */
  committed: boolean
  /** Status of the client's answer; null while open, and for an answer that never reached it. */
  status: number | null
  /** Whether the client got no complete answer, after the API code had run or been skipped. */
  dropped: boolean
}

export type ArrivedRequest = Pick<JournalEntry, 'token' | 'workspaceId' | 'method' | 'path' | 'query'> & {
  readonly bodyText: string
  readonly body: unknown
}

type DuplicateUpload = { readonly target: string; readonly email: string; readonly times: number }

/** Queries that tests make on the recorded requests. Addresses are compared trimmed and in lower case. */
export type JournalReading = {
  readonly entries: readonly JournalEntry[]
  readonly count429: number
  /** Addresses that occur more than once in the committed bodies of one campaign or list. */
  addressesCommittedTwice(): readonly DuplicateUpload[]
  /** Addresses of committed bodies, including duplicates, of one campaign or list or of all. */
  committedAddresses(target?: string): readonly string[]
  campaignsCreated(name?: string): number
  /** Maximum number of requests of one workspace within any one second. */
  maxPerSecond(): number
  requests(method: string, path: string | RegExp): readonly JournalEntry[]
}

export type Journal = JournalReading & {
  arrived(request: ArrivedRequest): JournalEntry
  committed(entry: JournalEntry): void
  answered(entry: JournalEntry, status: number | null): void
  clear(): void
}

type JournalOptions = {
  readonly now: () => number
  /** `facts`: only addresses, target and name of each body are kept; `none`: no requests at all. */
  readonly keepBodies?: 'all' | 'facts' | 'none'
  /** Called synchronously with each line of the record, in order. */
  readonly onLine?: (line: string) => void
}

type Line =
  | ({ readonly kind: 'arrived' } & Omit<JournalEntry, 'committed' | 'status' | 'dropped'>)
  | { readonly kind: 'committed'; readonly seq: number }
  | { readonly kind: 'answered'; readonly seq: number; readonly status: number | null }

export function createJournal(options: JournalOptions): Journal {
  const entries: JournalEntry[] = []
  const write = (line: Line) => options.onLine?.(JSON.stringify(line))
  return {
    ...readingOf(entries),
    get count429() {
      return countOf429(entries)
    },
    arrived(request) {
      const { bodyText, body, ...rest } = request
      const facts = {
        seq: entries.length + 1,
        at: options.now(),
        ...rest,
        bodyText: (options.keepBodies ?? 'all') === 'all' ? bodyText : null,
        ...bodyFacts(request.method, request.path, body),
      }
      const entry: JournalEntry = { ...facts, committed: false, status: null, dropped: false }
      if (options.keepBodies !== 'none') entries.push(entry)
      write({ kind: 'arrived', ...facts })
      return entry
    },
    committed(entry) {
      entry.committed = true
      write({ kind: 'committed', seq: entry.seq })
    },
    answered(entry, status) {
      entry.status = status
      entry.dropped = status === null
      write({ kind: 'answered', seq: entry.seq, status })
    },
    clear() {
      entries.length = 0
    },
  }
}

/** Reads the lines of a journal, e.g. of a process that has ended; ignores a truncated last line. */
export function parseJournal(text: string): JournalReading {
  const entries: JournalEntry[] = []
  const bySeq = new Map<number, JournalEntry>()
  for (const row of text.split('\n').slice(0, -1)) {
    const line: Line = JSON.parse(row)
    if (line.kind === 'arrived') {
      const { kind: _, ...facts } = line
      const entry: JournalEntry = { ...facts, committed: false, status: null, dropped: false }
      entries.push(entry)
      bySeq.set(entry.seq, entry)
      continue
    }
    const entry = bySeq.get(line.seq)
    if (!entry) continue
    if (line.kind === 'committed') entry.committed = true
    else {
      entry.status = line.status
      entry.dropped = line.status === null
    }
  }
  return { ...readingOf(entries), count429: countOf429(entries) }
}

function readingOf(entries: readonly JournalEntry[]): Omit<JournalReading, 'count429'> {
  return {
    entries,
    addressesCommittedTwice: () => findDuplicateUploads(entries),
    committedAddresses: (target) =>
      entries
        .filter((entry) => entry.committed && (target === undefined || entry.target === target))
        .flatMap((entry) => entry.emails.map(plainEmail)),
    campaignsCreated: (name) =>
      entries.filter(
        (entry) =>
          entry.committed && entry.campaignName !== null && (name === undefined || entry.campaignName === name),
      ).length,
    maxPerSecond: () => busiestSecond(entries),
    requests: (method, path) =>
      entries.filter(
        (entry) => entry.method === method && (typeof path === 'string' ? entry.path === path : path.test(entry.path)),
      ),
  }
}

function countOf429(entries: readonly JournalEntry[]): number {
  return entries.filter((entry) => entry.status === 429).length
}

function findDuplicateUploads(entries: readonly JournalEntry[]): readonly DuplicateUpload[] {
  const byTarget = new Map<string, Map<string, number>>()
  for (const entry of entries) {
    if (!entry.committed || entry.emails.length === 0) continue
    const counts = byTarget.get(entry.target ?? '') ?? new Map<string, number>()
    byTarget.set(entry.target ?? '', counts)
    for (const email of entry.emails) counts.set(plainEmail(email), (counts.get(plainEmail(email)) ?? 0) + 1)
  }
  return [...byTarget].flatMap(([target, counts]) =>
    [...counts].filter(([, times]) => times > 1).map(([email, times]) => ({ target, email, times })),
  )
}

function busiestSecond(entries: readonly JournalEntry[]): number {
  const byWorkspace = Map.groupBy(entries, (entry) => entry.workspaceId ?? '')
  let most = 0
  for (const own of byWorkspace.values()) {
    const times = own.map((entry) => entry.at)
    let first = 0
    for (const [at, time] of times.entries()) {
      while (time - (times[first] ?? time) >= 1_000) first++
      most = Math.max(most, at - first + 1)
    }
  }
  return most
}

type BodyFacts = Pick<JournalEntry, 'target' | 'emails' | 'campaignName'>
const noFacts: BodyFacts = { target: null, emails: [], campaignName: null }

function bodyFacts(method: string, path: string, body: unknown): BodyFacts {
  if (method !== 'POST') return noFacts
  const fields = valuesOf(body)
  if (path.endsWith('/leads/add')) {
    const target = textOf(fields['campaign_id']) ?? textOf(fields['list_id'])
    return {
      ...noFacts,
      target,
      emails: listOf(fields['leads'])
        .map(emailOf)
        .filter((email) => email !== null),
    }
  }
  if (path.endsWith('/leads')) {
    const email = emailOf(fields)
    const target = textOf(fields['campaign']) ?? textOf(fields['list_id'])
    return { ...noFacts, target, emails: email === null ? [] : [email] }
  }
  return path.endsWith('/campaigns') ? { ...noFacts, campaignName: textOf(fields['name']) } : noFacts
}

function emailOf(lead: unknown): string | null {
  return textOf(valuesOf(lead)['email'])
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function plainEmail(email: string): string {
  return email.trim().toLowerCase()
}
