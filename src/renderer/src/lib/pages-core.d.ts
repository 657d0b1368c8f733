import type { Page } from '#shared/contract/page.ts';
import type { AppError } from '#shared/errors.ts';
export type PagesState<Row> = {
    /** Rows there are; null until the first answer. */
    readonly total: number | null;
    readonly pages: ReadonlyMap<number, readonly Row[]>;
    readonly error: AppError | null;
};
export type Pages<Row> = {
    readonly state: () => PagesState<Row>;
    readonly subscribe: (listener: () => void) => () => void;
    /** The row at this place, or null where it has not been read. */
    readonly rowAt: (index: number) => Row | null;
    /** Reads what is missing of these rows. */
    readonly want: (from: number, to: number) => void;
    /** Something changed: reads again what is wanted, keeping what is seen until it comes. */
    readonly refresh: () => void;
};
/** A long list read page by page as it is scrolled; the store sorts and filters. */
export declare function createPages<Row>(loadPage: (offset: number, limit: number) => Promise<Page<Row>>, toError: (error: unknown) => AppError, pageSize?: number): Pages<Row>;
