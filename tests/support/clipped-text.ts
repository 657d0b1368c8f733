/** Finds, in the page, text that cannot be read in full: cut off without an ellipsis, or overflowing its container. */

export type Clipped = { readonly text: string; readonly where: string; readonly why: string }

/**
 * Runs in the page, so it contains everything it uses. `wholeTables`: in a window 1024 or wider no table may scroll
 * sideways in its card.
 */
export function findClippedText(wholeTables: boolean): readonly Clipped[] {
  const found: Clipped[] = []
  const room = document.documentElement
  if (room.scrollWidth > room.clientWidth + 1) found.push({ text: '', where: 'html', why: 'wider than the window' })
  if (room.scrollHeight > room.clientHeight + 1) found.push({ text: '', where: 'html', why: 'the frame can scroll' })
  const nameOf = (of: Element) =>
    `${of.tagName.toLowerCase()}${[...of.classList].map((one) => `.${one}`).join('')}`.slice(0, 80)
  const isRead = (of: Element) => {
    if (of.closest('.sr-only, [aria-hidden=true], iframe, svg')) return false
    const style = getComputedStyle(of)
    return style.visibility !== 'hidden' && style.display !== 'none' && Number(style.opacity) > 0
  }
  // A scroll container has to end where the screen does, or its last lines are out of reach.
  const main = document.querySelector('main')
  const foot = main?.getBoundingClientRect().bottom ?? Number.POSITIVE_INFINITY
  const scrolls = (of: Element) => /auto|scroll/.test(getComputedStyle(of).overflowY)
  for (const box of main?.querySelectorAll('*') ?? []) {
    if (box.getBoundingClientRect().bottom <= foot + 1 || !scrolls(box)) continue
    let around = box.parentElement
    while (around && around !== main && !scrolls(around)) around = around.parentElement
    if (around === main && main && !scrolls(main))
      found.push({ text: '', where: nameOf(box), why: 'runs out of the screen' })
  }
  // Navigation is read at a glance, so tab lists and navs must not scroll sideways.
  for (const list of document.querySelectorAll('[role=tablist], nav'))
    for (const box of [list, list.parentElement])
      if (box && box.scrollWidth > box.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(box).overflowX))
        found.push({ text: list.textContent?.slice(0, 60) ?? '', where: nameOf(box), why: 'scrolls sideways' })
  // In a window of usual width every column must be visible, and campaigns need their full name to be recognised.
  if (innerWidth >= 1024) {
    for (const box of wholeTables ? (main?.querySelectorAll('*') ?? []) : []) {
      if (box.scrollWidth <= box.clientWidth + 1 || !/auto|scroll/.test(getComputedStyle(box).overflowX)) continue
      if (!isRead(box) || box.matches('textarea, pre, input')) continue
      found.push({ text: box.textContent?.trim().slice(0, 60) ?? '', where: nameOf(box), why: 'scrolls sideways' })
    }
    for (const name of main?.querySelectorAll('.grid-name') ?? [])
      if (name.scrollHeight > name.clientHeight + 1 || name.scrollWidth > name.clientWidth + 1)
        found.push({ text: name.textContent ?? '', where: nameOf(name), why: 'a name that is cut short' })
  }
  // Looks only within its card, because content beyond it can be scrolled to.
  const scrollsAcross = (of: Element): boolean => {
    for (let box: Element | null = of; box && !box.matches('.card'); box = box.parentElement)
      if (getComputedStyle(box).overflowX !== 'visible') return true
    return false
  }
  // A button whose edge is cut off looks broken, even if its label is complete.
  for (const control of main?.querySelectorAll('.button, .select, .input') ?? []) {
    const { left, right, width } = control.getBoundingClientRect()
    if (width === 0 || !isRead(control)) continue
    for (let box = control.parentElement; box && box !== main; box = box.parentElement) {
      const { overflowX } = getComputedStyle(box)
      if (overflowX === 'auto' || overflowX === 'scroll') break
      const edge = box.getBoundingClientRect()
      if (overflowX === 'visible' || edge.width <= 2 || (left >= edge.left - 1 && right <= edge.right + 1)) continue
      const text = control.textContent?.trim().slice(0, 60) ?? ''
      found.push({ text, where: `${nameOf(control)} in ${nameOf(box)}`, why: 'is cut off at its edge' })
      break
    }
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent?.trim() ?? ''
    const holder = node.parentElement
    if (text === '' || !holder || !isRead(holder)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const words = range.getBoundingClientRect()
    if (words.width === 0 || words.height === 0) continue
    const card = holder.closest('.card')?.getBoundingClientRect()
    if (card && !scrollsAcross(holder) && words.right > card.right + 1.5 && words.left < card.right)
      found.push({ text: text.slice(0, 60), where: nameOf(holder), why: 'runs over its card' })
    for (let box: Element | null = holder; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box)
      const cutsAcross = style.overflowX !== 'visible'
      if (!cutsAcross && style.overflowY === 'visible') continue
      // Content that can be scrolled to is not cut off.
      if (style.overflowX === 'auto' || style.overflowX === 'scroll') break
      const edge = box.getBoundingClientRect()
      // Narrow boxes are only for screen readers, and text clamped after some lines has an ellipsis.
      if (edge.width <= 2 || style.webkitLineClamp !== 'none') break
      if (cutsAcross && (words.right > edge.right + 1.5 || words.left < edge.left - 1.5)) {
        const marked = box.closest('.ellipsis') !== null || style.textOverflow === 'ellipsis'
        // A name may be long, because hovering shows it in full; a label may not.
        const mustBeWhole =
          holder.closest('td.num, .button, .tab, [role=columnheader], th, .badge, label, h1 + nav') !== null
        // The page title beside its views is not the name of a record.
        const ofPage = holder.matches('h1:has(~ .tabs-list)')
        if (!marked || ofPage || (mustBeWhole && !holder.closest('[title]')))
          found.push({ text: text.slice(0, 60), where: `${nameOf(holder)} in ${nameOf(box)}`, why: 'cut off' })
        break
      }
      if (style.overflowY === 'hidden' && words.bottom > edge.bottom + 3 && words.top < edge.bottom) {
        found.push({ text: text.slice(0, 60), where: `${nameOf(holder)} in ${nameOf(box)}`, why: 'cut off below' })
        break
      }
      if (style.overflowY === 'auto' || style.overflowY === 'scroll') break
    }
  }
  return found
}

