/** Focuses what a change of the screen is about to show. */
export function focusSoon(find: () => HTMLElement | null): void {
  requestAnimationFrame(() => {
    const found = find()
    found?.scrollIntoView({ block: 'nearest' })
    found?.focus()
  })
}

/** The first thing that is wrong in a part of the screen. */
export const focusProblemSoon = (part: { readonly current: HTMLElement | null }): void =>
  focusSoon(() => part.current?.querySelector<HTMLElement>('[aria-invalid], [data-problem]') ?? null)
