/** Links into the app (`sendoff://exports/3`): a place of the window and nothing else, whoever wrote them. */

export const linkScheme = 'sendoff'

/** The places a link may lead to. A link only shows something; it never opens a file, sends or changes anything. */
const places: readonly RegExp[] = [
  /^\/(home|lists|lists\/supabase|lists\/instantly|exports|inbox|activity|settings)$/,
  /^\/(lists|exports|inbox)\/[1-9]\d{0,14}$/,
  /^\/settings\/(workspaces|blocklist|inbox|crm|appearance|data|desktop)$/,
  /^\/settings\/workspaces\/[1-9]\d{0,14}$/,
]

const isPlace = (route: string): boolean => places.some((place) => place.test(route))

/** The route a link means; null for every link that is not exactly one of the known places. */
export function routeOfLink(link: string): string | null {
  const match = /^sendoff:\/\/([a-z0-9/]{1,64}?)\/?$/.exec(link.replace(/^sendoff:/i, 'sendoff:'))
  const route = `/${match?.[1] ?? ''}`
  return isPlace(route) ? route : null
}

/** Whether a word of a command line is such a link, well formed or not. */
export const isAppLink = (word: string): boolean => /^sendoff:/i.test(word)

/** The link to a place; null where there is none. */
export const linkTo = (route: string): string | null => (isPlace(route) ? `${linkScheme}:/${route}` : null)
