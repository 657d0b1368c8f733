/**
 * Checks 200 % zoom, wide letter spacing, reduced motion, forced colours: nothing is lost, nothing moves, everything is
 * visible.
 */
import path from 'node:path'
import type { Page } from '@playwright/test'
import { accountPath } from '#shared/domain/insights/accounts/account-path.ts'
import { textsOf } from '#shared/texts/all-languages.ts'
import { keyMapEn } from '#shared/texts/en/app/palette.ts'
import { exportsEn } from '#shared/texts/en/exports/exports.ts'
import { listsEn } from '#shared/texts/en/leads/lists.ts'
import { en } from '#shared/texts/en.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { makeList } from '../../../support/lists.ts'
import type { Sendoff } from '../../support/launch.ts'
import { connect, expect, expectState, goTo, leadFile, newestLedger, test } from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'
import { whenDrawn } from '../../support/when-drawn.ts'
import { speak } from '../../support/whole.ts'

const { de } = textsOf
/** The space that 1280x800 leaves at 200 %. */
const zoomed = { width: 640, height: 400 }

/**
 * Returns what is lost: the window scrolls sideways, a control cannot be scrolled to, or a heading is so narrow that
 * its letters wrap. Tables may scroll internally.
 */
async function lost(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const root = document.scrollingElement
    if (root && root.scrollWidth > innerWidth) found.push(`the window is ${root.scrollWidth} wide`)
    const sideways = [...document.querySelectorAll('main, .page, .page-body, .dialog, .settings-content, .rail')]
    for (const each of sideways) {
      if (each.scrollWidth <= each.clientWidth + 1) continue
      const edge = each.getBoundingClientRect().right
      const over = [...each.querySelectorAll('*')].filter((inner) => inner.getBoundingClientRect().right > edge + 1)
      found.push(`${each.className} scrolls sideways for ${over[0]?.outerHTML.slice(0, 120)}`)
    }
    for (const heading of document.querySelectorAll('h1, h2, h3')) {
      const { width, height } = heading.getBoundingClientRect()
      if (width > 1 && width < 60 && height > 2 * width) found.push(`${heading.textContent} is ${width} wide`)
    }
    const controls = 'a[href], button, input, textarea, [tabindex="0"], h1, h2'
    for (const control of document.querySelectorAll<HTMLElement>(controls)) {
      if (!control.checkVisibility({ visibilityProperty: true }) || control.closest('.sr-only, .skip-link')) continue
      control.scrollIntoView({ block: 'center', inline: 'nearest' })
      const { left, top, width, height } = control.getBoundingClientRect()
      // Long texts end in an ellipsis, so their beginning must be clickable.
      const [x, y] = [left + Math.min(width / 2, 12), top + height / 2]
      const seen = document.elementsFromPoint(x, y)
      const there = seen.some((each) => control.contains(each))
      if (width > 0 && !there) found.push(`${control.outerHTML.slice(0, 140)} at ${Math.round(x)},${Math.round(y)}`)
    }
    return found
  })
}

