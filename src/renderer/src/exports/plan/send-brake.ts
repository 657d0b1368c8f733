/** Decides what the export key does, so that warnings nobody has looked at are not skipped by fast typing. */

/** Time in ms for which a newly opened plan ignores the key: the press may have been meant for the previous screen. */
export const settleMs = 1_500

export type KeyPress =
  | { readonly does: 'nothing' }
  | { readonly does: 'look'; readonly at: string }
  | { readonly does: 'send' }

export function keyPress(plan: {
  /** Time in ms that the plan has been open; measured, as the computer's clock may be set meanwhile. */
  readonly openMs: number
  /** Names of the warnings, most serious first. */
  readonly warnings: readonly string[]
  readonly seen: ReadonlySet<string>
}): KeyPress {
  if (plan.openMs < settleMs) return { does: 'nothing' }
  const unseen = plan.warnings.find((name) => !plan.seen.has(name))
  return unseen === undefined ? { does: 'send' } : { does: 'look', at: unseen }
}
