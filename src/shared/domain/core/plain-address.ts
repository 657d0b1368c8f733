/**
 * Normalises an email address for comparison, because Instantly and files use different case and surrounding spaces.
 */
export const plainAddress = (email: string): string => email.trim().toLowerCase()
