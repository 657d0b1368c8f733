import type { AppError } from '#shared/errors.ts';
export type QueryState<T> = {
    /** The last answer; stays while asking again. */
    readonly data: T | undefined;
    /** Why the last question failed; an older answer may still be in `data`. */
    readonly error: AppError | undefined;
    readonly asking: boolean;
};
export type Query<T> = {
    readonly state: () => QueryState<T>;
    readonly subscribe: (listener: () => void) => () => void;
    /** Asks now, or once more after the question under way: a change meanwhile may not be in its answer. */
    readonly ask: () => void;
};
/** One question that can be asked again and again; keeps its last answer meanwhile. */
export declare function createQuery<T>(ask: () => Promise<T>, toError: (error: unknown) => AppError): Query<T>;
export type SharedQuery<T> = {
    readonly query: Query<T>;
    /**
     * A screen that shows it. The first one calls `start` (which keeps it fresh and returns how to stop); the rest share
     * what it brings. Returns how to leave.
     */
    readonly join: (start: () => () => void) => () => void;
};
/** Queries by what they ask: one for all who ask the same, its answer kept for who comes back. */
export declare function createQueryStore(most: number, toError: (error: unknown) => AppError): {
    of<T>(key: string, ask: () => Promise<T>): SharedQuery<T>;
};
