/**
 * Stateless randomness: returns a number in [0, 1) from the world's seed, two numbers of the subject, and the purpose.
 * The same arguments always give the same result, so events do not depend on other draws in between, and nothing needs
 * to be saved.
 */
export function drawChance(seed: number, a: number, b: number, purpose: number): number {
  let hash = mix(seed | 0, a)
  hash = mix(hash, Math.floor(a / 0x1_0000_0000))
  hash = mix(hash, b)
  hash = mix(hash, purpose)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000
}

function mix(hash: number, value: number): number {
  const scrambled = Math.imul(Math.imul(value | 0, 0xcc9e_2d51) ^ (value >>> 7), 0x1b87_3593)
  const turned = hash ^ scrambled
  return (Math.imul((turned << 13) | (turned >>> 19), 5) + 0xe654_6b64) | 0
}

/** Purposes of draws. A number is never reused for something else, or saved worlds would develop differently. */
export const drawPurposes = {
  bounce: 1,
  bounceDelay: 2,
  opens: 3,
  openDelay: 4,
  clicks: 5,
  clickDelay: 6,
  replies: 7,
  replyDelay: 8,
  replyKind: 9,
  replyWords: 10,
  autoReplies: 11,
  autoReplyDelay: 12,
  autoReplyKind: 13,
  autoReplyCounted: 14,
  unsubscribes: 15,
  unsubscribeDelay: 16,
  labelDelay: 17,
  operatorLabels: 18,
  operatorDelay: 19,
  variant: 20,
  wait: 21,
  mailboxFails: 22,
  mailboxRecovers: 23,
  campaignTemper: 24,
  variantTemper: 25,
  reopens: 26,
  returnDate: 27,
  people: 28,
  deliveries: 29,
  operatorNext: 30,
  attachment: 31,
} as const

/** Returns the entry of the list that the number selects. */
export function pickByChance<T>(list: readonly T[], chance: number): T {
  const found = list[Math.floor(chance * list.length)]
  if (found === undefined) throw new Error('nothing to pick from')
  return found
}
