/** Receipts for erased people and deleted clients, place by place; the same in the window and on paper. */
import type { EarlierCopies } from '../../contract/app/backups.ts'
import type { ClientRemoval, ListedRemoval } from '../../contract/app/client-data.ts'
import { type Erasure, type ErasureReceipt, personStores } from '../../contract/app/people.ts'
import type { BackendTexts } from '../../texts/backend-texts.ts'

export const receiptPlaces = ['here', 'backups', 'instantly', 'demo', 'relay', 'supabase', 'crm', 'files'] as const
export type ReceiptPlace = (typeof receiptPlaces)[number]

/** `waits`: will be removed by a rule, without anybody acting. `yours`: out of Sendoff's reach, for the operator. */
export type TodoState = 'done' | 'waits' | 'yours'

export type ReceiptLine = {
  readonly place: ReceiptPlace
  readonly name: string
  readonly stored: string
  readonly standing: TodoState
  readonly result: readonly string[]
}

/** Formats figures and names for window or paper. On paper, read by others, clients and folders are not named. */
export type ReceiptFormat = {
  readonly texts: BackendTexts
  /** Formats a time in epoch ms; on paper to the second. */
  readonly moment: (at: number) => string
  /** Formats an ISO time. */
  readonly date: (iso: string) => string
  readonly when: (iso: string) => string
  readonly bytes: (bytes: number) => string
  readonly client: (id: number) => string
  readonly folder: (path: string) => string
}

/**
 * Receipts of people and clients are numbered separately. The letters are the same in every language, because a
 * document may be saved again in another one.
 */
const series = { person: 'P', client: 'C' } as const

/** Returns a number such as `P-2026-004`: the series, the year of the request, and the id. */
export const receiptNumber = (
  of: keyof typeof series,
  { id, askedAt }: Pick<Erasure | ClientRemoval, 'id' | 'askedAt'>,
): string => `${series[of]}-${new Date(askedAt).getUTCFullYear()}-${String(id).padStart(3, '0')}`

/** Returns how many places are done out of those that need nothing from the operator, and how many need something. */
export function receiptSums(lines: readonly ReceiptLine[]) {
  const of = (standing: TodoState) => lines.filter((line) => line.standing === standing).length
  return { done: of('done'), of: of('done') + of('waits'), yours: of('yours') }
}

/** Describes what happens to copies with erased data: with a date if certain, otherwise with who has to delete them. */
export function earlierLines(
  { copies, until, replaced, replacedUntil, staying, unread }: EarlierCopies,
  { texts, date, when, folder }: Pick<ReceiptFormat, 'texts' | 'date' | 'when' | 'folder'>,
): string[] {
  const words = texts.backups.earlier
  const [newest] = staying
  const lines = [
    ...(until === null ? [] : [words.go(copies - staying.length, date(until))]),
    ...(replacedUntil === null ? [] : [words.aside(replaced, date(replacedUntil))]),
    ...(newest === undefined ? [] : [words.stay(staying.length, when(newest))]),
    ...unread.map((path) => words.unread(folder(path))),
  ]
  return lines.length === 0 ? [words.none] : lines
}

function backupsLine(copies: EarlierCopies, tell: ReceiptFormat): ReceiptLine {
  const { people } = tell.texts
  const count = copies.copies + copies.replaced
  const isYours = copies.staying.length + copies.unread.length > 0
  return {
    place: 'backups',
    name: people.backups,
    stored: people.copies(count),
    standing: isYours ? 'yours' : count > 0 ? 'waits' : 'done',
    result: earlierLines(copies, tell),
  }
}

/** Returns the receipt of a person: the state of every place; empty until the erasure has finished. */
export function personReceipt({ receipt, endedAt, copies }: Erasure, tell: ReceiptFormat): readonly ReceiptLine[] {
  if (receipt === null || endedAt === null || copies === null) return []
  const { people } = tell.texts
  const words = people.receipt
  const { relays, supabase, crms, reports } = receipt
  const yours = (place: ReceiptPlace, name: string, stored: string, act: string): ReceiptLine => ({
    place,
    name,
    stored,
    standing: 'yours',
    result: [act],
  })
  return [
    {
      place: 'here',
      name: people.thisComputer,
      stored: storedHereText(receipt, people),
      standing: 'done',
      result: [
        words.erasedAt(tell.moment(endedAt)),
        ...(receipt.mentions > 0 ? [words.mentions(receipt.mentions)] : []),
        ...(receipt.bytesChecked > 0 ? [words.checked(tell.bytes(receipt.bytesChecked))] : []),
      ],
    },
    backupsLine(copies, tell),
    ...(receipt.instantly.length > 0
      ? [instantlyLine(receipt.instantly, tell)]
      : receipt.demo
        ? []
        : [yours('instantly', people.instantly, words.notLooked, words.notAsked)]),
    ...(receipt.demo ? [yours('demo', words.demoName, words.demoStored, words.demo)] : []),
    ...(relays > 0
      ? [{ ...yours('relay', people.relay, people.relays(relays), people.dialog.relay), standing: 'waits' as const }]
      : []),
    ...(supabase > 0 ? [yours('supabase', people.supabase, people.sources(supabase), people.dialog.supabase)] : []),
    ...(crms > 0 ? [yours('crm', people.crm, people.crms(crms), people.dialog.crm)] : []),
    yours('files', people.files, people.reports(reports), people.dialog.files),
  ]
}

