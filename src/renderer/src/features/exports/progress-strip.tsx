/** Placeholder until the export screens are built. */
export function ProgressStrip() {
  return null
}
