/** Placeholder until the export screens are built. */
export function ExportsPage() {
  return null
}
