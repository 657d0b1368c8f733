/** Normalises an email address for comparison, as Instantly and files differ in case and surrounding spaces. */
export const plainAddress = (email: string): string => email.trim().toLowerCase()