async function withEverything(
  sendoff: Sendoff,
): Promise<readonly (readonly [route: string, heading: RegExp | string])[]> {
  const { id: workspaceId } = await connect(sendoff)
  const dir = path.join(sendoff.home, 'data')
  const { listId } = makeList(dir, {
    workspaceId,
    name: 'Geschäftsführer Maschinenbau Köln, November 2026',
    count: 240,
    heldEvery: 7,
  })
  const { id: exportId } = await sendoff.call('exports.start', {
    listId,
    settings: newCampaignSettings('Maschinenbau'),
    idempotencyKey: 'click-for-test',
  })
  await expectState(sendoff, 'done')
  await sendoff.call('campaigns.readNow', { workspaceId })
  const { summary } = await newestLedger(sendoff)
  const campaign = await sendoff.call('campaigns.find', { workspaceId, remoteId: summary.campaignId ?? '' })
  await sendoff.call('accounts.sync', { workspaceId: null })
  const { rows } = await sendoff.call('accounts.list', { workspaceId, page: { offset: 0, limit: 10 } })
  const account = rows.find((row) => row.kind === 'account')
  if (!account) throw new Error('no account')
  await sendoff.call('workspaces.create', { name: 'Kessler Präzisionstechnik GmbH', colour: 3 })
  return [
    ['/home', /./],
    ['/lists', listsEn.title],
    [`/lists/${listId}`, /Maschinenbau/],
    [`/exports/plan/${listId}`, /./],
    ['/exports', exportsEn.title],
    [`/exports/${exportId}`, /Maschinenbau/],
    ['/analytics', en.analytics.title],
    ['/campaigns', en.campaigns.title],
    [`/campaigns/${campaign?.id}`, /Maschinenbau/],
    ['/accounts', en.accounts.title],
    [accountPath(workspaceId, account.email), en.accounts.title],
    ['/settings/diagnostics/calls', en.activity.title],
    ['/settings/diagnostics/jobs', en.activity.title],
    ['/settings/diagnostics/events', en.activity.title],
    ['/settings/workspaces', en.settings.title],
    [`/settings/workspaces/${workspaceId}`, /./],
    ['/settings/appearance', en.settings.title],
    ['/settings/sync', en.settings.title],
    ['/settings/desktop', en.settings.title],
    ['/settings/data', en.settings.title],
    ['/help', /./],
    ['/help/keys', keyMapEn.title],
  ]
}

