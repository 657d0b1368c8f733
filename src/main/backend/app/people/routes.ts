import type { Person, people } from '#shared/contract/app/people.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { personReceipt, receiptNumber } from '#shared/domain/app/receipts.ts'
import { AppError } from '#shared/errors.ts'
import type { OptOutId } from '#shared/ids.ts'
import { backendTexts } from '#shared/texts/backend-texts.ts'
import { operatorLanguage } from '../../clients/settings/operator-language.ts'
import type { Deps } from '../../core/deps.ts'
import { domainSpellings } from '../../core/lib/domain-spellings.ts'
import { writeFileAtomically } from '../../core/lib/write-atomically.ts'
import { createOptOuts } from '../../leads/opt-outs/opt-outs.ts'
import { saveReceipt } from '../receipts/save-receipt.ts'
import { isBeingExported } from './erase-rows.ts'
import { createEraser, type EraserParts } from './eraser.ts'
import { findPerson, isOwnAccount } from './find-person.ts'
import { personHtml } from './person-file.ts'

/** Routes for one person across all clients: what is stored, a file of it, opting out, and erasing. */
export function createPeople(deps: Deps, parts: EraserParts) {
  const { store, clock } = deps
  const eraser = createEraser(deps, parts)
  const optOuts = createOptOuts(store)
  const find = (email: string) => {
    const { copies, replaced } = parts.copies()(clock.now())
    return findPerson(store, email, { backups: copies, replaced })
  }
  /** A different spelling of the domain is the same person: their data is shown under the spelling that has any. */
  const findAny = (email: string) => {
    const found = domainSpellings(email).map(find) as [Person, ...Person[]]
    return found.find(({ clients }) => clients.length > 0) ?? found[0]
  }
  const routes: Handlers<typeof people> = {
    'people.view': ({ email }) => findAny(email),
    'people.saveFile': async ({ email }) => {
      const language = operatorLanguage(deps)
      const name = backendTexts[language].people.file.name
      const path = await deps.host.chooseSavePath({ defaultName: `${name}.html` })
      if (path === null) return null
      const page = personHtml(store, findAny(email), language, clock.now())
      await writeFileAtomically(path, (file) => file.write(page))
      return { path }
    },
    'people.stop': ({ email }) => {
      const isDemo = store.raw.prepare('select demo is not null from workspace where id = ?').pluck()
      // Clients that know the address under another spelling of the domain stop too, as it is the same mailbox.
      const found = domainSpellings(email).map(find)
      const clients = [...new Set(found.flatMap((one) => one.clients))]
      const before = found.flatMap((one) => one.optOuts)
      const ids: OptOutId[] = []
      const kinds = Map.groupBy(clients, (id) => isDemo.get(id) as number)
      // An opt-out for all clients applies to those of the same kind only: a demo and real clients share nothing.
      for (const [first] of kinds.values()) {
        if (first === undefined) continue
        const at = deps.instantly.now(first)
        const id = optOuts.record({ workspaceId: first, value: email, at, source: 'hand', scope: 'all' })
        if (id !== null) ids.push(id)
      }
      // If an earlier opt-out existed, undoing this one would remove that one too.
      return { ids: before.length === 0 ? ids : [] }
    },
    'people.erase': ({ email, typed, block }) => {
      if (typed !== email) throw new AppError('INVALID_INPUT', { field: 'typed', message: 'not typed' })
      // It is the same mailbox under each spelling of its domain: each is erased, with its own receipt.
      const all = domainSpellings(email)
      if (all.some((one) => isOwnAccount(store, one))) throw new AppError('PERSON_IS_ACCOUNT')
      if (all.some((one) => isBeingExported(store, one))) throw new AppError('PERSON_BEING_EXPORTED')
      const [id = 0] = all.map((one) => eraser.erase(one, block))
      return { id }
    },
    'people.saveReceipt': ({ id }) => {
      const erasure = eraser.list().find((one) => one.id === id)
      if (!erasure || erasure.endedAt === null) throw new AppError('NOT_FOUND')
      return saveReceipt(deps, {
        ...erasure,
        number: receiptNumber('person', erasure),
        words: ({ texts: { people: words } }) => ({
          kind: words.receipt.paper,
          file: words.receipt.fileName,
          about: words.receipt.about(erasure.fingerprint),
        }),
        lines: (tell) => personReceipt(erasure, tell),
      })
    },
    'people.erasures': () => eraser.list(),
  }
  return { routes, look: eraser.look, settled: eraser.settled }
}
