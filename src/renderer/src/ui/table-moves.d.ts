/** Where a key leads in a list of `count` rows, or null for a key that moves nothing. `at` is -1 before any row. */
export declare function moveIn(key: string, at: number, count: number, page: number): number | null;
