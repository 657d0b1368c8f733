/** Number of leads after which the time is checked. */
const LOOK_LEADS = 32

/**
 * Takes leads, by their index, until this has lasted `briefMs`, so that screens hardly wait on a slow or busy computer.
 * Returns the index at which the next turn begins: `count` once all are taken.
 */
export function takeBriefly(
  { from, count, briefMs }: { readonly from: number; readonly count: number; readonly briefMs: number },
  take: (lead: number) => void,
): number {
  const began = performance.now()
  let lead = from
  while (lead < count) {
    take(lead)
    lead += 1
    if ((lead - from) % LOOK_LEADS === 0 && performance.now() - began > briefMs) break
  }
  return lead
}
