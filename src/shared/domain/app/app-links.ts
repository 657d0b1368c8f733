/** Links into the app (`sendoff://exports/3`). They can only open a page of the window, whoever wrote them. */

export const linkScheme = 'sendoff'

/** The routes a link may open. A link only shows something; it never opens a file, sends or changes anything. */
const linkableRoutes: readonly RegExp[] = [
  /^\/(home|lists|lists\/supabase|lists\/instantly|exports|inbox|activity|settings)$/,
  /^\/(lists|exports|inbox)\/[1-9]\d{0,14}$/,
  /^\/settings\/(workspaces|blocklist|inbox|crm|appearance|data|desktop)$/,
  /^\/settings\/workspaces\/[1-9]\d{0,14}$/,
]

const isLinkableRoute = (route: string): boolean => linkableRoutes.some((place) => place.test(route))

/** Returns the route of a link; null unless it matches one of the known routes exactly. */
export function routeOfLink(link: string): string | null {
  const match = /^sendoff:\/\/([a-z0-9/]{1,64}?)\/?$/.exec(link.replace(/^sendoff:/i, 'sendoff:'))
  const route = `/${match?.[1] ?? ''}`
  return isLinkableRoute(route) ? route : null
}

/** Returns whether a command line argument is an app link, well formed or not. */
export const isAppLink = (word: string): boolean => /^sendoff:/i.test(word)

/** Returns the link to a route; null if links to it are not allowed. */
export const linkToRoute = (route: string): string | null => (isLinkableRoute(route) ? `${linkScheme}:/${route}` : null)
