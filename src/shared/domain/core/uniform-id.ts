const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Returns a UUID in small letters, because sources may spell the same one differently. Other ids are unchanged. */
export const uniformId = (id: string): string => (uuid.test(id) ? id.toLowerCase() : id)
