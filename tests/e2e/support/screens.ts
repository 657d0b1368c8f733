/** The app's screens by their accessible names: the one place where specs and the tour find controls. */
import type { Page } from '@playwright/test'
import { en } from '#shared/texts/en.ts'
import { exportsEn } from '#shared/texts/exports-en.ts'
import { listsEn } from '#shared/texts/lists-en.ts'

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
/** The beginning of a name whose figures follow. */
const startOf = (name: string) => new RegExp(`^${name.replace(/\d.*$/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\d`)

export const screens = {
  connect: {
    key: (page: Page) => page.getByLabel(en.connect.key, { exact: true }),
    test: (page: Page) => button(page, en.connect.test),
    add: (page: Page) => button(page, en.connect.add),
  },
  drop: {
    chooseFile: (page: Page) => button(page, en.firstStart.chooseFile),
  },
  mapping: {
    title: (page: Page) => page.getByRole('heading', { name: listsEn.import.title }),
    table: (page: Page) => page.getByRole('table', { name: listsEn.import.table }),
    /** Named with the count once every row has been looked at. */
    save: (page: Page) => button(page, startOf(listsEn.import.save(2))),
  },
  list: {
    export: (page: Page) => button(page, startOf(listsEn.list.export(2))),
  },
  plan: {
    send: (page: Page) => button(page, startOf(exportsEn.plan.send(2))),
  },
  ledger: {
    title: (page: Page) => page.getByRole('heading', { level: 1 }),
  },
}
