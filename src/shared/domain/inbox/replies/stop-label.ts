/** Names operators give to labels for people who opted out. */
const stopLabelNames = [
  'unsub',
  'unsubscribe',
  'unsubscribed',
  'unsubscribe request',
  'opt out',
  'optout',
  'opted out',
  'dnc',
  'do not contact',
  'do not email',
  'do not mail',
  'dont contact',
  'dont email',
  'never contact',
  'no contact',
  'remove',
  'removed',
  'remove me',
  'remove from list',
  'stop',
  'gdpr',
  'gdpr request',
  'blacklist',
  'blacklisted',
  'spam complaint',
  'abgemeldet',
  'abmelden',
  'abmeldung',
  'austragen',
  'nicht kontaktieren',
  'nicht mehr kontaktieren',
  'nicht anschreiben',
  'kontaktsperre',
  'keine mails',
  'werbewiderspruch',
  'dsgvo',
  'afgemeld',
  'afmelden',
  'uitgeschreven',
  'uitschrijven',
  'niet contacteren',
  'niet benaderen',
  'niet mailen',
  'geen contact',
  'avg verzoek',
  'desinscrit',
  'desabonne',
  'ne pas contacter',
  'baja',
  'no contactar',
  'dado de baja',
  'non contattare',
  'disiscritto',
]
const known = new Set(stopLabelNames)

/** Returns whether a label of this name marks an opt-out. The whole name must match, not just a part of it. */
export function isStopLabel(name: string): boolean {
  const plain = name
    .slice(0, 200)
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return known.has(plain)
}
