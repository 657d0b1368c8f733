const ofInstantly = /^https:\/\/app\.instantly\.ai(?:[/?#][\x21-\x5b\x5d-\x7e]*)?$/i

/**
 * The address a reply is opened at, or null for any other: the payload comes over the open net, so it may only lead to
 * Instantly itself.
 */
export const safeReplyLink = (url: string | null): string | null => (url !== null && ofInstantly.test(url) ? url : null)
