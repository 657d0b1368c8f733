/** Where the window is and was: paths only, no screens. Pure, so that it can be tested without a window. */
export type Places = {
    readonly path: string;
    readonly behind: readonly string[];
    readonly ahead: readonly string[];
};
/** A path as the app writes it: leading slash, no trailing one, no query; anything else becomes `/home`. */
export declare function cleanPath(path: string): string;
export declare function goTo(places: Places, path: string): Places;
/** Goes there without a way back to here; for a place that is gone (a finished import). */
export declare function replaceWith(places: Places, path: string): Places;
export declare function goBack(places: Places): Places;
export declare function goForward(places: Places): Places;
/** The place above: what Esc leads to where there is nothing behind. */
export declare function parentOf(path: string): string;
/**
 * The values of `:name` parts when the path fits the pattern, else null. `/lists/:id` on `/lists/12` gives
 * `{ id: '12' }`.
 */
export declare function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | null;
