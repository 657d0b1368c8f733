/** Focuses what a change of the screen is about to show. */
export function focusSoon(find: () => HTMLElement | null): void {
  requestAnimationFrame(() => {
    const found = find()
    found?.scrollIntoView({ block: 'nearest' })
    found?.focus()
  })
}
