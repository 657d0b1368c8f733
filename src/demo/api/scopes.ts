const pattern = /^(?<resource>[a-z_-]+):(?<action>[a-z]+)$/

/** Whether a key with these scopes may do what `needed` names (`leads:read`); null is allowed for any key. */
export function allowsScope(granted: ReadonlySet<string>, needed: string | null): boolean {
  if (needed === null) return true
  const parts = pattern.exec(needed)?.groups
  if (!parts) return granted.has(needed)
  return [needed, `${parts['resource']}:all`, `all:${parts['action']}`, 'all:all'].some((scope) => granted.has(scope))
}
