/** The app's screens by their accessible names: the one place where specs and the tour locate controls. */
import { expect, type Locator, type Page } from '@playwright/test'
import type { Language } from '#shared/language.ts'
import { textsOf } from '#shared/texts/all-languages.ts'

let texts = textsOf.en

/** Locates the screens in another language from now on. */
export function findScreensIn(language: Language): void {
  texts = textsOf[language]
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
/**
 * Returns a pattern for a name with any figures: the text before them, or, if they come first, after what they count.
 */
function startOf(name: string): RegExp {
  const [before = '', after = ''] = name.split(/\d[\d.,]*/)
  return new RegExp(before === '' ? `^[\\d.,]+ \\S+${escaped(after.replace(/^ \S+/, ''))}` : `^${escaped(before)}\\d`)
}

/** Opens a closed part, and waits until it is open. */
async function expand(part: Locator): Promise<void> {
  if ((await part.getAttribute('aria-expanded')) === 'false') await part.click()
  await expect(part).toHaveAttribute('aria-expanded', 'true')
}

export const screens = {
  connect: {
    key: (page: Page) => page.getByLabel(texts.connect.key, { exact: true }),
    test: (page: Page) => button(page, texts.connect.test),
    add: (page: Page) => button(page, texts.connect.add),
  },
  drop: {
    chooseFile: (page: Page) => button(page, texts.firstStart.chooseFile),
  },
  mapping: {
    title: (page: Page) => page.getByRole('heading', { name: texts.lists.import.title }),
    table: (page: Page) => page.getByRole('table', { name: texts.lists.import.table }),
    /** Its name contains the count once every row has been checked. */
    save: (page: Page) => button(page, new RegExp(`^${escaped(texts.lists.import.saveUnknown)}, `)),
  },
  list: {
    /** Its name has no number once some of its leads were exported. */
    export: (page: Page) => {
      const { export: exportAll, exportSome } = texts.lists.list
      return button(page, new RegExp(`${startOf(exportAll(2)).source}|^${escaped(exportSome)}$`))
    },
  },
  plan: {
    /** Named after its action, once everything is counted. */
    send: (page: Page) => {
      const { sendCard, exportAndStart, exportAndStartNow } = texts.review
      const [start = ''] = exportAndStart('@').split('@')
      const names = [startOf(texts.exports.plan.send(2)).source, `^${escaped(start)}`, `^${escaped(exportAndStartNow)}`]
      const card = page.getByRole('region', { name: sendCard, exact: true })
      return card.getByRole('button', { name: new RegExp(names.join('|')) })
    },
    /** Opens parts that are closed at first, by title. */
    open: async (page: Page, ...titles: readonly string[]) => {
      for (const title of titles) {
        const part = button(page, new RegExp(`^${escaped(title)}`)).and(page.locator('[aria-expanded]'))
        await expand(part)
      }
    },
    /** Target of the leads: a new campaign, an existing one, or a lead list. */
    target: async (page: Page, kind: string) => {
      await button(page, new RegExp(`^${escaped(texts.exports.plan.targetKind)}`)).click()
      await page.getByRole('menuitem', { name: kind, exact: true }).click()
    },
    /** Opens the fixes for the variables, if closed. */
    variables: async (page: Page) => {
      const first = page.getByRole('region', { name: texts.review.variables }).locator('[aria-expanded]').first()
      await expand(first)
    },
    edit: (page: Page) => page.getByRole('button', { name: texts.review.editEmails, exact: true }).click(),
    /** Opens the requests, from the menu of the plan. */
    preview: async (page: Page) => {
      await page
        .getByRole('button', { name: texts.review.more, exact: true })
        .and(page.locator('[aria-haspopup]'))
        .click()
      await page.getByRole('menuitem', { name: texts.review.apiPreview }).click()
    },
  },
  ledger: {
    title: (page: Page) => page.getByRole('heading', { level: 1 }),
  },
}
