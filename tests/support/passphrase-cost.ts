/**
 * scrypt's N in tests: an eighth of the shipped value, which `shipped-strength.test.ts` tests, and the minimum the
 * lock's file may have.
 */
export const testPassphraseCost = 2 ** 14
