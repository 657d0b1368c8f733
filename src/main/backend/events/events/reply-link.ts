const ofInstantly = /^https:\/\/app\.instantly\.ai(?:[/?#][\x21-\x5b\x5d-\x7e]*)?$/i

/**
 * The address a reply can be opened at, or null. The payload comes from the open internet, so only links to Instantly
 * itself are allowed.
 */
export const safeReplyLink = (url: string | null): string | null => (url !== null && ofInstantly.test(url) ? url : null)
