/** scrypt's N in tests: an eighth of what ships, which `shipped-strength.test.ts` proves, and the least the lock's file may have. */
export const testPassphraseCost = 2 ** 14