test("Nothing is lost at 200 % zoom, wide letters cut off no control's words, nothing moves with reduced motion, and selection and focus are visible in high contrast", async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  const usual = page.viewportSize() ?? { width: 1280, height: 800 }
  await page.setViewportSize(zoomed)
  await expect(screens.connect.key(page)).toBeVisible()
  expect.soft(await lost(page), 'first start').toEqual([])
  const places = await withEverything(sendoff)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const moving = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((each) =>
        ['', '::before', '::after'].flatMap((part) => {
          const style = getComputedStyle(each, part || null)
          const longest = Math.max(
            ...`${style.transitionDuration},${style.animationDuration}`
              .split(',')
              .map((time) => Number.parseFloat(time) * (time.trim().endsWith('ms') ? 1 : 1000)),
          )
          return longest > 10 || style.scrollBehavior === 'smooth' ? [`${each.className} ${part} ${longest}`] : []
        }),
      ),
    )
  // Spacing as set by a reader's own style sheet (WCAG 1.4.12). The page's policy forbids added style elements.
  const widen = (wide: boolean) =>
    page.evaluate((isWide) => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(
        '* { letter-spacing: 0.12em !important; line-height: 1.5 !important; word-spacing: 0.16em !important }',
      )
      document.adoptedStyleSheets = isWide ? [sheet] : []
    }, wide)
  // 150 % of 1280 × 800, and a window that is low but wide.
  for (const size of [
    { width: 853, height: 533 },
    { width: 1000, height: 500 },
  ]) {
    await page.setViewportSize(size)
    await goTo(sendoff, '/settings/sync')
    await expect(page.getByRole('heading', { level: 1, name: en.settings.title })).toBeVisible()
    await page.evaluate(whenDrawn)
    expect.soft(await lost(page), `settings, ${size.width} wide`).toEqual([])
  }
  await page.setViewportSize(zoomed)
  for (const [route, heading] of places) {
    await goTo(sendoff, route)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await page.evaluate(whenDrawn)
    expect.soft(await lost(page), `${route} at 200 %`).toEqual([])
    expect.soft(await moving(), `${route} moves`).toEqual([])
    await page.setViewportSize(usual)
    await widen(true)
    await page.evaluate(whenDrawn)
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('main button, main a, main label, main .badge')]
        .filter((each) => each.checkVisibility() && !each.closest('.grid-cell, .plain-table'))
        // Text may be shortened if hovering shows it in full.
        .filter((each) => !each.title && !each.closest('[title]') && !each.querySelector('[title]'))
        .filter((each) => each.scrollHeight > each.clientHeight + 2 && each.clientHeight > 0)
        .map((each) => each.outerHTML.slice(0, 140)),
    )
    expect.soft(cut, `${route} with wide letters`).toEqual([])
    const over = await page.evaluate(() =>
      (document.scrollingElement?.scrollWidth ?? 0) <= innerWidth
        ? []
        : [...document.querySelectorAll('*')]
            .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
            .map((each) => each.outerHTML.slice(0, 140)),
    )
    expect.soft(over, `${route} with wide letters`).toEqual([])
    await widen(false)
    await page.setViewportSize(zoomed)
  }
  await sendoff.dropFiles([leadFile(30)], { x: 300, y: 200 })
  await page.getByRole('dialog').getByRole('button', { name: 'Northwind Outreach' }).click()
  await screens.mapping.save(page).waitFor()
  expect.soft(await lost(page), 'mapping').toEqual([])
  for (const keys of ['Control+k', '?']) {
    await page.keyboard.press(keys)
    await expect(page.getByRole('dialog')).toBeVisible()
    if (keys === 'Control+k') expect(await moving()).toEqual([])
    const { width = 0, height = 0 } = (await page.getByRole('dialog').boundingBox()) ?? {}
    expect(width).toBeLessThanOrEqual(zoomed.width)
    if (keys === 'Control+k') expect(height).toBeLessThanOrEqual(zoomed.height)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }

  await test.step('Selection and focus are visible in high contrast', async () => {
    await page.setViewportSize(usual)
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: null })
    await goTo(sendoff, '/settings/appearance')
    const edge = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).outlineStyle)
    await expect.poll(() => edge('.segmented > button[data-state="on"]')).toBe('solid')
    await expect.poll(() => edge('.rail-screen-on')).toBe('solid')
    await page.getByRole('link', { name: en.frame.home, exact: true }).focus()
    await page.keyboard.press('Tab')
    expect(await edge(':focus-visible')).toBe('solid')
    const square = page.locator('.rail-client .square').first()
    expect(await square.evaluate((element) => getComputedStyle(element).backgroundColor)).not.toMatch(
      /255, 255, 255|, 0\)/,
    )
    // Graphics without text: a legend, a funnel, a meter, bars of a score, parts of a cost; and the mark of the open
    // conversation.
    const invisible = await page.evaluate(() =>
      ['chart-mark', 'funnel-bar', 'meter', 'score-bars', 'rate-ranges-bar', 'money-part-1'].filter((name) => {
        const mark = document.createElement('i')
        mark.className = name
        document.body.append(mark)
        const { forcedColorAdjust } = getComputedStyle(mark) as CSSStyleDeclaration & { forcedColorAdjust: string }
        mark.remove()
        return forcedColorAdjust !== 'none'
      }),
    )
    expect(invisible).toEqual([])
    await page.evaluate(() =>
      document.body.insertAdjacentHTML('beforeend', '<b class="inbox-row" aria-current="true"></b>'),
    )
    expect(await edge('.inbox-row')).toBe('solid')
    await page.evaluate(() => document.querySelector('b.inbox-row')?.remove())
    await page.keyboard.press('Control+k')
    await expect.poll(() => edge('.palette-item[aria-selected="true"]')).toBe('solid')
  })
})