/**
 * Runs in the page. Allows one scroll container per screen: none may be nested in another, and a table of twelve rows
 * or fewer must be visible in full in a window of usual height. Fields and raw texts may scroll, because they are read
 * line by line.
 */
export function findInnerScrolls(): readonly Clipped[] {
  const main = document.querySelector('main')
  const scrolls = (of: Element) =>
    of.scrollHeight > of.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(of).overflowY)
  const nameOf = (of: Element) => `${of.tagName.toLowerCase()}.${[...of.classList].join('.')}`.slice(0, 80)
  const scrollers = [...(main?.querySelectorAll('*') ?? [])].filter(
    (box) => scrolls(box) && !box.matches('textarea, pre') && box.clientHeight > 0,
  )
  return scrollers.flatMap((box): Clipped[] => {
    const outer = scrollers.find((other) => other !== box && other.contains(box))
    const nested = outer ? [{ text: '', where: nameOf(box), why: `scrolls within ${nameOf(outer)}` }] : []
    const rows = box.matches('[role=grid]')
      ? Number(box.getAttribute('aria-rowcount') ?? 0) - 1
      : box.querySelectorAll('table > tbody > tr').length
    const isTable = box.matches('[role=grid]') || box.firstElementChild?.matches('table') === true
    const few =
      isTable && rows > 0 && rows <= 12 && innerHeight >= 800
        ? [{ text: '', where: nameOf(box), why: `scrolls for ${rows} rows` }]
        : []
    return [...nested, ...few]
  })
}
