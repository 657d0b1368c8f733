import { describe, expect, it } from 'vitest'
import type { ListedRemoval } from '#shared/contract/app/client-data.ts'
import type { Erasure } from '#shared/contract/app/people.ts'
import {
  clientReceipt,
  personReceipt,
  type ReceiptFormat,
  receiptNumber,
  receiptSums,
} from '#shared/domain/app/receipts.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { en } from '#shared/texts/en.ts'

const tell: ReceiptFormat = {
  texts: en,
  moment: () => 'THEN',
  date: (iso) => iso,
  when: (iso) => iso,
  bytes: (bytes) => `${bytes} B`,
  client: (id) => `client ${id}`,
  folder: () => 'a folder',
}
const noCopies = { copies: 0, until: null, replaced: 0, replacedUntil: null, staying: [], unread: [] }
const asked = { deleted: 0, left: 0, blocked: false, problem: null }
const erasure: Erasure = {
  id: 4,
  fingerprint: '7f3a 91c2',
  state: 'done',
  askedAt: Date.UTC(2026, 10, 20),
  endedAt: Date.UTC(2026, 10, 20, 9, 44),
  problem: null,
  copies: noCopies,
  receipt: {
    here: { leads: 3, events: 27 },
    mentions: 2,
    files: 6,
    bytesChecked: 100,
    instantly: [
      { ...asked, workspaceId: 1, deleted: 2, blocked: true },
      { ...asked, workspaceId: 2, blocked: true },
    ],
    relays: 1,
    supabase: 1,
    crms: 0,
    reports: 1,
    demo: false,
  },
}
const standings = (one: Erasure) =>
  Object.fromEntries(personReceipt(one, tell).map(({ place, standing }) => [place, standing]))

describe('a receipt', () => {
  it('says what each place had, what happened to it, and how much is left to do', () => {
    const lines = personReceipt(erasure, tell)
    expect(lines.map(({ place, stored }) => [place, stored])).toEqual([
      ['here', '3 list rows, 27 events'],
      ['backups', '0 copies'],
      ['instantly', '2 leads, 2 workspaces'],
      ['relay', '1 relay'],
      ['supabase', '1 source'],
      ['files', '1 report made'],
    ])
    expect(lines[0]?.result[0]).toBe('Erased THEN')
    expect(standings(erasure)).toEqual({
      here: 'done',
      backups: 'done',
      instantly: 'done',
      relay: 'waits',
      supabase: 'yours',
      files: 'yours',
    })
    expect(receiptSums(lines)).toEqual({ done: 3, of: 4, yours: 2 })
    expect(receiptNumber('person', erasure)).toBe('P-2026-004')
    // It is never confused with a client's.
    expect(receiptNumber('client', erasure)).toBe('C-2026-004')
  })

  it('leaves what Instantly refused, and copies no rule removes, to the operator', () => {
    const receipt = erasure.receipt
    if (receipt === null) throw new Error('no receipt')
    const refused = [{ ...asked, workspaceId: 7, problem: 'INSTANTLY_API_KEY_MISSING' }]
    const open = { ...erasure, receipt: { ...receipt, instantly: refused } }
    expect(standings(open)['instantly']).toBe('yours')
    expect(personReceipt(open, tell).find(({ place }) => place === 'instantly')?.result).toEqual([
      expect.stringContaining('client 7: '),
    ])
    const rule = { ...noCopies, copies: 1, until: '2027-01-01' }
    expect(standings({ ...erasure, copies: rule })['backups']).toBe('waits')
    const stays = { ...noCopies, copies: 1, staying: ['2026-11-01'] }
    expect(standings({ ...erasure, copies: stays })['backups']).toBe('yours')
    expect(standings({ ...erasure, copies: { ...noCopies, unread: ['/media/T7'] } })['backups']).toBe('yours')
  })

  it('reports nothing about Instantly if nothing was requested there', () => {
    const receipt = erasure.receipt
    if (receipt === null) throw new Error('no receipt')
    const unasked = { ...erasure, receipt: { ...receipt, instantly: [] } }
    expect(personReceipt(unasked, tell).find(({ place }) => place === 'instantly')).toMatchObject({
      standing: 'yours',
      result: [en.people.receipt.notAsked],
    })
    // A person only in the demo is treated as unknown.
    const { demo: _, ...others } = receipt
    const ofDemo = { ...erasure, receipt: { ...others, instantly: [], demo: true } }
    expect(standings(ofDemo)['instantly']).toBeUndefined()
  })

  it('counts clients that could not be asked without naming any', () => {
    const receipt = erasure.receipt
    if (receipt === null) throw new Error('no receipt')
    const problem = 'INSTANTLY_API_KEY_MISSING'
    const refused = [1, 2, 3].map((workspaceId) => ({ ...asked, workspaceId, problem }))
    const onPaper = { ...tell, client: () => 'A workspace' }
    const lines = personReceipt({ ...erasure, receipt: { ...receipt, instantly: refused } }, onPaper)
    expect(lines.find(({ place }) => place === 'instantly')?.result).toEqual([
      expect.stringMatching(/^3 × A workspace: /),
    ])
  })

  it('is empty before the end', () => {
    expect(personReceipt({ ...erasure, endedAt: null, copies: null }, tell)).toEqual([])
  })
})

describe('a receipt of a client', () => {
  const removal: ListedRemoval = {
    id: 2,
    // A client that does not exist.
    workspaceId: 9 as WorkspaceId,
    name: 'Kessler',
    createdAt: '',
    state: 'done',
    askedAt: Date.UTC(2026, 10, 20),
    endedAt: Date.UTC(2026, 10, 20, 9, 44),
    problem: null,
    copies: noCopies,
    receipt: {
      rows: 99,
      leads: 40,
      emails: 5,
      events: 27,
      exports: 2,
      keys: 1,
      crms: 1,
      sources: 1,
      reports: 3,
      webhook: 'left',
      relay: true,
    },
  }
  const placesOf = (one: ListedRemoval) =>
    Object.fromEntries(clientReceipt(one, tell).map(({ place, standing, result }) => [place, [standing, ...result]]))

  it('says what is deleted here and leaves to the operator what is elsewhere, with a webhook that could not be deleted', () => {
    const words = en.clientData
    expect(placesOf(removal)).toEqual({
      here: ['done', words.deletedAt('THEN')],
      backups: ['done', en.backups.earlier.none],
      instantly: ['yours', words.keys(1), words.webhook.left, words.campaignsStay],
      relay: ['yours', words.relay],
      supabase: ['yours', words.tokens],
      crm: ['yours', words.tokens],
      files: ['yours', words.reports(3)],
    })
  })

  it('names no place that had nothing, and always says what stays at Instantly', () => {
    const empty = {
      ...removal.receipt,
      keys: 0,
      crms: 0,
      sources: 0,
      reports: 0,
      relay: false,
      webhook: 'none' as const,
    }
    expect(placesOf({ ...removal, receipt: empty })).toEqual({
      here: ['done', en.clientData.deletedAt('THEN')],
      backups: ['done', en.backups.earlier.none],
      instantly: ['yours', en.clientData.campaignsStay],
    })
    expect(clientReceipt({ ...removal, endedAt: null, copies: null }, tell)).toEqual([])
  })
})
