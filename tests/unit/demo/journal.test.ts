import { expect, test } from 'vitest'
import { type ArrivedRequest, createJournal, type Journal, parseJournal } from '#demo/api/journal.ts'

function addition(campaign: string, ...emails: readonly string[]): ArrivedRequest {
  const body = { campaign_id: campaign, leads: emails.map((email) => ({ email })) }
  return {
    token: 'key-1',
    workspaceId: 'w1',
    method: 'POST',
    path: '/api/v2/leads/add',
    query: '',
    bodyText: JSON.stringify(body),
    body,
  }
}

function creation(name: string): ArrivedRequest {
  return { ...addition(''), path: '/api/v2/campaigns', bodyText: '{}', body: { name } }
}

function record(journal: Journal, request: ArrivedRequest, status: number | null, committed: boolean): void {
  const entry = journal.arrived(request)
  if (committed) journal.committed(entry)
  journal.answered(entry, status)
}

function filled(onLine?: (line: string) => void): Journal {
  let now = 0
  const journal = createJournal({ now: () => now, ...(onLine ? { onLine } : {}) })
  record(journal, addition('c1', 'a@b.co', 'b@b.co'), 200, true)
  now = 100
  record(journal, addition('c1', 'b@b.co'), 500, false)
  now = 200
  record(journal, addition('c1', ' A@b.co', 'c@b.co'), null, true)
  now = 1_150
  record(journal, addition('c2', 'a@b.co'), 200, true)
  record(journal, creation('Q3'), 200, true)
  record(journal, creation('Q3'), 429, false)
  return journal
}

test('An address in two committed bodies of one campaign is a duplicate, but not in another campaign or a refused body', () => {
  const journal = filled()
  expect(journal.addressesCommittedTwice()).toEqual([{ target: 'c1', email: 'a@b.co', times: 2 }])
  expect(journal.committedAddresses('c1')).toEqual(['a@b.co', 'b@b.co', 'a@b.co', 'c@b.co'])
  expect(journal.committedAddresses()).toHaveLength(5)
})

test('Created campaigns, refused calls and the busiest second are counted from what arrived', () => {
  const journal = filled()
  expect(journal.campaignsCreated('Q3')).toBe(1)
  expect(journal.campaignsCreated('Q4')).toBe(0)
  expect(journal.count429).toBe(1)
  expect(journal.maxPerSecond()).toBe(4)
})

test('An answer that never reached the client is recorded as dropped, its body as committed', () => {
  const dropped = filled().entries.filter((entry) => entry.dropped)
  expect(dropped).toMatchObject([{ committed: true, status: null, emails: [' A@b.co', 'c@b.co'] }])
})

test('The written lines give another process the same, without a truncated last line', () => {
  const lines: string[] = []
  const journal = filled((line) => lines.push(line))
  const read = parseJournal(`${lines.join('\n')}\n{"kind":"arr`)
  expect(read.entries).toEqual(journal.entries)
  expect(read.addressesCommittedTwice()).toEqual(journal.addressesCommittedTwice())
  expect(read.count429).toBe(1)
})
