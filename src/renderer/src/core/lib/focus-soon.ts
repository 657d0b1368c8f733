/** Focuses an element that the next frame is about to show. */
export function focusSoon(find: () => HTMLElement | null): void {
  requestAnimationFrame(() => {
    const found = find()
    found?.scrollIntoView({ block: 'nearest' })
    found?.focus()
  })
}

/** Focuses the first invalid field or problem in a part of the screen. */
export const focusProblemSoon = (part: { readonly current: HTMLElement | null }): void =>
  focusSoon(() => part.current?.querySelector<HTMLElement>('[aria-invalid], [data-problem]') ?? null)
