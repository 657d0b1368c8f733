/** The window's current path and history: paths only, no screens. Pure, so that it can be tested without a window. */
export type Places = {
  readonly path: string
  readonly behind: readonly string[]
  readonly ahead: readonly string[]
}

const maxKept = 100

/** Paths of screens that have moved: notices and the remembered last path may still use the old ones. */
const moved: readonly (readonly [before: string, now: string])[] = [
  ['/activity/given-up', '/settings/diagnostics/failed'],
  ...['jobs', 'missing', 'service', 'simulator', 'events', 'unread'].map(
    (page) => [`/activity/${page}`, `/settings/diagnostics/${page}`] as const,
  ),
  ['/settings/sequences', '/sequences'],
  ['/settings/campaigns', '/settings/sync'],
]

const movedPath = (path: string): string => {
  const found = moved.find(([before]) => path === before || path.startsWith(`${before}/`))
  return found ? found[1] + path.slice(found[0].length) : path
}

/** Returns a path as the app writes it: leading slash, no trailing one, no query; anything else becomes `/home`. */
export function cleanPath(path: string): string {
  const trimmed = path.replace(/\/+$/, '')
  return /^(\/[A-Za-z0-9._~-]+)+$/.test(trimmed) && trimmed.length <= 300 ? movedPath(trimmed) : '/home'
}

export function goTo(places: Places, path: string): Places {
  const next = cleanPath(path)
  if (next === places.path) return places
  return { path: next, behind: [...places.behind, places.path].slice(-maxKept), ahead: [] }
}

/** Goes to a path without a way back to the current one; used when the current place is gone (a finished import). */
export function replaceWith(places: Places, path: string): Places {
  return { ...places, path: cleanPath(path) }
}

export function goBack(places: Places): Places {
  const last = places.behind.at(-1)
  if (last === undefined) return places
  return { path: last, behind: places.behind.slice(0, -1), ahead: [places.path, ...places.ahead] }
}

export function goForward(places: Places): Places {
  const [next, ...ahead] = places.ahead
  if (next === undefined) return places
  return { path: next, behind: [...places.behind, places.path], ahead }
}

/** Returns the parent path, which Esc leads to if there is no history. */
export function parentOf(path: string): string {
  const parts = path.split('/').slice(1)
  if (parts[0] === 'import') return '/lists'
  if (parts[1] === 'diagnostics' && parts.length > 3) return '/settings/diagnostics/events'
  return parts.length > 1 ? `/${parts[0]}` : '/home'
}

/** Returns the `:name` parts if the path matches, else null: `/lists/:id` on `/lists/12` gives `{ id: '12' }`. */
export function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return null
  const values: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith(':')) values[part.slice(1)] = value
    else if (part !== value) return null
  }
  return values
}