test('In a window of 1024 pixels no table scrolls sideways, every button has room in German, and the visible reasons of a review add up', async ({
  launch,
}) => {
  const sendoff = await launch({ demo: true })
  const { page } = sendoff
  await test.step('No table of exports, campaigns, opt-outs or a report scrolls sideways at 1024 pixels', async () => {
    await page.setViewportSize({ width: 1024, height: 768 })
    for (const route of ['/exports', '/campaigns', '/opted-out', '/exports/1']) {
      await goTo(sendoff, route)
      const grid = page.getByRole('grid')
      await expect(grid.getByRole('row').nth(1)).toBeVisible()
      expect(await grid.evaluate((one) => one.scrollWidth - one.clientWidth), route).toBeLessThanOrEqual(0)
    }
  })

  await test.step('With more reasons than fit, the visible lines add up to what is exported below a whole title, in English and German', async () => {
    for (const [language, width, height] of [
      ['en', 1024, 700],
      ['de', 1024, 700],
      ['de', 1280, 800],
    ] as const)
      await test.step(`${language}, ${width} × ${height}`, async () => {
        await speak(sendoff, language)
        await page.setViewportSize({ width, height })
        await goTo(sendoff, '/exports/plan/1')
        const sum = page.locator('.plan-sum .sum-table')
        const lines = sum.locator('.sum-table-part')
        const more = lines.last().getByRole('button', { name: /^\d+ (?:other reasons|weitere Gründe|reasons|Gründe)$/ })
        await expect(more).toBeVisible()
        const title = page.getByRole('heading', { level: 1 })
        expect(await title.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0)
        // They are called "other" if there are reasons above them.
        const isToldRight = async () => / (?:other|weitere) /.test(await more.innerText()) === (await lines.count()) > 1
        await expect.poll(isToldRight).toBe(true)
        /**
         * Returns the visible lines as figures: the list's rows, the excluded rows, the remaining ones; NaN for a
         * half-hidden line.
         */
        const figures = () =>
          sum.locator('tr').evaluateAll((rows) =>
            rows.flatMap((row) => {
              const { left, top, bottom } = row.getBoundingClientRect()
              const seen = [top + 2, (top + bottom) / 2, bottom - 2].filter((y) =>
                row.contains(document.elementFromPoint(left + 20, y)),
              )
              if (seen.length === 0) return []
              return [
                seen.length < 3 ? Number.NaN : Number((row.querySelector('td')?.textContent ?? '').replace(/\D/g, '')),
              ]
            }),
          )
        const addsUp = async () => {
          const [all = 0, ...rest] = await figures()
          return rest.slice(0, -1).reduce((left, one) => left - one, all) === rest.at(-1)
        }
        await expect.poll(addsUp).toBe(true)
        const before = await lines.count()
        await more.click()
        await expect.poll(() => lines.count()).toBeGreaterThan(before)
        // They are closed again when the plan is next opened.
        await goTo(sendoff, '/exports')
        await expect(lines).toHaveCount(0)
      })
  })

  await test.step('Failed jobs, data completeness and the explanation of a client have room in German', async () => {
    await page.setViewportSize({ width: 1024, height: 700 })
    const sideways = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('main *')]
          .filter((each) => /auto|scroll/.test(getComputedStyle(each).overflowX))
          .filter((each) => each.scrollWidth > each.clientWidth + 1)
          .map((each) => `${each.className} ${each.scrollWidth} of ${each.clientWidth}`),
      )
    for (const [route, table] of [
      ['/settings/diagnostics/failed', de.health.givenUp.title],
      ['/settings/diagnostics/missing', de.relay.gapsTitle],
    ] as const) {
      await goTo(sendoff, route)
      await expect(page.getByLabel(table, { exact: true }).getByRole('row').nth(1)).toBeVisible()
      expect.soft(await sideways(), route).toEqual([])
    }

    await goTo(sendoff, '/settings/workspaces')
    const add = page.getByRole('button', { name: de.workspaces.add, exact: true })
    await expect(page.getByRole('button', { name: de.clientData.import, exact: true })).toBeVisible()
    const sentence = await page.getByText(de.workspaces.intro, { exact: true }).boundingBox()
    const button = await add.boundingBox()
    expect((sentence?.y ?? 0) + (sentence?.height ?? 0)).toBeLessThan((button?.y ?? 0) + (button?.height ?? 0) / 2)
  })
})