function storedHereText({ here }: ErasureReceipt, { stores, records, nothing }: BackendTexts['people']): string {
  const known = personStores.flatMap((kind) => ((here[kind] ?? 0) > 0 ? [stores[kind](here[kind] ?? 0)] : []))
  const kinds: readonly string[] = personStores
  const others = Object.entries(here).reduce((sum, [kind, count]) => (kinds.includes(kind) ? sum : sum + count), 0)
  return [...known, ...(others > 0 ? [records(others)] : [])].join(', ') || nothing
}

function instantlyLine(asked: ErasureReceipt['instantly'], { texts, client }: ReceiptFormat): ReceiptLine {
  const { people } = texts
  const words = people.receipt
  const deleted = asked.reduce((sum, one) => sum + one.deleted, 0)
  const found = asked.reduce((sum, one) => sum + one.deleted + one.left, 0)
  const blocked = asked.filter((one) => one.blocked).length
  const open = asked.flatMap(({ workspaceId, left, problem }) => [
    ...(problem === null ? [] : [words.problem(client(workspaceId), errorTextOf(problem, texts))]),
    ...(left > 0 ? [words.problem(client(workspaceId), words.left(left))] : []),
  ])
  return {
    place: 'instantly',
    name: people.instantly,
    stored: `${words.leads(found)}, ${people.workspaces(asked.length)}`,
    standing: open.length > 0 ? 'yours' : 'done',
    result: [
      ...(deleted > 0 ? [words.deleted(deleted)] : []),
      ...(blocked > 0 ? [words.blocked(blocked)] : []),
      ...(found + blocked === 0 && open.length === 0 ? [words.noLead] : []),
      ...mergeIdentical(open),
    ],
  }
}

/** Clients have no names on paper, so identical lines are merged into one with their number. */
const mergeIdentical = (lines: readonly string[]): readonly string[] =>
  [...new Set(lines)].map((line) => {
    const count = lines.filter((other) => other === line).length
    return count === 1 ? line : `${count} × ${line}`
  })

/** Returns the text of one of our error codes; any other code is returned unchanged. */
function errorTextOf(code: string, { errors }: BackendTexts): string {
  const known = Object.entries(errors).find(([name]) => name === code)
  return known ? known[1]({}).what : code
}

/** Returns the receipt of a client: the state of every place; empty until the deletion has finished. */
export function clientReceipt(
  { receipt, endedAt, copies }: ListedRemoval,
  tell: ReceiptFormat,
): readonly ReceiptLine[] {
  if (endedAt === null || copies === null) return []
  const { people, clientData: words } = tell.texts
  const { leads, emails, events, exports, keys, webhook, relay, crms, sources, reports } = receipt
  const line = (place: ReceiptPlace, name: string, stored: string, result: readonly string[]): ReceiptLine => ({
    place,
    name,
    stored,
    standing: 'yours',
    result,
  })
  return [
    {
      ...line('here', people.thisComputer, words.held(leads, emails, events, exports), [
        words.deletedAt(tell.moment(endedAt)),
      ]),
      standing: 'done',
    },
    backupsLine(copies, tell),
    line('instantly', people.instantly, words.keysHeld(keys), [
      ...(keys > 0 ? [words.keys(keys)] : []),
      ...(webhook === 'none' ? [] : [words.webhook[webhook]]),
      words.campaignsStay,
    ]),
    ...(relay ? [line('relay', people.relay, people.relays(1), [words.relay])] : []),
    ...(sources > 0 ? [line('supabase', people.supabase, people.sources(sources), [words.tokens])] : []),
    ...(crms > 0 ? [line('crm', people.crm, people.crms(crms), [words.tokens])] : []),
    ...(reports > 0 ? [line('files', people.files, people.reports(reports), [words.reports(reports)])] : []),
  ]
}
