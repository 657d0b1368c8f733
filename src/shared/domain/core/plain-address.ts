/** An email address as two are compared: Instantly and files spell the same one with capitals and blanks. */
export const plainAddress = (email: string): string => email.trim().toLowerCase()
