/** Words used in opt-out headers, in the languages whose tools write them without separators. */
const knownParts: ReadonlySet<string> = new Set(
  [
    'hs|is|has|was|do|does|not|dont|opt|opted|out|in|of|from|to|all|at|on|by|for|person|lead|contact|contacted|global|bulk|hard|soft|send|mm',
    'email|emails|mail|mails|mailing|mailings|marketing|newsletter|newsletters|fax|phone|sms|call|calls|text|mobile',
    'unsubscribe|unsubscribed|subscribed|bounce|bounced|bounces|black|list|listed|blacklist|blacklisted|suppress|suppressed|accept|accepts|consent',
    'date|time|reason|url|link|token|count|status|kein|keine|werbung|nicht|anschreiben|kontaktieren|mailen|geen|niet|benaderen|ne|pas|contacter|no|contactar',
  ].flatMap((line) => line.split('|')),
)
const LONGEST_PART = Math.max(...[...knownParts].map((part) => part.length))
const LONGEST_WORD = 40

/** `hasoptedoutofemail` → `has opted out of email`, if it consists entirely of such words; other words stay. */
export const splitJoinedWords = (key: string): string =>
  key.replace(/[a-z]{7,}/g, (word) => (word.length > LONGEST_WORD ? word : (split(word)?.join(' ') ?? word)))

/** Works from the end to the beginning, so that each position is visited once; tries long words before short ones. */
function split(word: string): readonly string[] | null {
  if (knownParts.has(word)) return null
  const rest: (readonly string[] | null)[] = Array.from({ length: word.length + 1 }, () => null)
  rest[word.length] = []
  for (let from = word.length - 1; from >= 0; from -= 1) {
    for (let to = Math.min(word.length, from + LONGEST_PART); to > from; to -= 1) {
      const after = rest[to]
      if (!after || !knownParts.has(word.slice(from, to))) continue
      rest[from] = [word.slice(from, to), ...after]
      break
    }
  }
  return rest[0] ?? null
}
