/** What the key for exporting does: fast fingers must not send what was never looked at. */

/** So long a plan that has just opened takes no key: the last press may still have been meant for the screen before. */
export const settleMs = 1_500

export type KeyPress =
  | { readonly does: 'nothing' }
  | { readonly does: 'look'; readonly at: string }
  | { readonly does: 'send' }

export function keyPress(plan: {
  readonly openedAt: number
  readonly now: number
  /** Names of what there is to mind, the gravest first. */
  readonly warnings: readonly string[]
  readonly seen: ReadonlySet<string>
}): KeyPress {
  if (plan.now - plan.openedAt < settleMs) return { does: 'nothing' }
  const unseen = plan.warnings.find((name) => !plan.seen.has(name))
  return unseen === undefined ? { does: 'send' } : { does: 'look', at: unseen }
}
